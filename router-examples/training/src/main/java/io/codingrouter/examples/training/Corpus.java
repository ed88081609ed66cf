package io.codingrouter.examples.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * The sentences to learn from. Lines that differ in their digits only (file names, table rows)
 * teach nothing after the first few and are dropped; so are single words, held-out texts, and
 * records of labelled sets, which carry the answers of what is measured.
 */
final class Corpus {
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  /** {@code a sentence,its_label} and {@code number;scenario;intent;"a sentence";…}. */
  private static final Pattern RECORD = Pattern.compile(".*\\S,[A-Za-z_]+\\??|[0-9]+;.*");

  private static final int ALIKE = 10;

  private final List<String> sentences;
  private final List<String> digests;

  private Corpus(List<String> sentences, List<String> digests) {
    this.sentences = List.copyOf(sentences);
    this.digests = List.copyOf(digests);
  }

  /**
   * Reads files: gzipped text, a sentence a line, or labelled rows ({@code .jsonl}), of which the
   * texts alone are taken.
   */
  static Corpus read(List<Path> files, HeldOut heldOut, int limit, long seed) throws IOException {
    Set<String> kept = new HashSet<>();
    List<String> sentences = new ArrayList<>();
    List<String> digests = new ArrayList<>();
    Map<String, Integer> shapes = new HashMap<>();
    for (Path file : files) {
      digests.add(sha256(file) + " " + file.getFileName());
      for (String line : lines(file)) {
        String shape = DIGITS.matcher(line).replaceAll("0");
        if (shapes.merge(shape, 1, Integer::sum) <= ALIKE
            && line.indexOf(' ') > 0
            && !RECORD.matcher(line).matches()
            && !heldOut.contains(line)
            && kept.add(line)) {
          sentences.add(line);
        }
      }
    }
    Collections.shuffle(sentences, new Random(seed));
    return new Corpus(sentences.subList(0, Math.min(limit, sentences.size())), digests);
  }

  /** In the order of a shuffle that the seed fixes. */
  List<String> sentences() {
    return sentences;
  }

  /** SHA-256 and name of each file. */
  List<String> digests() {
    return digests;
  }

  private static List<String> lines(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    if (file.toString().endsWith(".jsonl")) {
      for (JsonNode row : Rows.read(file)) {
        Rows.texts(row).forEach(text -> lines.add(text.replace('\n', ' ').strip()));
      }
      return lines;
    }
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file))),
                StandardCharsets.UTF_8))) {
      in.lines().map(String::strip).forEach(lines::add);
    }
    return lines;
  }

  private static String sha256(Path file) throws IOException {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
