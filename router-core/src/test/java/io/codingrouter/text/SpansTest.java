package io.codingrouter.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.text.Span.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpansTest {
  @Test
  void finds_addresses() {
    assertThat(found(Kind.URL, "See (https://example.com/a_(b)?x=1&y=2), or www.example.org."))
        .containsExactly("https://example.com/a_(b)?x=1&y=2", "www.example.org");
    assertThat(found(Kind.URL, "x=\"http://h/\" no://, git+ssh://host:22/r.git!"))
        .containsExactly("http://h/", "git+ssh://host:22/r.git");
  }

  @Test
  void finds_an_address_with_something_hidden_in_it() {
    assertThat(found(Kind.URL, "ht\u200Btps://exam\u200Bple.com x"))
        .containsExactly("ht\u200Btps://exam\u200Bple.com");
  }

  @Test
  void finds_paths() {
    assertThat(
            found(
                Kind.PATH,
                "Open src/main/java/Foo.java, ./run.sh and ../x, ~/notes, C:\\temp\\a.txt, "
                    + "\\\\host\\share\\x, /usr/local/bin, pom.xml (README.md) a/b.py:12"))
        .containsExactly(
            "src/main/java/Foo.java",
            "./run.sh",
            "../x",
            "~/notes",
            "C:\\temp\\a.txt",
            "\\\\host\\share\\x",
            "/usr/local/bin",
            "pom.xml",
            "README.md",
            "a/b.py");
    assertThat(found(Kind.PATH, "and/or, he/she/they, TCP/IP, 1/2, e.g. example.com, 3.5, etc."))
        .isEmpty();
  }

  @Test
  void finds_identifiers() {
    assertThat(
            found(
                Kind.IDENTIFIER,
                "Call parseAll() or snake_case, __init__, std::vector, list.addAll and GitHub;"
                    + " not Hello world.Next, UPPER, word(s) or naïveCase"))
        .containsExactly(
            "parseAll()", "snake_case", "__init__", "std::vector", "list.addAll", "GitHub");
  }

  @Test
  void finds_numbers_with_their_units() {
    assertThat(
            found(
                Kind.NUMBER,
                "12 apples, -3.5 and 1,000,000.25; $1,000.50, € 20, 50%, 5 km/h, 10kB, 20 °C,"
                    + " 1e-9, 0x1F, 200 ms, １２ kg, 2nd, 12:30, utf8, 49676e6f726520"))
        .containsExactly(
            "12",
            "-3.5",
            "1,000,000.25",
            "$1,000.50",
            "€ 20",
            "50%",
            "5 km/h",
            "10kB",
            "20 °C",
            "1e-9",
            "0x1F",
            "200 ms",
            "１２ kg",
            "2",
            "12:30");
    assertThat(found(Kind.NUMBER, "3-2 a-1 (2)-3")).containsExactly("3", "2", "1", "2", "3");
  }

  @Test
  void finds_quotes() {
    assertThat(
            found(
                Kind.QUOTE,
                "He said \"stop it\", “go on” and 'why not?' It's the dogs' „Haus“ «rue» 5\" wide"))
        .containsExactly("\"stop it\"", "“go on”", "'why not?'", "„Haus“", "«rue»");
    assertThat(found(Kind.QUOTE, "\"not closed\n\nhere\"")).isEmpty();
  }

  @Test
  void finds_fenced_code() {
    String block = "```java\nint x = 1; // `no inline`\n```";
    assertThat(found(Kind.FENCED_CODE, "Fix:\n" + block + "\nplease")).containsExactly(block);
    assertThat(found(Kind.INLINE_CODE, "Fix:\n" + block + "\nplease")).isEmpty();
    assertThat(found(Kind.FENCED_CODE, "~~~\na\n```\n~~~\n````\nb\n```\nc"))
        .containsExactly("~~~\na\n```\n~~~", "````\nb\n```\nc");
  }

  @Test
  void finds_inline_code() {
    assertThat(found(Kind.INLINE_CODE, "use `a b` and ``c ` d``, not ` this"))
        .containsExactly("`a b`", "``c ` d``");
    assertThat(found(Kind.INLINE_CODE, "a ` b\n\n c ` d")).isEmpty();
  }

  @Test
  void finds_sentences() {
    assertThat(
            sentences(
                "Hello Mr. Smith. How are you?  It is 3.5 e.g. now... yes! (Really.) Use J. Doe.\n"
                    + "same line goes on\n\n# Heading\n- item one\n- item two\n1. first"))
        .containsExactly(
            "Hello Mr. Smith.",
            "How are you?",
            "It is 3.5 e.g. now... yes!",
            "(Really.)",
            "Use J. Doe.\nsame line goes on",
            "# Heading",
            "- item one",
            "- item two",
            "1. first");
    assertThat(sentences("今日は晴れ。元気ですか？はい")).containsExactly("今日は晴れ。", "元気ですか？", "はい");
    assertThat(sentences(" \n\t ")).isEmpty();
  }

  @Test
  void the_longer_comes_first_and_all_kinds_are_in_order() {
    List<Span> spans = TextView.of("\"https://a.b/c\" 5 ms").spans();
    assertThat(spans)
        .containsExactly(
            new Span(0, 15, Kind.QUOTE), new Span(1, 14, Kind.URL), new Span(16, 20, Kind.NUMBER));
  }

  private static List<String> found(Kind kind, String text) {
    return texts(text, TextView.of(text).spans(kind));
  }

  private static List<String> sentences(String text) {
    return texts(text, TextView.of(text).sentences());
  }

  private static List<String> texts(String text, List<Span> spans) {
    return spans.stream().map(span -> text.substring(span.start(), span.end())).toList();
  }
}
