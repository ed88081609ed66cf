package io.codingrouter.dispatch;

import io.codingrouter.dispatch.ReasoningSwitch.ClaudeThinking;
import io.codingrouter.dispatch.ReasoningSwitch.DeepSeekThinking;
import io.codingrouter.dispatch.ReasoningSwitch.TemplateEffort;
import io.codingrouter.dispatch.ReasoningSwitch.TemplateFlag;
import io.codingrouter.dispatch.ReasoningSwitch.TopLevelEffort;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.ReasoningFamily;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds a model's reasoning switch: by its configured family, else by its name.
 *
 * <p>A name is recognised only where the model can be switched at all. Models that would refuse the
 * field ({@code gpt-4o}, {@code gemini-2.0-flash}, {@code claude-3-5-sonnet}) have no switch.
 */
final class ReasoningFamilies {
  private ReasoningFamilies() {}

  /** The switch of a candidate, as configured or else recognised; empty if it has none. */
  static Optional<ReasoningSwitch> of(Candidate candidate, Optional<ReasoningFamily> configured) {
    String written = candidate.baseUri().getHost();
    String host = written == null ? "" : written.toLowerCase(Locale.ROOT);
    boolean anthropic =
        host.equals("api.anthropic.com") || candidate.apiFormat().equals(Candidate.ANTHROPIC);
    return configured
        .map(family -> of(family, host))
        .or(() -> recognise(candidate.model().name()))
        .map(how -> how instanceof ClaudeThinking && !anthropic ? effort() : how)
        .map(how -> how instanceof TemplateFlag && isDeepSeek(host) ? new DeepSeekThinking() : how);
  }

  private static boolean isDeepSeek(String host) {
    return host.equals("api.deepseek.com");
  }

  private static ReasoningSwitch of(ReasoningFamily family, String host) {
    return switch (family.type()) {
      case CHAT_TEMPLATE_KWARGS -> new TemplateFlag(family.parameter());
      case TOP_LEVEL_REASONING_EFFORT -> effort(family.parameter());
      case REASONING_EFFORT ->
          isHosted(host) ? effort(family.parameter()) : new TemplateEffort(family.parameter());
    };
  }

  private static boolean isHosted(String host) {
    return host.equals("api.openai.com")
        || host.equals("openrouter.ai")
        || host.endsWith(".openai.azure.com");
  }

  /** The switch of a model that goes by this name, as its maker's API or vLLM takes it. */
  static Optional<ReasoningSwitch> recognise(String model) {
    ModelName name = ModelName.of(model);
    if (name.has("deepseek")) {
      return Optional.of(new TemplateFlag("thinking"));
    }
    if (name.has("qwen")) {
      int version = name.versionAfter("qwen");
      return version == 0 || version >= 300
          ? Optional.of(new TemplateFlag("enable_thinking"))
          : Optional.empty();
    }
    if (name.has("gemini")) {
      return gemini(name);
    }
    if (name.has("claude")) {
      int version = name.versionAfter("claude");
      return version >= 307 ? Optional.of(new ClaudeThinking(version >= 406)) : Optional.empty();
    }
    if (name.has("mistral")) {
      return mistral(name);
    }
    return openai(name) ? Optional.of(effort()) : Optional.empty();
  }

  // Vision-only and speech models do not think. Flash models of 2.5 are the only ones that stop on
  // being told "none"; the others refuse it, so they are left with the caller's effort.
  private static Optional<ReasoningSwitch> gemini(ModelName name) {
    int version = name.versionAfter("gemini");
    boolean thinks = version >= 205 || (version == 0 && name.has("latest"));
    if (!thinks || name.has("image") || name.has("tts") || name.has("embedding")) {
      return Optional.empty();
    }
    boolean stops = version == 205 && name.has("flash");
    return Optional.of(
        new TopLevelEffort(
            ReasoningSwitch.EFFORT,
            stops ? Optional.of("none") : Optional.empty(),
            Optional.empty()));
  }

  // The small and medium models know "high" and "none", the large ones every word.
  private static Optional<ReasoningSwitch> mistral(ModelName name) {
    Optional<String> only = name.has("large") ? Optional.empty() : Optional.of("high");
    boolean adjustable = name.has("large") || name.has("medium") || name.has("small");
    return adjustable
        ? Optional.of(new TopLevelEffort(ReasoningSwitch.EFFORT, Optional.empty(), only))
        : Optional.empty();
  }

  // gpt-oss takes the field at the top level on vLLM, Ollama and LM Studio too.
  private static boolean openai(ModelName name) {
    if (name.has("gpt-oss")) {
      return true;
    }
    if (name.has("gpt")) {
      return name.versionAfter("gpt") >= 500 && !name.has("chat");
    }
    String text = name.text();
    return name.isOfSeriesO() && !text.startsWith("o1-mini") && !text.startsWith("o1-preview");
  }

  private static ReasoningSwitch effort() {
    return effort(ReasoningSwitch.EFFORT);
  }

  private static ReasoningSwitch effort(String parameter) {
    return new TopLevelEffort(parameter, Optional.empty(), Optional.empty());
  }
}
