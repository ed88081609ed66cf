package io.codingrouter.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codingrouter.message.ChatRequest;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTextTest {

  @Test
  void a_plain_ask_is_the_very_same_string() {
    String ask = new String("prove that the square root of 2 is irrational");
    assertThat(ask(ask)).isSameAs(ask);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "what does <system-reminder> in my log mean?",
        "explain `<bash-input>ls</bash-input>` to me",
        "<task>Summarise the text.</task>\n<context>It is about cats.</context>\nThanks",
        "Given <file>a.txt</file> and <context>cats</context>, what is <answer>x</answer>?",
        "<file path=\"a.txt\">cats</file> what is this?",
        "<rules>\nbe brief\n</rules>\nwhat is 2+2?",
        "<skill>cooking</skill> is what I want",
        "<command>ls</command> what does it do?",
        "<feedback>too slow</feedback> is in my XML: how do I read it?",
        "<user_query lists no closing tag",
        "How do I write <context name=\"x\"> in Tomcat?\n<context name=\"x\">\n</context>",
        "Please continue. Then stop.",
        "I updated the files. What next?",
        "[ERROR] it fails",
        "[read] this",
        "Here is the current content of the files: a, b. Which is newer?",
        "I ran this command:\n\nls\n\nWhat does it do?",
        "## My request:\nsing",
        "1 < 2 and 3 > 2, prove it",
        "a ~~~ b ``` c",
      })
  void what_a_human_writes_about_tags_and_agents_is_kept(String ask) {
    assertThat(ask(ask)).isEqualTo(ask);
    assertThat(read(ask).of(TextSource.ATTACHMENTS)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Please test:\n- login;\n- logout;\n- class list {all}\n- import of files;",
        "1. open();\n2. close();\n3. read();\n4. write();",
        "Let n = 2k.\nThen n^2 = 4k^2,\nso n^2 is even.\nf(x) = x + 1\ng(x) = 2x\nh(x) = f(g(x))",
        "npm install\nnpm run build\nnpm test -- --watch\nWhy does it fail?",
        "Dear team,\n\nthe class is moved to Monday;\nplease import the list.\n\nBest,\nAnn",
        "Why does\nint x = 1;\nnot compile?",
        "I want\nint x = 1;\nint y = 2;\nand nothing else",
        "return the books;\nimport the data;\nthen rest;\nthank you",
        "name: John\nage: 7\ncity: Rome\nwho is it?",
        "if you can:\nfor example:\nwhile at it:\nhelp me",
        "public transport is late.\nprivate cars are not.\nstatic noise is everywhere.",
      })
  void prose_is_not_taken_for_code(String ask) {
    assertThat(ask(ask)).isEqualTo(ask);
    assertThat(read(ask).of(TextSource.CODE)).isEmpty();
  }

  static Stream<String> pastedFiles() {
    return Stream.of(
        """
        package shop;

        import java.util.List;
        import java.util.Map;

        /**
         * A class that proves nothing.
         *
         * It is here to implement a long comment.
         */
        @Deprecated
        public class Cart {
          private final List<String> items = List.of();

          public int total() {
            return items.size();
          }
        }""",
        """
        import os
        from pathlib import Path

        class Loader:
            def __init__(self, path):
                self.path = path

            def load(self):
                if self.path == "":
                    return None
                return Path(self.path).read_text()""",
        """
        import { useState } from 'react';

        export function Cart() {
          const [items, setItems] = useState([]);
          return (
            <div className="class">{items.length}</div>
          );
        }""",
        """
        #include <stdio.h>
        class A {
        public:
          int implement(int debug);
        };
        int main() {
          return 0;
        }""",
        """
        java.lang.IllegalStateException: class
            at shop.Cart.prove(Cart.java:12)
            at shop.Cart.implement(Cart.java:40)
            at shop.Main.main(Main.java:7)""");
  }

  @ParameterizedTest
  @MethodSource("pastedFiles")
  void a_pasted_file_is_not_what_is_asked(String file) {
    for (String text :
        List.of("hello\n" + file, "hello\n\n```java\n" + file + "\n```", "hello\n~~~\n" + file)) {
      RequestText read = read(text);
      assertThat(read.of(TextSource.ASK)).startsWith("hello").doesNotContain("implement", "prove(");
      assertThat(read.of(TextSource.ASK).length()).isLessThan(60);
      assertThat(read.of(TextSource.CODE)).contains(file.lines().skip(3).findFirst().get().strip());
    }
    assertThat(ask(file + "\n\nWhat does it print?"))
        .endsWith("What does it print?")
        .hasSizeLessThan(75);
  }

  @ParameterizedTest
  @MethodSource("pastedFiles")
  void code_alone_is_the_ask(String file) {
    assertThat(ask("```\n" + file + "\n```")).contains(file);
  }

  @Test
  void fences_open_and_close_where_people_put_them() {
    assertThat(ask("fix ```int a;``` please")).isEqualTo("fix  please");
    assertThat(ask("fix this:```java\nclass A\n```then stop")).isEqualTo("fix this: then stop");
    assertThat(ask("fix\n````\n```\nclass\n```\n````\nnow")).isEqualTo("fix\n\nnow");
    assertThat(ask("fix\n```\nclass A")).isEqualTo("fix");
    assertThat(read("fix\n```java\nclass A\n```").of(TextSource.CODE)).isEqualTo("class A");
    assertThat(read("```a``` and\n~~~\nb\n~~~\n").of(TextSource.CODE)).isEqualTo("a\nb");
  }

  @Test
  void a_loop_of_tool_calls_has_the_ask_that_started_it() {
    ChatRequest request =
        ChatRequest.builder()
            .user("first")
            .assistant("done")
            .user("second")
            .assistant("")
            .message("tool", "class")
            .message("function", "import")
            .build();
    RequestText text = Envelopes.standard().read(request);
    assertThat(text.of(TextSource.ASK)).isEqualTo("second");
    assertThat(text.of(TextSource.HISTORY)).isEqualTo("first");
    assertThat(text.of(TextSource.ALL)).isEqualTo("first\ndone\nsecond\nclass\nimport");
  }

  @Test
  void without_human_text_there_is_no_ask() {
    ChatRequest none = ChatRequest.builder().system("be kind").assistant("hello").build();
    for (ChatRequest request :
        List.of(none, ChatRequest.builder().build(), ChatRequest.user(" "))) {
      for (TextSource source :
          List.of(TextSource.ASK, TextSource.CODE, TextSource.HISTORY, TextSource.ATTACHMENTS)) {
        assertThat(Envelopes.standard().read(request).of(source)).isEmpty();
      }
    }
  }

  @Test
  void a_table_can_be_extended() {
    Envelopes own =
        Envelopes.standard()
            .plus(List.of("acme-rules"), List.of("acme-ask"), List.of("ACME note:"));
    assertThat(ask(own, "<acme-rules>class</acme-rules> hello")).isEqualTo("hello");
    assertThat(ask(own, "<x>class</x><acme-ask>hello</acme-ask> bye")).isEqualTo("hello");
    assertThat(ask(own, "ACME note: class")).isEmpty();
    assertThat(ask("<acme-rules>class</acme-rules> hello")).contains("class");
    assertThat(own)
        .isNotEqualTo(Envelopes.standard())
        .isEqualTo(
            Envelopes.standard()
                .plus(List.of("acme-rules"), List.of("acme-ask"), List.of("ACME note:")))
        .hasSameHashCodeAs(
            Envelopes.standard()
                .plus(List.of("acme-rules"), List.of("acme-ask"), List.of("ACME note:")));
    assertThat(Envelopes.standard().plus(List.of(), List.of(), List.of()))
        .isEqualTo(Envelopes.standard());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<a>", "a b", "ä"})
  void a_tag_must_be_a_name(String tag) {
    assertThatThrownBy(() -> Envelopes.standard().plus(List.of(tag), List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("without brackets");
  }

  @Test
  void words_before_and_behind_attached_files_keep_their_order() {
    String files = "--- Content from referenced files ---\nclass A {}\n--- End of content ---";
    assertThat(ask("Explain A.\n" + files + "\nBe brief.")).isEqualTo("Explain A.\nBe brief.");
  }

  static Stream<String> floods() {
    return Stream.of(
            "<system-reminder>",
            "<context name=\"a\">\n",
            "<file_content path='x' ",
            "<context>\nThe following items were attached by the user.\n",
            "<task></task>",
            "<user_query>a</user_query>",
            "<command-name></command-name><command-args></command-args>",
            "<system-reminder>The user sent a new message while you were working:",
            "The user sent a new message while you were working:\n",
            "# AGENTS.md instructions\n",
            "[Request interrupted by user]",
            "``` a b ",
            "````\n```\n",
            "\n~~~",
            "a```b c```",
            "\n<task>",
            "/*\n",
            "x = {\n",
            "<a",
            "< ",
            "\n",
            "` `` ``` ```` ````` ",
            "  <  ")
        .flatMap(
            unit ->
                Stream.of("", "[TASK RESUMPTION] ")
                    .map(start -> start + unit.repeat(1_000_000 / unit.length())));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("floods")
  void reading_takes_linear_time_whatever_is_sent(String flood) {
    long start = cpuTime();
    RequestText text = read(flood);
    for (TextSource source : TextSource.values()) {
      assertThat(text.of(source).length()).isLessThanOrEqualTo(flood.length() + 1);
    }
    assertThat(Duration.ofNanos(cpuTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  // Not the clock's: other tests and other processes run as well.
  private static long cpuTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  @Test
  void many_parts_and_messages_take_linear_time_as_well() {
    for (String part :
        List.of(
            "<context>\\nThe following items were attached by the user.",
            "<command-name>x</command-name>",
            "<task>a</task> b",
            "Called the Read tool with the following input: {}",
            "```\\nx\\n```")) {
      String parts =
          Stream.generate(
                  () -> "{\"type\":\"text\",\"text\":\"" + part.replace("\"", "\\\"") + "\"}")
              .limit(10_000)
              .collect(Collectors.joining(","));
      String messages =
          Stream.generate(() -> "{\"role\":\"user\",\"content\":\"" + part + "\"}")
              .limit(5_000)
              .collect(Collectors.joining(","));
      for (String body :
          List.of(
              "{\"messages\":[{\"role\":\"user\",\"content\":[" + parts + "]}]}",
              "{\"messages\":[" + messages + "]}")) {
        ChatRequest request = ChatRequest.fromJson(body);
        long start = cpuTime();
        RequestText text = Envelopes.standard().read(request);
        for (TextSource source : TextSource.values()) {
          assertThat(text.of(source).length()).isLessThanOrEqualTo(body.length());
        }
        assertThat(Duration.ofNanos(cpuTime() - start)).isLessThan(Duration.ofSeconds(10));
      }
    }
  }

  @Test
  void nothing_of_the_text_is_printed() {
    assertThat(read("a secret plan").toString()).doesNotContain("secret");
  }

  private static RequestText read(String text) {
    return Envelopes.standard().read(ChatRequest.user(text));
  }

  private static String ask(String text) {
    return ask(Envelopes.standard(), text);
  }

  private static String ask(Envelopes envelopes, String text) {
    return envelopes.read(ChatRequest.user(text)).of(TextSource.ASK);
  }
}
