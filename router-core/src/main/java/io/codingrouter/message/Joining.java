package io.codingrouter.message;

import java.util.Set;

/** How the fragments of a streamed reply become one, by the place that they stand in. */
enum Joining {
  /** The reply itself: who answers is said once, of all else the latest holds. */
  HEAD {
    @Override
    boolean isSaidOnce(String field) {
      return field.equals("id") || field.equals("model") || field.equals("created");
    }
  },

  /** A choice: the latest holds, lists grow. */
  CHOICE {
    @Override
    boolean appendsText(String field) {
      return field.equals("text"); // of a completion without messages
    }

    @Override
    boolean appendsLists() {
      return true;
    }
  },

  /** A message: texts and lists grow, what names something is said once. */
  MESSAGE {
    @Override
    boolean appendsText(String field) {
      return !isSaidOnce(field);
    }

    @Override
    boolean isSaidOnce(String field) {
      return NAMING.contains(field);
    }

    @Override
    boolean appendsLists() {
      return true;
    }
  },

  /** A tool call: its arguments grow, or the input of a custom tool; all else is said once. */
  TOOL_CALL {
    @Override
    boolean appendsText(String field) {
      return field.equals("arguments") || field.equals("input");
    }

    @Override
    boolean isSaidOnce(String field) {
      return !appendsText(field);
    }

    @Override
    boolean appendsLists() {
      return true;
    }
  };

  private static final Set<String> NAMING = Set.of("role", "id", "type", "name", "format");

  /** Whether a text is added to the one before. */
  boolean appendsText(String field) {
    return false;
  }

  /** Whether the first value that is not empty holds, rather than the last. */
  boolean isSaidOnce(String field) {
    return false;
  }

  /** Whether a list is added to the one before. */
  boolean appendsLists() {
    return false;
  }
}
