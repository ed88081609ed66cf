package io.codingrouter.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * A text in which {@code ${VAR}} stands for the environment's value, {@code ${VAR:-default}} for
 * that or a default, which an empty value gives way to unless it is written {@code ${VAR-default}},
 * and {@code $$} for a dollar.
 *
 * @param value the text with its values
 * @param written how to write it back where it is a secret: variables as they were, else a mask
 * @param unset names of variables that have neither value nor default
 * @param malformed whether a dollar with a brace is not closed or names nothing
 */
record Template(String value, String written, List<String> unset, boolean malformed) {

  static Template expand(String text, UnaryOperator<String> environment) {
    if (text.indexOf('$') < 0) {
      return new Template(text, text.isBlank() ? text : Secret.MASK, List.of(), false);
    }
    return new Expansion(text, environment).run();
  }

  /** Writes a text so that expanding it gives the same text again. */
  static String escape(String text) {
    return text.indexOf('$') < 0 ? text : text.replace("$", "$$");
  }

  /** Whether a text can be the name of an environment variable. */
  static boolean isVariable(String name) {
    return !name.isEmpty() && !Character.isDigit(name.charAt(0)) && Ascii.consistsOf(name, "_");
  }

  /** What to say of variables that are not set. Names none that may be a key put in its place. */
  String complaint() {
    String names =
        String.join(
            ", ", unset.stream().map(v -> Shown.looksLikeSecret(v) ? "named here" : v).toList());
    return unset.size() == 1
        ? "environment variable " + names + " is not set"
        : "environment variables " + names + " are not set";
  }

  private static final class Expansion {
    private final String text;
    private final UnaryOperator<String> environment;
    private final StringBuilder value = new StringBuilder();
    private final StringBuilder written = new StringBuilder();
    private final StringBuilder literal = new StringBuilder();
    private final List<String> unset = new ArrayList<>();
    private boolean malformed;

    Expansion(String text, UnaryOperator<String> environment) {
      this.text = text;
      this.environment = environment;
    }

    Template run() {
      int i = 0;
      while (i < text.length()) {
        if (text.startsWith("${", i)) {
          int end = closing(i + 2);
          if (end < 0) {
            malformed = true;
            break;
          }
          variable(text.substring(i + 2, end));
          i = end + 1;
        } else {
          char c = text.charAt(i);
          boolean escaped = c == '$' && text.startsWith("$$", i);
          value.append(c);
          literal.append(c);
          written.append(escaped ? "$$" : c);
          i += escaped ? 2 : 1;
        }
      }
      return new Template(
          value.toString(),
          isHarmless(literal.toString()) ? written.toString() : Secret.MASK,
          List.copyOf(unset),
          malformed);
    }

    private void variable(String inside) {
      int dash = inside.indexOf('-');
      boolean evenIfEmpty = dash > 0 && inside.charAt(dash - 1) == ':';
      String name = dash < 0 ? inside : inside.substring(0, evenIfEmpty ? dash - 1 : dash);
      if (!isVariable(name)) {
        malformed = true;
        return;
      }
      String found = environment.apply(name);
      if (dash < 0) {
        written.append("${").append(name).append('}');
        if (found == null) {
          unset.add(name);
        } else {
          value.append(found);
        }
        return;
      }
      Template fallback = expand(inside.substring(dash + 1), environment);
      malformed |= fallback.malformed();
      String mark = evenIfEmpty ? ":-" : "-";
      written.append("${").append(name).append(mark).append(fallback.written()).append('}');
      if (found != null && !(evenIfEmpty && found.isEmpty())) {
        value.append(found);
      } else {
        value.append(fallback.value());
        unset.addAll(fallback.unset());
      }
    }

    /** Where the brace that was opened before an offset closes, -1 if it does not. */
    private int closing(int from) {
      int open = 1;
      for (int i = from; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '}' && --open == 0) {
          return i;
        }
        if (c == '{' && text.charAt(i - 1) == '$') {
          open++;
        }
      }
      return -1;
    }

    private static boolean isHarmless(String literal) {
      String word = literal.strip().toLowerCase(Locale.ROOT);
      return word.isEmpty()
          || word.equals("bearer")
          || word.equals("basic")
          || word.equals("token")
          || word.equals("apikey");
    }
  }
}
