package io.codingrouter.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a model of Anthropic's thinks, and how many tokens it may write, which their API wants told.
 * Used by one thread.
 *
 * <p>Models before 4.6 are given a budget, which must be less than the limit; from 4.6 on they find
 * it themselves and are told an effort; from 4.7 on they refuse a budget.
 */
final class AnthropicThinking {
  /** How many tokens an answer may take where nobody says. */
  static final long ANSWER = 4096;

  private static final long LEAST_BUDGET = 1024;
  private static final int FIRST = 307;
  private static final int ADAPTIVE = 406;
  private static final int ADAPTIVE_ONLY = 407;
  private static final String TYPE = "type";
  private static final String BUDGET = "budget_tokens";

  private final JsonNode body;
  private final int version;
  private final Changes changes;
  private @Nullable ObjectNode thinking;
  private String effort = "";

  /**
   * Reads what a body of OpenAI's protocol says of reasoning.
   *
   * @param version of the model, 0 if it is not Claude
   */
  AnthropicThinking(JsonNode body, int version, Changes changes) {
    this.body = body;
    this.version = version;
    this.changes = changes;
    if (body.path("thinking") instanceof ObjectNode given) {
      thinking = fitted(given.deepCopy());
    }
    read(JsonTree.text(body, ReasoningSwitch.EFFORT));
  }

  private ObjectNode fitted(ObjectNode given) {
    String type = JsonTree.text(given, TYPE);
    if (type.equals("enabled") && version >= ADAPTIVE_ONLY) {
      given.put(TYPE, "adaptive").remove(BUDGET);
      changes.add("thinking left to the model, which takes no budget");
    } else if (type.equals("adaptive") && version > 0 && version < ADAPTIVE) {
      given.put(TYPE, "enabled").put(BUDGET, ReasoningSwitch.ClaudeThinking.budget("medium"));
      changes.add("thinking given a budget, which this model needs");
    }
    return given;
  }

  private void read(String asked) {
    if (asked.isEmpty()) {
      return;
    }
    boolean off = asked.equals("none");
    if (thinking == null && !off && version >= FIRST) {
      thinking = JsonTree.NODES.objectNode();
      if (version >= ADAPTIVE) {
        thinking.put(TYPE, "adaptive");
      } else {
        thinking.put(TYPE, "enabled").put(BUDGET, ReasoningSwitch.ClaudeThinking.budget(asked));
        changes.add("reasoning_effort written as a budget for thinking");
      }
    }
    if (isAdaptive() && !off) {
      effort = asked.equals("minimal") ? "low" : asked;
    } else if (thinking == null && !off) {
      changes.add("reasoning_effort removed");
    }
  }

  /** Whether the model thinks. */
  boolean isOn() {
    return isAdaptive() || hasBudget();
  }

  private boolean isAdaptive() {
    return thinking != null && JsonTree.text(thinking, TYPE).equals("adaptive");
  }

  private boolean hasBudget() {
    return thinking != null && JsonTree.text(thinking, TYPE).equals("enabled");
  }

  /** Leaves the thinking out. */
  void stop(String why) {
    thinking = null;
    effort = "";
    changes.add("thinking removed: " + why);
  }

  /** Leaves it out where it would have to go on from thoughts that are not there. */
  void stopAmidLoop() {
    if (hasBudget()) {
      stop("the calls of tools that it would go on from were made without");
    }
  }

  /** How hard the model shall think, where that is said apart; empty if nothing is. */
  Optional<String> effort() {
    return effort.isEmpty() ? Optional.empty() : Optional.of(effort);
  }

  /** Writes the limit of tokens, and the thinking. */
  void writeTo(ObjectNode target, Optional<Long> most) {
    target.set("max_tokens", limit(most));
    if (thinking != null) {
      target.set("thinking", thinking);
    }
  }

  private JsonNode limit(Optional<Long> most) {
    JsonNode asked =
        JsonTree.has(body, "max_completion_tokens")
            ? body.path("max_completion_tokens")
            : body.path("max_tokens");
    if (asked.isMissingNode() || asked.isNull()) {
      return JsonTree.NODES.numberNode(fit(most.orElse(ANSWER + reserve())));
    }
    if (!asked.isIntegralNumber()) {
      return asked; // refused there, in their words
    }
    long limit = asked.longValue();
    if (most.isPresent() && limit > most.get()) {
      limit = most.get();
      changes.add("max_tokens lowered to " + limit);
    }
    return JsonTree.NODES.numberNode(fit(limit));
  }

  private long reserve() {
    if (!isOn()) {
      return 0;
    }
    return hasBudget() ? thinkingBudget() : ReasoningSwitch.ClaudeThinking.budget("high");
  }

  private long thinkingBudget() {
    return thinking == null ? 0 : thinking.path(BUDGET).asLong(0);
  }

  // The budget counts against the limit; half is left for what is seen.
  private long fit(long limit) {
    if (thinking != null && hasBudget() && thinkingBudget() >= limit) {
      long budget = limit / 2;
      if (budget < LEAST_BUDGET) {
        stop("the limit of tokens leaves no room for it");
      } else {
        thinking.put(BUDGET, budget);
        changes.add("thinking.budget_tokens lowered to " + budget);
      }
    }
    return limit;
  }
}
