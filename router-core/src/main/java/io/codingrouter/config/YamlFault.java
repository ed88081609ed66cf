package io.codingrouter.config;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * A syntax error in our own words. The parser's are never shown: they quote the text, and with it
 * whatever key stands nearby.
 */
final class YamlFault {
  private final String text;
  private final Mark mark;
  private final Mark context;
  private final String problem;

  YamlFault(String text, MarkedYAMLException e) {
    Mark problemMark = e.getProblemMark();
    Mark contextMark = e.getContextMark();
    this.text = text;
    this.mark = problemMark != null ? problemMark : contextMark;
    this.context = contextMark != null ? contextMark : problemMark;
    this.problem = e.getProblem() == null ? "" : e.getProblem();
  }

  ConfigException report(Problems problems) {
    if (indentedByTab()) {
      return problems.fatal(
          place(mark), "", "a tab in the indentation: YAML takes spaces only, replace it");
    }
    boolean unclosed = problem.contains("unexpected end of stream");
    return problems.fatal(place(unclosed ? context : mark), "", message());
  }

  private String message() {
    if (problem.contains("unexpected end of stream")) {
      return "a quote is opened here and never closed: close it on the same line";
    }
    if (problem.contains("mapping values are not allowed")) {
      return "a second colon, or a wrong indentation: put quotes around a value that has a colon"
          + " and a space, and begin sibling keys in the same column";
    }
    if (problem.contains("could not find expected ':'")) {
      return "a colon is missing: write key: value, with a space after the colon";
    }
    if (problem.contains("sequence entries are not allowed")) {
      return "a list cannot begin here: begin it on a line of its own, with - and a space";
    }
    if (problem.contains("expected ',' or ']'")) {
      return "a comma or the closing ] of a list is missing before this";
    }
    if (problem.contains("expected ',' or '}'")) {
      return "a comma or the closing } of a mapping is missing before this";
    }
    if (problem.contains("escape") || problem.contains("hexadecimal")) {
      return "a \\ in double quotes begins an escape: double it, or use single quotes";
    }
    if (problem.contains("<block end>")) {
      return "this does not line up: siblings must begin in the same column, lists with - and a"
          + " space, and a value in quotes must end there";
    }
    if (problem.contains("cannot start any token")) {
      return "a value cannot begin with this character: put quotes around the value";
    }
    if (problem.contains("document")) {
      return "one document ends here and another text begins: remove lines with --- and ...";
    }
    return "this is not valid YAML: check indentation, quotes, and the space after each colon";
  }

  private boolean indentedByTab() {
    int start = mark.getIndex() > text.length() ? text.length() : offsetOfLine(mark.getLine());
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\t') {
        return true;
      }
      if (c != ' ') {
        return false;
      }
    }
    return false;
  }

  private int offsetOfLine(int line) {
    int offset = 0;
    for (int i = 0; i < line; i++) {
      int end = text.indexOf('\n', offset);
      if (end < 0) {
        return text.length();
      }
      offset = end + 1;
    }
    return offset;
  }

  private static Place place(Mark mark) {
    return new Place(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
