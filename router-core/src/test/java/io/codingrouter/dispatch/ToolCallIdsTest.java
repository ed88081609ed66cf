package io.codingrouter.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ToolCallIdsTest {
  private static ToolCallIds anthropic() {
    return new ToolCallIds(ToolCallIds.Form.ANTHROPIC);
  }

  private static ToolCallIds mistral() {
    return new ToolCallIds(ToolCallIds.Form.MISTRAL);
  }

  @Test
  void an_id_that_fits_stays() {
    assertThat(anthropic().ofCall("toolu_01-A")).isEqualTo("toolu_01-A");
    assertThat(mistral().ofCall("D681PevKs")).isEqualTo("D681PevKs");
  }

  @Test
  void an_id_that_does_not_fit_becomes_the_same_every_time() {
    assertThat(mistral().ofCall("call_1")).isEqualTo(mistral().ofCall("call_1"));
    assertThat(mistral().ofCall("call_1")).isNotEqualTo(mistral().ofCall("call_2"));
  }

  @Test
  void results_find_their_calls_though_the_id_comes_again() {
    ToolCallIds ids = anthropic();
    String first = ids.ofCall("call_0");
    assertThat(ids.ofResult("call_0")).contains(first);
    String second = ids.ofCall("call_0");
    assertThat(second).isNotEqualTo(first);
    assertThat(ids.ofResult("call_0")).contains(second);
    assertThat(ids.ofResult("call_0")).isEmpty();
  }

  @Test
  void calls_without_a_result_are_known_in_their_order() {
    ToolCallIds ids = anthropic();
    ids.ofCall("a");
    ids.ofCall("b");
    ids.ofCall("c");
    assertThat(ids.ofResult("b")).contains("b");
    assertThat(ids.unanswered()).containsExactly("a", "c");
    assertThat(ids.unanswered()).isEmpty();
    assertThat(ids.ofResult("a")).isEmpty();
  }

  @Property(tries = 300)
  void ids_fit_and_are_never_shared(@ForAll List<String> given) {
    ToolCallIds anthropic = anthropic();
    ToolCallIds mistral = mistral();
    Set<String> seen = new HashSet<>();
    for (String id : given) {
      assertThat(anthropic.ofCall(id)).matches("[a-zA-Z0-9_-]{1,128}");
      String fitted = mistral.ofCall(id);
      assertThat(fitted).matches("[a-zA-Z0-9]{9}");
      assertThat(seen.add(fitted)).isTrue();
    }
  }
}
