package io.codingrouter.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderTest {
  @ParameterizedTest
  @CsvSource({
    "api.openai.com, openai",
    "API.OpenAI.com, openai",
    "house.openai.azure.com, azure.ai.openai",
    "house.services.ai.azure.com, azure.ai.inference",
    "generativelanguage.googleapis.com, gcp.gemini",
    "europe-west1-aiplatform.googleapis.com, gcp.vertex_ai",
    "aiplatform.googleapis.com, gcp.vertex_ai",
    "api.anthropic.com, anthropic",
    "bedrock-runtime.eu-central-1.amazonaws.com, aws.bedrock",
    "house.elb.amazonaws.com, openai",
    "api.mistral.ai, mistral_ai",
    "api.x.ai, x_ai",
    "max.ai, openai",
    "my-openai.com.example, openai",
    "api.deepseek.com, deepseek",
    "api.groq.com, groq",
    "localhost, openai",
  })
  void a_host_tells_its_provider_and_another_is_called_by_its_protocol(String host, String name) {
    assertThat(Provider.name(host, "openai")).isEqualTo(name);
  }

  @Test
  void a_name_that_only_looks_like_a_provider_s_is_not_taken_for_it() {
    assertThat(Provider.name("notopenai.com", "other")).isEqualTo("other");
    assertThat(Provider.name("openai.com.evil.example", "other")).isEqualTo("other");
    assertThat(Provider.name(null, "anthropic")).isEqualTo("anthropic");
  }
}
