package io.codingrouter.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.model.Location;
import io.codingrouter.model.ModelRef;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DecisionTest {
  private static final Decision FULL =
      Decision.builder("d")
          .description("what for")
          .priority(3)
          .tier(2)
          .when(Rule.is("keyword", "k"))
          .to(ModelRef.of("m"))
          .algorithm(new Algorithm("weighted", Map.of()))
          .plugins(List.of(new Plugin("tools", Map.of())))
          .require(new Requirement(List.of("coding"), Optional.of(Location.LOCAL)))
          .lastResort()
          .build();

  @Test
  void a_copy_holds_all_of_a_decision() throws IllegalAccessException {
    Decision copy = FULL.toBuilder().build();
    assertThat(copy).isEqualTo(FULL);
    Decision plain = Decision.builder("other").build();
    for (Field field : Decision.class.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        field.setAccessible(true);
        assertThat(field.get(copy)).as(field.getName()).isEqualTo(field.get(FULL));
        assertThat(field.get(FULL)).as(field.getName()).isNotEqualTo(field.get(plain));
      }
    }
  }
}
