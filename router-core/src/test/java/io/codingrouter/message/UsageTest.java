package io.codingrouter.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          'prompt_tokens':9,'completion_tokens':4,'total_tokens':13                       | 9 | 4  | -
          'prompt_tokens':9,'completion_tokens':4                                         | 9 | 4  | -
          'prompt_tokens':9,'completion_tokens':4,'total_tokens':20                       | 9 | 11 | 7
          'prompt_tokens':9,'completion_tokens':4,'total_tokens':16,'completion_tokens_details':{'reasoning_tokens':3} | 9 | 7 | 3
          'prompt_tokens':9,'completion_tokens':4,'total_tokens':13,'completion_tokens_details':{'reasoning_tokens':3} | 9 | 4 | 3
          'prompt_tokens':9,'completion_tokens':4,'total_tokens':99,'completion_tokens_details':{'reasoning_tokens':3} | 9 | 4 | 3
          'prompt_tokens':9,'completion_tokens':4,'total_tokens':2                        | 9 | 4  | -
          'prompt_tokens':9,'total_tokens':20                                             | 9 | 11 | -
          'prompt_tokens':9,'total_tokens':9                                              | 9 | -  | -
          'completion_tokens':4,'total_tokens':20                                         | - | 4  | -
          'prompt_tokens':9,'completion_tokens':4,'total_tokens':null                     | 9 | 4  | -
          'prompt_tokens':9223372036854775807,'completion_tokens':7,'total_tokens':0      | - | 7  | -
          """)
  void reasoning_that_is_counted_beside_the_completion_is_part_of_it(
      String json, Long read, Long written, Long reasoned) {
    Usage usage = ChatResponse.fromJson("{\"usage\":{" + json.replace('\'', '"') + "}}").usage();
    assertThat(usage.promptTokens()).isEqualTo(known(read));
    assertThat(usage.completionTokens()).isEqualTo(known(written));
    assertThat(usage.reasoningTokens()).isEqualTo(known(reasoned));
  }

  private static OptionalLong known(Long count) {
    return count == null ? OptionalLong.empty() : OptionalLong.of(count);
  }
}
