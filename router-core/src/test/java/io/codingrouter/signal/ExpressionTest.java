package io.codingrouter.signal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What a regular expression requires is looked for first, and never wrongly. */
class ExpressionTest {

  @Test
  void knows_what_a_match_must_have() {
    assertThat(RequiredParts.of("\\bprove\\b")).containsExactly("prove");
    assertThat(RequiredParts.of("(?i)(?:Prove|derive) that")).containsExactly("prove", "derive");
    assertThat(RequiredParts.of("how (do|can) i.*refactor")).containsExactly("refactor");
    assertThat(RequiredParts.of("colou?r scheme")).containsExactly("r scheme");
    assertThat(RequiredParts.of("(abc)?def")).containsExactly("def");
    assertThat(RequiredParts.of("abcd*")).containsExactly("abc");
    assertThat(RequiredParts.of("ab+cde")).containsExactly("cde");
    assertThat(RequiredParts.of("prove|\\d{3}")).isEmpty();
    assertThat(RequiredParts.of("\\d+ or")).containsExactly(" or");
    assertThat(RequiredParts.of("[prove]")).isEmpty();
    assertThat(RequiredParts.of("\\Qabc\\E")).isEmpty();
    assertThat(RequiredParts.of("(abc|)")).isEmpty();
    assertThat(RequiredParts.of("abc(?i)")).containsExactly("abc");
    assertThat(RequiredParts.of("abc(?i)(?s)?")).as("RE2 lets the c be left out").isEmpty();
    assertThat(RequiredParts.of("")).isEmpty();
  }

  @Test
  void characters_that_fold_to_ascii_count_as_such() {
    String text = "\u212Aelvin and \u017Ftone"; // a Kelvin sign, a long s
    assertThat(mayMatch("kelvin", text)).isTrue();
    assertThat(mayMatch("stone", text)).isTrue();
    assertThat(mayMatch("celsius", text)).isFalse();
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.of(
            "abc", "bca", "k", "s", "A", " ", "(", "(?:", "(?i)", ")", "|", "?", "*", "+", "{2}",
            "{0,1}", ".", "[ab]", "[^a]", "[]a]", "\\b", "\\w", "^", "$", "\\.", "a{", "(?P<n>",
            "ä")
        .list()
        .ofMaxSize(9)
        .map(pieces -> String.join("", pieces));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("a", "b", "c", "k", "S", "A", " ", "\u212A", "\u017F", ".", "ä", "\n")
        .list()
        .ofMaxSize(24)
        .map(pieces -> String.join("", pieces));
  }

  @Property(tries = 4_000)
  void never_says_no_to_a_text_that_the_expression_matches(
      @ForAll("patterns") String written, @ForAll("texts") String text, @ForAll boolean folded) {
    Pattern pattern;
    try {
      pattern = Pattern.compile(written, folded ? Pattern.CASE_INSENSITIVE : 0);
    } catch (PatternSyntaxException e) {
      return;
    }
    if (pattern.matcher(text).find()) {
      assertThat(mayMatch(pattern, text)).isTrue();
    }
  }

  @Property(tries = 1_000)
  void looks_for_parts_within_words_as_a_naive_search_does(
      @ForAll @Size(max = 12) List<@From("parts") String> parts, @ForAll("texts") String text) {
    PartSearch.Builder builder = new PartSearch.Builder();
    int[][] numbers = parts.stream().map(builder::add).toArray(int[][]::new);
    long[] found = builder.build().in(text);
    StringBuilder folded = new StringBuilder();
    text.chars().forEach(c -> folded.append((char) Chars.fold(c)));
    for (int i = 0; i < numbers.length; i++) {
      assertThat(numbers[i]).hasSize(1);
      assertThat(Bits.contain(found, numbers[i][0]))
          .isEqualTo(folded.toString().contains(parts.get(i)));
    }
  }

  @Provide
  Arbitrary<String> parts() {
    return Arbitraries.strings().withChars("abcks").ofMinLength(3).ofMaxLength(6);
  }

  @Test
  void what_may_be_left_out_or_is_blank_is_not_required() {
    assertThat(mayMatch("a*", "")).isTrue();
    assertThat(mayMatch("   ", "x   y")).isTrue();
    assertThat(mayMatch("one  two", "one  two")).isTrue();
  }

  private static boolean mayMatch(String pattern, String text) {
    return mayMatch(Pattern.compile(pattern), text);
  }

  private static boolean mayMatch(Pattern pattern, String text) {
    PartSearch.Builder parts = new PartSearch.Builder();
    Expression expression = new Expression(pattern, parts);
    return expression.mayMatch(parts.build().in(text));
  }

  @Test
  void counts_signs_as_the_expression_would() {
    for (String pattern : List.of("[?？]", "[!.;]", "[??]", "[€$]")) {
      String text = "What? 什么？ It costs $5 or €4; no! Yes. \uD83D\uDE00";
      int expected = 0;
      for (var matcher = Pattern.compile(pattern).matcher(text); matcher.find(); ) {
        expected++;
      }
      StructureMatches none = new StructureMatches(new StructureCompiler().compile(List.of()));
      assertThat(CharacterCount.of(pattern).orElseThrow().in(text, none)).isEqualTo(expected);
    }
    assertThat(CharacterCount.of("[a-z]")).isEmpty();
    assertThat(CharacterCount.of("[^?]")).isEmpty();
    assertThat(CharacterCount.of("[ab]")).isEmpty();
    assertThat(CharacterCount.of("[?][!]")).isEmpty();
  }
}
