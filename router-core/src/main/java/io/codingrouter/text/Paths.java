package io.codingrouter.text;

import java.util.Locale;
import java.util.Set;

/** Tells paths and names of files from what only looks like them. */
final class Paths {
  // A name without a directory is one only with such an ending: "e.g" and "example.com" are not.
  private static final Set<String> ENDINGS =
      Set.of(
          "java",
          "kt",
          "scala",
          "groovy",
          "gradle",
          "py",
          "ipynb",
          "js",
          "jsx",
          "ts",
          "tsx",
          "mjs",
          "c",
          "h",
          "cc",
          "cpp",
          "hpp",
          "cs",
          "go",
          "rs",
          "rb",
          "php",
          "swift",
          "sh",
          "bash",
          "zsh",
          "ps1",
          "bat",
          "sql",
          "html",
          "htm",
          "css",
          "scss",
          "vue",
          "json",
          "jsonl",
          "yaml",
          "yml",
          "toml",
          "xml",
          "ini",
          "cfg",
          "conf",
          "env",
          "properties",
          "lock",
          "md",
          "rst",
          "txt",
          "csv",
          "tsv",
          "log",
          "pdf",
          "doc",
          "docx",
          "xls",
          "xlsx",
          "png",
          "jpg",
          "jpeg",
          "gif",
          "svg",
          "zip",
          "tar",
          "gz",
          "jar",
          "war",
          "so",
          "dll",
          "exe",
          "proto",
          "tf",
          "dockerfile");
  private static final int LONGEST_ENDING = 10;
  private static final long DELIMITERS = bits(0) | 0x1_FFFF_FFFFL;
  private static final long DELIMITERS_FROM_64 = bits(64) | 1L << 63;

  private Paths() {}

  private static long bits(int from) {
    return "\"'`<>|*?()[]{},;=:"
        .chars()
        .filter(c -> c / 64 == from / 64)
        .mapToLong(c -> 1L << c)
        .reduce(0, (a, b) -> a | b);
  }

  static boolean mayStart(char c) {
    return c >= 128
        || Letters.isAsciiWord(c)
        || c == '/'
        || c == '.'
        || c == '~'
        || c == '\\'
        || c == '@';
  }

  /** Returns where the piece ends that could be a path. */
  static int chunkEnd(String text, int at) {
    int i = at;
    while (i < text.length() && isPart(text.charAt(i), i - at)) {
      i++;
    }
    return i;
  }

  private static boolean isPart(char c, int offset) {
    return c < 128
        ? ((c < 64 ? DELIMITERS : DELIMITERS_FROM_64) >>> c & 1) == 0 || (c == ':' && offset == 1)
        : !Letters.isSpace(c);
  }

  /** Returns where the path ends that such a piece is, or its start if it is none. */
  static int end(String text, int at, int chunkEnd) {
    int end = chunkEnd;
    while (end > at && ".!\\".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return end - at >= 3 && isPath(text, at, end) ? end : at;
  }

  private static boolean isPath(String text, int at, int end) {
    int slashes = 0;
    int lastSlash = at - 1;
    for (int i = at; i < end; i++) {
      char c = text.charAt(i);
      if (c == '/' || c == '\\') {
        if (lastSlash == i - 1 && i > at + 1) {
          return false;
        }
        slashes++;
        lastSlash = i;
      }
    }
    if (slashes == 0) {
      return hasEnding(text, at, end, true);
    }
    char first = text.charAt(at);
    if (first == '\\') {
      return slashes > 2 && text.charAt(at + 1) == '\\';
    }
    if (first == '.' || first == '~') {
      char sign = text.charAt(text.charAt(at + 1) == '.' ? at + 2 : at + 1);
      return sign == '/' || sign == '\\' || hasEnding(text, lastSlash + 1, end, false);
    }
    if (Letters.isAsciiLetter(first) && text.charAt(at + 1) == ':') {
      return text.charAt(at + 2) == '\\' || text.charAt(at + 2) == '/';
    }
    if (text.charAt(at + 1) == ':') {
      return false;
    }
    return (first == '/' && slashes > 1 && Letters.isWord(text.codePointAt(at + 1)))
        || hasEnding(text, lastSlash + 1, end, false);
  }

  private static boolean hasEnding(String text, int from, int end, boolean known) {
    int first = Math.max(from, end - 1 - LONGEST_ENDING);
    int dot = end - 1;
    while (dot >= first && text.charAt(dot) != '.') {
      dot--;
    }
    int length = end - dot - 1;
    if (dot < first || (known && dot == from) || length == 0) {
      return false;
    }
    if (known) {
      return ENDINGS.contains(text.substring(dot + 1, end).toLowerCase(Locale.ROOT));
    }
    boolean lower = Character.isLowerCase(text.charAt(dot + 1));
    for (int i = dot + 1; i < end; i++) {
      char c = text.charAt(i);
      if (!Letters.isAsciiAlphanumeric(c)
          || (Letters.isAsciiLetter(c) && Character.isLowerCase(c) != lower)) {
        return false;
      }
    }
    return (Letters.isAsciiLetter(text.charAt(dot + 1)) && length <= 5)
        || ENDINGS.contains(text.substring(dot + 1, end));
  }
}
