package io.codingrouter.signal;

import java.util.Set;

/** Judges line by line whether a text is code. Used for one text, from its start. */
final class CodeLines {
  private static final Set<String> MODIFIERS =
      Set.of(
          "public",
          "private",
          "protected",
          "static",
          "final",
          "abstract",
          "export",
          "async",
          "default",
          "override",
          "pub",
          "internal",
          "sealed",
          "inline",
          "virtual");

  private static final Set<String> OPENERS =
      Set.of(
          "class",
          "interface",
          "enum",
          "struct",
          "record",
          "trait",
          "impl",
          "namespace",
          "module",
          "function",
          "func",
          "fn",
          "def",
          "fun",
          "object");

  private static final Set<String> STATEMENTS =
      Set.of(
          "import",
          "package",
          "return",
          "using",
          "include",
          "break",
          "continue",
          "throw",
          "const",
          "var",
          "require",
          "use",
          "delete",
          "yield",
          "raise",
          "goto");

  private boolean inComment;

  /** What a line is. */
  enum Verdict {
    /** Clearly code. */
    CODE,
    /** Code if it stands between code. */
    UNCLEAR,
    /** As {@link #UNCLEAR}, and indented as if it belonged to the line before. */
    INDENTED,
    /** A comment that goes on: code if it ends between code. */
    COMMENT,
    /** Not code. */
    PROSE
  }

  /**
   * Judges a line.
   *
   * @param text the text
   * @param from where the line starts
   * @param to where it ends, without its line break
   */
  Verdict judge(String text, int from, int to) {
    String line = text.substring(from, to).strip();
    if (inComment) {
      inComment = !line.contains("*/");
      return inComment ? Verdict.COMMENT : Verdict.CODE;
    }
    if (line.isEmpty()) {
      return Verdict.UNCLEAR;
    }
    if (isListed(line)) {
      return Verdict.PROSE;
    }
    if (line.startsWith("/*")) {
      inComment = !line.contains("*/");
      return Verdict.CODE;
    }
    if (isCode(line)) {
      return Verdict.CODE;
    }
    char first = text.charAt(from);
    if (first == '\t' || (first == ' ' && to - from > 1 && text.charAt(from + 1) == ' ')) {
      return Verdict.INDENTED;
    }
    return mayBeCode(line) ? Verdict.UNCLEAR : Verdict.PROSE;
  }

  // Bullets, numbers, quotes and tables of Markdown.
  private static boolean isListed(String line) {
    char first = line.charAt(0);
    if (line.length() > 1 && line.charAt(1) == ' ' && "-*+>|•–".indexOf(first) >= 0) {
      return true;
    }
    int digits = 0;
    while (digits < line.length() && Character.isDigit(line.charAt(digits))) {
      digits++;
    }
    return digits > 0
        && digits + 1 < line.length()
        && ".):".indexOf(line.charAt(digits)) >= 0
        && line.charAt(digits + 1) == ' ';
  }

  private static boolean isCode(String line) {
    char first = line.charAt(0);
    char last = line.charAt(line.length() - 1);
    return switch (first) {
      case '}' -> true;
      case '/' -> line.startsWith("//");
      case '#' -> line.startsWith("#include") || line.startsWith("#define");
      case '@' -> isAnnotation(line);
      case '<' -> last == '>' && line.contains("=\"");
      case '"', '\'' -> line.contains("\":") || line.contains("':");
      case ')', ']' -> line.length() <= 3 || last == '{';
      default ->
          (last == ';' && isStatement(line))
              || last == '{'
              || line.endsWith("):")
              || isDeclaration(line)
              || isFrame(line);
    };
  }

  private static boolean isAnnotation(String line) {
    int end = Tag.endOfName(line, 1);
    return end > 1 && (end == line.length() || line.charAt(end) == '(');
  }

  private static boolean isStatement(String line) {
    for (int i = 0; i < line.length(); i++) {
      if ("=()[]{}\"<>".indexOf(line.charAt(i)) >= 0) {
        return true;
      }
    }
    return STATEMENTS.contains(word(line)) || MODIFIERS.contains(word(line));
  }

  private static boolean isDeclaration(String line) {
    String word = word(line);
    return switch (word) {
      case "import" -> words(line) == 2 || line.contains(" from \"") || line.contains(" from '");
      case "from" -> line.contains(" import ") && !line.endsWith(".");
      case "package" -> words(line) == 2;
      case "else", "try", "finally" -> line.equals(word + ":");
      case "class" -> words(line) == 2 && line.endsWith(":");
      case "def", "fn", "func", "function" -> line.indexOf('(') > 0 && !line.endsWith(".");
      case "if", "elif", "while", "for", "with", "except" ->
          line.endsWith(":") && (line.contains(" in ") || hasOperator(line));
      default -> MODIFIERS.contains(word) && (line.endsWith(")") || opens(line));
    };
  }

  private static boolean hasOperator(String line) {
    return line.contains("==")
        || line.contains("!=")
        || line.contains(" < ")
        || line.contains(" > ")
        || line.contains("_")
        || line.contains("(");
  }

  // public final class Cart
  private static boolean opens(String line) {
    if (words(line) > 8 || line.endsWith(".")) {
      return false;
    }
    for (String part : line.split(" ", -1)) {
      if (OPENERS.contains(part)) {
        return true;
      }
      if (!MODIFIERS.contains(part)) {
        return false;
      }
    }
    return false;
  }

  // A line of a stack trace.
  private static boolean isFrame(String line) {
    return line.startsWith("at ")
        && line.endsWith(")")
        && line.indexOf('(') > 0
        && words(line) <= 4;
  }

  private static boolean mayBeCode(String line) {
    char last = line.charAt(line.length() - 1);
    return last == ';'
        || last == ','
        || last == '('
        || last == ')'
        || last == '['
        || line.startsWith("# ")
        || line.startsWith("<")
        || isAssignment(line);
  }

  private static boolean isAssignment(String line) {
    int end = Tag.endOfName(line, 0);
    return end > 0
        && (line.startsWith(" = ", end)
            || line.startsWith(": ", end)
            || line.startsWith(" += ", end));
  }

  private static String word(String line) {
    return line.substring(0, Tag.endOfName(line, 0));
  }

  private static int words(String line) {
    int words = 1;
    for (int i = 0; i < line.length(); i++) {
      words += line.charAt(i) == ' ' ? 1 : 0;
    }
    return words;
  }
}
