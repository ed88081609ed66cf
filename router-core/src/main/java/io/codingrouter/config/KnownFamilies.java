package io.codingrouter.config;

import io.codingrouter.model.ReasoningFamily;
import java.util.Map;

/** Reasoning families that a model may name although the configuration does not describe them. */
final class KnownFamilies {
  static final Map<String, ReasoningFamily> BY_NAME =
      Map.of(
          "qwen3",
              new ReasoningFamily(ReasoningFamily.Type.CHAT_TEMPLATE_KWARGS, "enable_thinking"),
          "deepseek", new ReasoningFamily(ReasoningFamily.Type.CHAT_TEMPLATE_KWARGS, "thinking"),
          "gpt", new ReasoningFamily(ReasoningFamily.Type.REASONING_EFFORT, "reasoning_effort"),
          "gpt-oss", new ReasoningFamily(ReasoningFamily.Type.REASONING_EFFORT, "reasoning_effort"),
          "mistral",
              new ReasoningFamily(
                  ReasoningFamily.Type.TOP_LEVEL_REASONING_EFFORT, "reasoning_effort"));

  private KnownFamilies() {}
}
