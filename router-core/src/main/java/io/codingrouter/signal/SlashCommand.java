package io.codingrouter.signal;

import java.util.List;

/**
 * A command such as {@code /review the cache}, as Claude Code sends it: a part that holds its name
 * and what was typed after it. What follows is either what a command of the client's own printed,
 * or else the long prompt that the command stands for, which no human typed.
 */
final class SlashCommand {
  /** The tag of what was typed after the command. */
  static final String ARGUMENTS = "command-args";

  private static final String OUTPUT = "<local-command-";

  private SlashCommand() {}

  /** Tells whether a part is a command. */
  static boolean isCommand(String text) {
    int from = Tag.skipSpace(text, 0);
    return text.startsWith("<command-name>", from) || text.startsWith("<command-message>", from);
  }

  /** Tells whether a part is what a command of the client's own printed. */
  static boolean isOutput(String text) {
    return text.startsWith(OUTPUT, Tag.skipSpace(text, 0));
  }

  /**
   * Tells whether a command is one of the client's own, which asks nothing of a model.
   *
   * @param texts the texts of the message's parts
   * @param part which of them is the command
   * @param following the first text of the user's next message, {@code ""} if there is none
   */
  static boolean isLocal(List<String> texts, int part, String following) {
    return texts.get(part).contains(OUTPUT)
        || isOutput(part + 1 < texts.size() ? texts.get(part + 1) : following);
  }
}
