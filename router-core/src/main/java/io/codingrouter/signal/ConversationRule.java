package io.codingrouter.signal;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A signal on the shape of a conversation: how many messages, tools or images there are.
 *
 * @param name the name that conditions use
 * @param source what is counted
 * @param role whose messages are counted, for {@link Source#MESSAGE}; {@code ""} for all, {@code
 *     non_user} for all but the user's
 * @param tool the name of the only tool that counts, for a source that {@linkplain Source#hasTools
 *     has tools}; {@code ""} for all
 * @param count how many there must be; at least one if there is no bound
 */
public record ConversationRule(String name, Source source, String role, String tool, Bounds count)
    implements SignalRule {
  /** The words for whose messages are counted. */
  public static final List<String> ROLES =
      List.of("user", "assistant", "system", "developer", "tool", "non_user");

  public ConversationRule {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(tool, "tool");
    Objects.requireNonNull(count, "count");
  }

  /** What can be counted. */
  public enum Source {
    /** Messages of one role. */
    MESSAGE,
    /** Tools that the request offers. */
    TOOL_DEFINITION,
    /** Tool calls in what the assistant said. */
    ASSISTANT_TOOL_CALL,
    /** Messages of the assistant that call tools. */
    ASSISTANT_TOOL_CYCLE,
    /** One if the request ends in a tool's result. */
    ACTIVE_TOOL_LOOP,
    /** Images in messages. */
    IMAGE_CONTENT,
    /** One if the request demands that a tool, or a certain one, is called. */
    TOOL_CHOICE_REQUIRED,
    /** One if the request forbids to call tools. */
    TOOL_CHOICE_NONE,
    /** One if a workflow waits for a tool; none here ever does. */
    FLOW_TOOL_STATE;

    /**
     * Tells whether what is counted are tools, or what has to do with one.
     *
     * @return whether a tool can be named
     */
    public boolean hasTools() {
      return this == TOOL_DEFINITION || this == ASSISTANT_TOOL_CALL || this == ASSISTANT_TOOL_CYCLE;
    }

    /**
     * Returns the word for this source in the configuration.
     *
     * @return the name in lower case
     */
    public String configName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Tells whether this counts what a loop of tool calls adds while it runs. */
  boolean readsLoops() {
    return switch (source) {
      case ASSISTANT_TOOL_CALL, ASSISTANT_TOOL_CYCLE, ACTIVE_TOOL_LOOP -> true;
      case MESSAGE -> role.equals("tool");
      case TOOL_DEFINITION,
          IMAGE_CONTENT,
          TOOL_CHOICE_REQUIRED,
          TOOL_CHOICE_NONE,
          FLOW_TOOL_STATE ->
          false;
    };
  }

  @Override
  public String type() {
    return "conversation";
  }
}
