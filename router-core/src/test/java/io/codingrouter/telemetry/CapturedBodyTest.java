package io.codingrouter.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CapturedBodyTest {

  @Test
  void a_character_is_kept_whole_or_not_at_all() {
    String rocket = "a🚀b";
    assertThat(CapturedBody.of(rocket, 1)).isEqualTo(new CapturedBody("a", true));
    assertThat(CapturedBody.of(rocket, 4)).isEqualTo(new CapturedBody("a", true));
    assertThat(CapturedBody.of(rocket, 5)).isEqualTo(new CapturedBody("a🚀", true));
    assertThat(CapturedBody.of(rocket, 6)).isEqualTo(new CapturedBody("a🚀b", false));
  }

  @Property
  void as_much_as_fits_and_no_more(
      @ForAll @CharRange(from = ' ', to = '\u0FFF') String text,
      @ForAll @IntRange(max = 60) int most) {
    CapturedBody body = CapturedBody.of(text, most);
    int length = body.text().getBytes(StandardCharsets.UTF_8).length;
    assertThat(text).startsWith(body.text());
    assertThat(length).isLessThanOrEqualTo(most);
    assertThat(body.isCut()).isEqualTo(body.text().length() < text.length());
    if (body.isCut()) {
      String next = text.substring(0, text.offsetByCodePoints(body.text().length(), 1));
      assertThat(next.getBytes(StandardCharsets.UTF_8).length).isGreaterThan(most);
    }
  }

  @Test
  void prints_no_text() {
    assertThat(CapturedBody.of("hunter2", 4)).hasToString("CapturedBody[4 characters, cut]");
  }
}
