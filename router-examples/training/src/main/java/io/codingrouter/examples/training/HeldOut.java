package io.codingrouter.examples.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Texts that are measured with, so must not be learnt from, nor may a line that contains one, in
 * whatever case and punctuation: data sets are found in corpora with their labels about them. Texts
 * of fewer than four words are too common for that; only the same line is the same.
 */
final class HeldOut {
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final int WORDS = 4;

  private final Set<String> texts = new HashSet<>();
  private final Set<String> whole = new HashSet<>();
  private final Map<String, List<String>> byFirstWords = new HashMap<>();

  /** Takes all texts of a folder of labelled rows. */
  static HeldOut of(Path folder) throws IOException {
    HeldOut heldOut = new HeldOut();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".jsonl")).toList()) {
        for (JsonNode row : Rows.read(file)) {
          Rows.texts(row).forEach(heldOut::add);
        }
      }
    }
    return heldOut;
  }

  void add(String text) {
    texts.add(text.strip());
    String words = words(text);
    int end = end(words, 1, WORDS);
    if (end < 0) {
      whole.add(words);
    } else {
      byFirstWords.computeIfAbsent(words.substring(0, end), key -> new ArrayList<>()).add(words);
    }
  }

  /** Tells whether a line is a held-out text, letter by letter. */
  boolean has(String line) {
    return texts.contains(line);
  }

  /** Tells whether a line holds a held-out text, word by word. */
  boolean isWithin(String line) {
    String words = words(line);
    if (whole.contains(words)) {
      return true;
    }
    for (int from = 0; ; from = words.indexOf(' ', from + 1)) {
      int end = end(words, from + 1, WORDS);
      if (end < 0) {
        return false;
      }
      for (String text : byFirstWords.getOrDefault(words.substring(from, end), List.of())) {
        if (words.startsWith(text, from)) {
          return true;
        }
      }
    }
  }

  /** The words in lower case, each between two spaces. */
  private static String words(String text) {
    String words = BETWEEN_WORDS.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
    return words.isEmpty() ? " " : " " + words + " ";
  }

  /** Behind the space that ends a number of words; negative if there are fewer. */
  private static int end(String words, int from, int count) {
    int at = from;
    for (int i = 0; i < count; i++) {
      at = words.indexOf(' ', at) + 1;
      if (at == 0) {
        return -1;
      }
    }
    return at;
  }
}
