package io.codingrouter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.dispatch.CallLimits;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that repeat what they were sent: {@link #failure} greps each time. */
class SilenceTest extends HttpTest {
  private static final List<Integer> STATUSES = List.of(200, 301, 400, 401, 404, 429, 500);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Incorrect API key provided: " + KEY + ". Find yours at our site.",
        "Incorrect API key provided: sk-test-4f9a8b**********2b1c.",
        "header Authorization: Bearer " + KEY,
        "X-House was " + SECOND_KEY,
        "key=" + QUERY_KEY + " is not known",
        "cannot parse: " + PROMPT,
        "prompt too long near 'vault of 12 Elm Street opens at noon for J'",
        PROMPT,
      })
  void neither_key_nor_prompt_is_repeated(String sentence) {
    for (int status : STATUSES) {
      failure(status, "{\"error\":{\"message\":\"" + sentence + "\"}}");
      failure(status, "{\"error\":\"" + sentence + "\"}");
      failure(status, "[{\"error\":{\"message\":\"" + sentence + "\"}}]");
      failure(status, "{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"" + sentence + "\"}]}");
      failure(status, "{\"object\":\"error\",\"message\":\"" + sentence + "\"}");
      failure(status, sentence);
      failure(status, "<html>" + sentence + "</html>");
    }
  }

  @Test
  void what_helps_is_kept_beside_what_is_masked() {
    assertThat(failure(401, "{\"error\":{\"message\":\"Incorrect API key: " + KEY + ". Sorry.\"}}"))
        .hasMessageEndingWith("it says: Incorrect API key: ••••. Sorry.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a mail to jane.doe@example.com bounced   | jane.doe@example.com is hers              | a mail to •••• bounced
          number 4711-22 is taken                  | my number is 4711-22, is that good enough | number •••• is taken
          maximum context length is 131072 tokens  | hello there                               | maximum context length is 131072 tokens
          unknown model acme/small-4b-2026-01-01-x | hello there                               | unknown model acme/small-4b-2026-01-01-x
          you said: hello there                    | hello there                               | ''
          'medium' is not an effort                | hello there                               | 'medium' is not an effort
          """)
  void an_excerpt_leaves_out_what_the_request_said(String sentence, String prompt, String shown) {
    String body =
        "{\"model\":\"acme/small-4b-2026-01-01-x\",\"reasoning_effort\":\"medium\","
            + "\"messages\":[{\"role\":\"user\",\"content\":\""
            + prompt
            + "\"}]}";
    Secrets secrets = Secrets.of(List.of(), null, "acme/small-4b-2026-01-01-x");
    assertThat(Excerpt.of(sentence, body, secrets)).isEqualTo(shown);
  }

  @Test
  void an_excerpt_is_one_short_line() {
    Secrets none = Secrets.of(List.of(), null, "m");
    assertThat(Excerpt.of("a\n\tb\u0000c \u001b[31m d", "{}", none)).isEqualTo("a b c [31m d");
    assertThat(Excerpt.of("word ".repeat(500), "{}", none)).hasSizeLessThanOrEqualTo(301);
  }

  @Test
  void keys_of_strangers_are_masked_too() {
    Secrets none = Secrets.of(List.of(), null, "acme/small-4b-2026-01-01-long-name");
    assertThat(none.mask("Bearer abcd1 and AIzaSyB1234 and 0123456789abcdef0123456789abcdef"))
        .isEqualTo("Bearer •••• and •••• and ••••");
    assertThat(none.mask("use acme/small-4b-2026-01-01-long-name, sk- is short"))
        .isEqualTo("use acme/small-4b-2026-01-01-long-name, sk- is short");
  }

  @Test
  void nothing_prints_what_it_holds() {
    Peer peer = Peer.of("m", URI.create("http://u:" + KEY + "@h/v1?k=" + KEY), "x", "y");
    Post post = Post.to(peer, Map.of("A", KEY), PROMPT, CallLimits.within(LONG));
    assertThat(peer + " " + post + " " + post.secrets()).doesNotContain(KEY, PROMPT);
    Reply reply = new Reply(500, post.headers(), PROMPT, false);
    assertThat(reply.toString()).doesNotContain(PROMPT, KEY);
  }
}
