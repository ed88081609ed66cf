package io.codingrouter.model;

import java.util.Objects;

/**
 * How a family of models is told to reason.
 *
 * @param type where the switch stands, see {@link Type}
 * @param parameter the field's name, such as {@code enable_thinking} or {@code reasoning_effort}
 */
public record ReasoningFamily(Type type, String parameter) {
  public ReasoningFamily {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(parameter, "parameter");
  }

  /** Where a family takes its switch. */
  public enum Type {
    /** A boolean inside {@code chat_template_kwargs}, as Qwen and DeepSeek on vLLM take it. */
    CHAT_TEMPLATE_KWARGS("chat_template_kwargs"),
    /** An effort: at the top level for hosted APIs, in {@code chat_template_kwargs} elsewhere. */
    REASONING_EFFORT("reasoning_effort"),
    /** An effort at the top level of the body, always. */
    TOP_LEVEL_REASONING_EFFORT("top_level_reasoning_effort");

    private final String configName;

    Type(String configName) {
      this.configName = configName;
    }

    /**
     * Returns the word for this type in the configuration.
     *
     * @return the value of {@code type}
     */
    public String configName() {
      return configName;
    }
  }
}
