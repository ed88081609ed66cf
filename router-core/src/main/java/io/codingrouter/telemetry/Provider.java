package io.codingrouter.telemetry;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A provider as OpenTelemetry's conventions name it, told by its host; see the values of {@code
 * gen_ai.provider.name} in their registry.
 *
 * @param name the well-known value
 * @param hosts how the names of its hosts end, after a dot put in front of them
 */
record Provider(String name, String hosts) {
  private static final String BEDROCK = "aws.bedrock";
  private static final List<Provider> KNOWN =
      List.of(
          new Provider("openai", ".openai.com"),
          new Provider("anthropic", ".anthropic.com"),
          new Provider("azure.ai.openai", ".openai.azure.com"),
          new Provider("azure.ai.openai", ".cognitiveservices.azure.com"),
          new Provider("azure.ai.inference", ".services.ai.azure.com"),
          new Provider("gcp.gemini", ".generativelanguage.googleapis.com"),
          new Provider("gcp.vertex_ai", "aiplatform.googleapis.com"),
          new Provider("cohere", ".cohere.com"),
          new Provider("cohere", ".cohere.ai"),
          new Provider("deepseek", ".deepseek.com"),
          new Provider("groq", ".groq.com"),
          new Provider("ibm.watsonx.ai", ".ml.cloud.ibm.com"),
          new Provider("mistral_ai", ".mistral.ai"),
          new Provider("moonshot_ai", ".moonshot.ai"),
          new Provider("moonshot_ai", ".moonshot.cn"),
          new Provider("perplexity", ".perplexity.ai"),
          new Provider("x_ai", ".x.ai"));

  /**
   * Names the provider at a host.
   *
   * @param protocol the name of one that is not known: the conventions ask for the best guess, and
   *     a server of one's own is spoken to as this one
   */
  static String name(@Nullable String host, String protocol) {
    String dotted = ("." + host).toLowerCase(Locale.ROOT);
    if (dotted.contains(".bedrock") && dotted.endsWith(".amazonaws.com")) {
      return BEDROCK;
    }
    return KNOWN.stream()
        .filter(provider -> dotted.endsWith(provider.hosts))
        .map(Provider::name)
        .findFirst()
        .orElse(protocol);
  }
}
