package io.codingrouter.examples.demo;

import java.io.Console;

/** Colours, where there is a terminal that shows them. */
final class Style {
  private final boolean colours;

  Style(boolean colours) {
    this.colours = colours;
  }

  /** Colours if somebody sits in front of it and has not said no (no-color.org). */
  static Style ofTerminal() {
    return new Style(System.getenv("NO_COLOR") == null && isTerminal());
  }

  // From JDK 22 on there is always a console, and it can be asked; before, having one was the
  // answer.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException before22) {
      return true;
    }
  }

  String bold(String text) {
    return wrap("1", text);
  }

  String dim(String text) {
    return wrap("2", text);
  }

  String local(String text) {
    return wrap("32", text);
  }

  String cloud(String text) {
    return wrap("36", text);
  }

  String bad(String text) {
    return wrap("31", text);
  }

  private String wrap(String code, String text) {
    return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  /** Cut to a width, or filled up to it. */
  static String column(String text, int width) {
    String cut = text.length() <= width ? text : text.substring(0, width - 1) + "…";
    return cut + " ".repeat(width - cut.length());
  }
}
