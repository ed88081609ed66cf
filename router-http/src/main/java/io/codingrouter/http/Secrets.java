package io.codingrouter.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What must not be seen in a text that came from elsewhere: the values that were sent as headers or
 * in the query, and whatever looks like a key. Immutable.
 */
final class Secrets {
  private static final String MASK = "••••";

  /** Servers echo keys in part: this much of a value gives it away. */
  private static final int PIECE = 6;

  /** From this length on, a word of letters and digits is taken for a key. */
  private static final int KEY_LENGTH = 28;

  private static final List<String> PREFIXES =
      List.of("sk-", "sk_", "pk-", "gsk_", "hf_", "xai-", "aiza", "ghp_", "akia", "eyj", "key-");

  private final List<String> values;
  private final String model;

  private Secrets(List<String> values, String model) {
    this.values = values;
    this.model = model;
  }

  /**
   * Collects secrets.
   *
   * @param headers values of headers
   * @param rawQuery the query of the address, null if it has none
   * @param model a name that is no secret even where it looks like one
   */
  static Secrets of(Collection<String> headers, @Nullable String rawQuery, String model) {
    List<String> values = new ArrayList<>();
    for (String header : headers) {
      values.addAll(List.of(header.split(" ", -1)));
    }
    if (rawQuery != null) {
      for (String parameter : rawQuery.split("&", -1)) {
        values.add(parameter.substring(parameter.indexOf('=') + 1));
      }
    }
    return new Secrets(values.stream().filter(Secrets::isSecret).toList(), model);
  }

  /** Masks every secret in a text, whole or in part. Takes time linear in the text. */
  String mask(String text) {
    return maskKeys(maskValues(text));
  }

  /** Whether a text gives none of the secrets away. */
  boolean holdsNone(String text) {
    return maskValues(text).equals(text);
  }

  private String maskValues(String text) {
    String masked = text;
    for (String value : values) {
      masked = maskPieces(masked, value);
    }
    return masked;
  }

  private String maskPieces(String text, String value) {
    int least = Math.min(PIECE, value.length());
    StringBuilder masked = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      int end = i + least;
      while (end <= text.length() && value.contains(text.substring(i, end))) {
        end++;
      }
      int length = end - 1 - i;
      if (length < least || model.contains(text.substring(i, i + length))) {
        masked.append(text.charAt(i++));
      } else {
        masked.append(MASK);
        i += length;
      }
    }
    return masked.toString();
  }

  private String maskKeys(String text) {
    StringBuilder masked = new StringBuilder(text.length());
    boolean afterScheme = false;
    int i = 0;
    while (i < text.length()) {
      int end = i;
      while (end < text.length() && isKeyCharacter(text.charAt(end))) {
        end++;
      }
      if (end == i) {
        masked.append(text.charAt(i++));
        continue;
      }
      String word = text.substring(i, end);
      boolean secret = (afterScheme && word.length() > 3) || looksLikeKey(word);
      masked.append(secret ? MASK : word);
      afterScheme = isScheme(word);
      i = end;
    }
    return masked.toString();
  }

  private static boolean isScheme(String word) {
    return word.equalsIgnoreCase("bearer") || word.equalsIgnoreCase("basic");
  }

  private static boolean isSecret(String value) {
    return value.length() >= 4 && !isScheme(value);
  }

  private boolean looksLikeKey(String word) {
    if (model.contains(word)) {
      return false;
    }
    String lower = word.toLowerCase(Locale.ROOT);
    return PREFIXES.stream().anyMatch(prefix -> lower.length() > 6 && lower.startsWith(prefix))
        || (word.length() >= KEY_LENGTH
            && word.chars().anyMatch(Character::isDigit)
            && word.chars().anyMatch(Character::isLetter));
  }

  private static boolean isKeyCharacter(char c) {
    return Character.isLetterOrDigit(c) || "-_.*+=…".indexOf(c) >= 0;
  }

  @Override
  public String toString() {
    return "Secrets[" + values.size() + "]";
  }
}
