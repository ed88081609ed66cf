package io.codingrouter.dispatch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Where a model takes the switch for its reasoning, and in which words. */
sealed interface ReasoningSwitch {
  /** What a chat template is rendered with, on the servers that render one. */
  String TEMPLATE = "chat_template_kwargs";

  /** OpenAI's own field. */
  String EFFORT = "reasoning_effort";

  /**
   * Sets the switch.
   *
   * @param edits the request
   * @param on whether the model shall reason
   * @param effort how hard, where the switch knows more than on and off
   */
  void apply(RequestEdits edits, boolean on, String effort);

  /** A boolean for the chat template: always said, since templates differ in what they assume. */
  record TemplateFlag(String parameter) implements ReasoningSwitch {
    @Override
    public void apply(RequestEdits edits, boolean on, String effort) {
      edits.set(on, TEMPLATE, parameter);
    }
  }

  /** An effort for the chat template; the caller's own at the top level gives way to it. */
  record TemplateEffort(String parameter) implements ReasoningSwitch {
    @Override
    public void apply(RequestEdits edits, boolean on, String effort) {
      if (on) {
        edits.set(effort, TEMPLATE, parameter);
        edits.remove(EFFORT);
      }
    }
  }

  /**
   * An effort at the top level.
   *
   * @param parameter the field
   * @param off the word that stops the reasoning; without one, "off" leaves the caller's effort
   * @param only the one word that starts it, where the model takes no other
   */
  record TopLevelEffort(String parameter, Optional<String> off, Optional<String> only)
      implements ReasoningSwitch {
    @Override
    public void apply(RequestEdits edits, boolean on, String effort) {
      if (on) {
        edits.set(only.orElse(effort), parameter);
      } else {
        off.ifPresent(word -> edits.set(word, parameter));
      }
    }
  }

  /** DeepSeek's own API: it renders the template itself and takes a mode and an effort. */
  record DeepSeekThinking() implements ReasoningSwitch {
    @Override
    public void apply(RequestEdits edits, boolean on, String effort) {
      edits.set(Map.of("type", on ? "enabled" : "disabled"), "thinking");
      if (on) {
        edits.set(effort, EFFORT);
      }
      edits.remove(TEMPLATE);
    }
  }

  /**
   * Anthropic's own API, either format. Not thinking is its default, so "off" removes the field:
   * newer models refuse some of the words for "off". The effort is what a model that finds its
   * budget itself goes by.
   *
   * @param adaptive whether the model finds its budget itself; older ones must be given one
   */
  record ClaudeThinking(boolean adaptive) implements ReasoningSwitch {
    /** The smallest budget that the API takes, in tokens. */
    private static final long LEAST = 1024;

    @Override
    public void apply(RequestEdits edits, boolean on, String effort) {
      if (!on) {
        edits.remove("thinking");
        edits.remove(EFFORT);
      } else if (adaptive) {
        edits.set(Map.of("type", "adaptive"), "thinking");
        edits.set(effort, EFFORT);
      } else {
        think(edits, effort);
      }
    }

    // The budget counts against the tokens of the answer; half is left for what is seen.
    private static void think(RequestEdits edits, String effort) {
      long limit =
          edits
              .number("max_completion_tokens")
              .or(() -> edits.number("max_tokens"))
              .orElse(Long.MAX_VALUE);
      long budget = Math.min(budget(effort), limit / 2);
      if (budget < LEAST) {
        edits.note("thinking not set: the limit of tokens leaves no room for it");
        return;
      }
      Map<String, Object> thinking = new LinkedHashMap<>();
      thinking.put("type", "enabled");
      thinking.put("budget_tokens", budget);
      edits.set(thinking, "thinking");
    }

    static long budget(String effort) {
      return switch (effort) {
        case "minimal", "low" -> 2 * LEAST;
        case "medium" -> 8 * LEAST;
        default -> 16 * LEAST;
      };
    }
  }
}
