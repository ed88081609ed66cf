package io.codingrouter.signal;

import java.util.ArrayList;
import java.util.List;

/**
 * What a regular expression cannot match without: parts of which a text must have one. Found by a
 * look at the pattern that gives up where it does not understand, so that it may find too little,
 * and never too much. Used once.
 */
final class RequiredParts {
  /** A shorter part is in most texts. */
  private static final int SHORTEST = 3;

  private static final int MOST_PARTS = 64;

  /** Escapes of one letter that stand for no fixed character, and open nothing. */
  private static final String CLASSES_AND_ANCHORS = "bBdDwWsSAznrtfv";

  private final String pattern;
  private int at;

  private RequiredParts(String pattern) {
    this.pattern = pattern;
  }

  /**
   * Finds the parts.
   *
   * @param pattern a pattern that RE2 takes
   * @return parts in lower case, ASCII letters, digits, spaces and {@code _} only, each at least
   *     {@value #SHORTEST} long; empty if nothing is known
   */
  static List<String> of(String pattern) {
    RequiredParts parts = new RequiredParts(pattern);
    try {
      List<String> found = parts.alternatives();
      return parts.at == pattern.length() && found.size() <= MOST_PARTS ? found : List.of();
    } catch (NotUnderstood e) {
      return List.of();
    }
  }

  private static final class NotUnderstood extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotUnderstood() {
      super("not understood", null, false, false);
    }
  }

  /** Reads up to the end or a closing bracket; a match of any alternative is one. */
  private List<String> alternatives() {
    List<String> all = new ArrayList<>();
    boolean known = true;
    while (true) {
      List<String> parts = sequence();
      known &= !parts.isEmpty();
      all.addAll(parts);
      if (at == pattern.length() || pattern.charAt(at) == ')') {
        return known ? all : List.of();
      }
      at++; // the bar
    }
  }

  /** Reads one alternative; all of it must match, so the best part of it is enough. */
  private List<String> sequence() {
    List<String> best = List.of();
    StringBuilder run = new StringBuilder();
    while (at < pattern.length() && "|)".indexOf(pattern.charAt(at)) < 0) {
      char c = pattern.charAt(at++);
      if (isPlain(c)) {
        if (isOptional()) {
          best = better(best, run);
        } else {
          run.append((char) Chars.fold(c));
          if (isRepeated()) {
            best = better(best, run);
          }
        }
        continue;
      }
      best = better(best, run);
      if (c == '(') {
        List<String> inner = group();
        if (!isOptional() && shortest(inner) > shortest(best)) {
          best = inner;
        }
      } else if (c == '[') {
        skipClass();
      } else if (c == '\\') {
        skipEscape();
      } else if (c == '{') {
        skipBounds();
      }
    }
    return better(best, run);
  }

  private static boolean isPlain(char c) {
    return (c < 0x80 && Character.isLetterOrDigit(c)) || c == '_' || c == ' ';
  }

  /** Whether what was read may be left out. */
  private boolean isOptional() {
    return at < pattern.length() && "*?{".indexOf(pattern.charAt(at)) >= 0;
  }

  private boolean isRepeated() {
    return at < pattern.length() && pattern.charAt(at) == '+';
  }

  private static List<String> better(List<String> best, StringBuilder run) {
    String part = run.toString();
    run.setLength(0);
    return part.length() >= SHORTEST && part.length() > shortest(best) ? List.of(part) : best;
  }

  private static int shortest(List<String> parts) {
    return parts.stream().mapToInt(String::length).min().orElse(0);
  }

  private List<String> group() {
    if (pattern.startsWith("?", at)) {
      skipGroupHead();
      if (pattern.charAt(at - 1) == ')') { // flags for what follows
        if (isOptional()) {
          throw new NotUnderstood(); // what stands before them is
        }
        return List.of();
      }
    }
    List<String> inner = alternatives();
    if (at == pattern.length()) {
      throw new NotUnderstood();
    }
    at++;
    return inner;
  }

  // (?:  (?i:  (?i)  (?P<name>  (?<name>
  private void skipGroupHead() {
    boolean named = pattern.startsWith("?P<", at) || pattern.startsWith("?<", at);
    while (at < pattern.length()) {
      char c = pattern.charAt(at++);
      if (named ? c == '>' : c == ':' || c == ')') {
        return;
      }
    }
    throw new NotUnderstood();
  }

  private void skipClass() {
    if (pattern.startsWith("^", at)) {
      at++;
    }
    if (pattern.startsWith("]", at)) {
      at++;
    }
    while (at < pattern.length()) {
      char c = pattern.charAt(at++);
      if (c == ']') {
        return;
      }
      if (c == '\\') {
        at++;
      } else if (c == '[') {
        int end = pattern.startsWith(":", at) ? pattern.indexOf(":]", at) : -1;
        at = end < 0 ? at : end + 2;
      }
    }
    throw new NotUnderstood();
  }

  private void skipEscape() {
    if (at == pattern.length()) {
      throw new NotUnderstood();
    }
    char escaped = pattern.charAt(at++);
    boolean letter = escaped >= 0x80 || Character.isLetterOrDigit(escaped);
    if (letter && CLASSES_AND_ANCHORS.indexOf(escaped) < 0) {
      throw new NotUnderstood(); // \Q, \p, \x and the like
    }
  }

  // A brace that bounds a repetition; one that stands for itself cannot be told from it here.
  private void skipBounds() {
    while (at < pattern.length()) {
      char c = pattern.charAt(at);
      if (!Character.isDigit(c) && c != ',' && c != '}') {
        throw new NotUnderstood();
      }
      at++;
      if (c == '}') {
        return;
      }
    }
    throw new NotUnderstood();
  }
}
