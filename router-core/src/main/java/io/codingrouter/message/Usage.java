package io.codingrouter.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalLong;

/**
 * What a model counted for one reply, in tokens. Unknown is not zero: a count that the model did
 * not give is empty, and so is one of more than 10⁹. Where {@code total_tokens} says that reasoning
 * was counted beside the completion, as xAI and Gemini do, it is added to it: everywhere the part
 * is within its whole.
 *
 * @param promptTokens tokens read, those from the provider's cache included
 * @param completionTokens tokens written, those spent on reasoning included
 * @param cachedTokens the part of {@code promptTokens} that came from the provider's cache
 * @param reasoningTokens the part of {@code completionTokens} that was reasoning
 * @param cacheWriteTokens the part of {@code promptTokens} that was written to the provider's cache
 */
public record Usage(
    OptionalLong promptTokens,
    OptionalLong completionTokens,
    OptionalLong cachedTokens,
    OptionalLong reasoningTokens,
    OptionalLong cacheWriteTokens) {

  /** A count beyond this is none: no model reads so much, and sums of such money would overflow. */
  private static final long MOST = 1_000_000_000;

  /** Nothing is known. */
  public static final Usage UNKNOWN =
      new Usage(
          OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

  /**
   * Creates a usage that says nothing of writing to a cache.
   *
   * @param promptTokens tokens read
   * @param completionTokens tokens written
   * @param cachedTokens the part of {@code promptTokens} that came from the provider's cache
   * @param reasoningTokens the part of {@code completionTokens} that was reasoning
   */
  public Usage(
      OptionalLong promptTokens,
      OptionalLong completionTokens,
      OptionalLong cachedTokens,
      OptionalLong reasoningTokens) {
    this(promptTokens, completionTokens, cachedTokens, reasoningTokens, OptionalLong.empty());
  }

  /**
   * Creates a usage of prompt and completion alone.
   *
   * @param promptTokens tokens read
   * @param completionTokens tokens written
   * @return the usage
   */
  public static Usage of(long promptTokens, long completionTokens) {
    return new Usage(
        OptionalLong.of(promptTokens),
        OptionalLong.of(completionTokens),
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  /**
   * Tells whether the model counted both sides.
   *
   * @return whether prompt and completion are both known
   */
  public boolean isKnown() {
    return promptTokens.isPresent() && completionTokens.isPresent();
  }

  static Usage from(JsonNode usage) {
    if (!usage.isObject()) {
      return UNKNOWN;
    }
    JsonNode read = usage.path("prompt_tokens_details");
    OptionalLong prompt = count(usage.path("prompt_tokens"));
    OptionalLong completion = count(usage.path("completion_tokens"));
    OptionalLong reasoning =
        count(usage.path("completion_tokens_details").path("reasoning_tokens"));
    OptionalLong rest = rest(prompt, completion, count(usage.path("total_tokens")));
    // xAI counts reasoning beside the completion, and so does Gemini without naming it. A total
    // that is larger for any other reason is not ours to explain.
    boolean beside =
        rest.isPresent()
            && completion.isPresent()
            && rest.getAsLong() == reasoning.orElse(rest.getAsLong());
    return new Usage(
        prompt,
        beside || completion.isEmpty() ? sum(completion, rest) : completion,
        first(
            read.path("cached_tokens"),
            usage.path("cached_tokens"), // Moonshot
            usage.path("cache_read_input_tokens"), // LiteLLM, of Anthropic's models
            usage.path("prompt_cache_hit_tokens")), // DeepSeek
        beside ? rest : reasoning,
        first(
            read.path("cache_write_tokens"), // OpenRouter
            read.path("cache_creation_tokens"), // LiteLLM
            usage.path("cache_creation_input_tokens")));
  }

  /** What the total has beyond prompt and completion; empty if that is nothing. */
  private static OptionalLong rest(
      OptionalLong prompt, OptionalLong completion, OptionalLong total) {
    if (prompt.isEmpty() || total.isEmpty()) {
      return OptionalLong.empty();
    }
    long rest = total.getAsLong() - prompt.getAsLong() - completion.orElse(0);
    return rest > 0 ? OptionalLong.of(rest) : OptionalLong.empty();
  }

  private static OptionalLong sum(OptionalLong completion, OptionalLong rest) {
    return rest.isPresent() ? OptionalLong.of(completion.orElse(0) + rest.getAsLong()) : completion;
  }

  JsonNode toJson() {
    ObjectNode usage = Json.NODES.objectNode();
    promptTokens.ifPresent(n -> usage.put("prompt_tokens", n));
    completionTokens.ifPresent(n -> usage.put("completion_tokens", n));
    ObjectNode read = Json.NODES.objectNode();
    cachedTokens.ifPresent(n -> read.put("cached_tokens", n));
    cacheWriteTokens.ifPresent(n -> read.put("cache_write_tokens", n));
    if (!read.isEmpty()) {
      usage.set("prompt_tokens_details", read);
    }
    reasoningTokens.ifPresent(
        n -> usage.putObject("completion_tokens_details").put("reasoning_tokens", n));
    return usage;
  }

  private static OptionalLong first(JsonNode... counts) {
    for (JsonNode each : counts) {
      OptionalLong count = count(each);
      if (count.isPresent()) {
        return count;
      }
    }
    return OptionalLong.empty();
  }

  private static OptionalLong count(JsonNode n) {
    return n.isIntegralNumber()
            && n.canConvertToLong()
            && n.longValue() >= 0
            && n.longValue() <= MOST
        ? OptionalLong.of(n.longValue())
        : OptionalLong.empty();
  }
}
