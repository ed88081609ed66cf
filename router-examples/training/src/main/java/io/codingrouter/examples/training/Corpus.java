package io.codingrouter.examples.training;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * The sentences to learn from: one a line, gzipped. Lines that differ in their digits only (file
 * names, table rows) teach nothing after the first few and are not drawn, nor are held-out texts.
 *
 * @param sentences in the order of a shuffle that the seed fixes
 * @param digest SHA-256 of the file
 */
record Corpus(List<String> sentences, String digest) {
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  /** {@code a sentence,its_label} and {@code number;scenario;intent;"a sentence";…}. */
  private static final Pattern RECORD = Pattern.compile(".*\\S,[A-Za-z_]+\\??|[0-9]+;.*");

  private static final int ALIKE = 10;

  static Corpus read(Path file, HeldOut heldOut, int limit, long seed) throws IOException {
    List<String> kept = new ArrayList<>();
    Map<String, Integer> shapes = new HashMap<>();
    MessageDigest sha256 = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String shape = DIGITS.matcher(line).replaceAll("0");
        if (shapes.merge(shape, 1, Integer::sum) <= ALIKE
            && !line.isBlank()
            && !heldOut.has(line.strip())) {
          kept.add(line);
        }
      }
    }
    Collections.shuffle(kept, new Random(seed));
    String digest = HexFormat.of().formatHex(sha256.digest());
    return new Corpus(List.copyOf(kept.subList(0, Math.min(limit, kept.size()))), digest);
  }

  /**
   * Tells whether to learn from a sentence: not from single words, nor from what holds a text that
   * is measured with, nor from records of labelled sets, whose other rows may be measured with.
   */
  static boolean teaches(String sentence, HeldOut heldOut) {
    return sentence.strip().indexOf(' ') > 0
        && !RECORD.matcher(sentence.strip()).matches()
        && !heldOut.isWithin(sentence);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
