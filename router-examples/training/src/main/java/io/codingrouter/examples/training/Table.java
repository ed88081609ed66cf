package io.codingrouter.examples.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A table in Markdown, which a page shows between two marks. */
final class Table {
  private final String begin;
  private final String end;
  private final StringBuilder text = new StringBuilder();

  Table(String mark, String corner, List<String> columns) {
    begin = "<!-- " + mark + ": generated -->\n";
    end = "<!-- end of " + mark + " -->\n";
    line(corner, columns);
    text.append("|---".repeat(columns.size() + 1)).append("|\n");
  }

  void line(String name, List<String> values) {
    text.append("| ").append(name).append(name.isEmpty() ? "| " : " | ");
    text.append(String.join(" | ", values)).append(" |\n");
  }

  /** Replaces what a page has between the marks. */
  void putInto(Path page) throws IOException {
    String old = Files.readString(page);
    int from = old.indexOf(begin) + begin.length();
    int to = old.indexOf(end);
    if (from < begin.length() || to < from) {
      throw new IOException(page + " lacks the marks " + begin.strip() + " and " + end.strip());
    }
    Files.writeString(page, old.substring(0, from) + text + old.substring(to));
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
