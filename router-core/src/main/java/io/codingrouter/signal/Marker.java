package io.codingrouter.signal;

/**
 * One sign by which the words of a coding agent are told from those of a human. Immutable.
 *
 * @param kind what the sign is, and what is done where it is found
 * @param text the tag's name, or the sentence
 * @param condition further text that must be there as well, {@code ""} for none; what it is, and
 *     where it must be, says the kind
 */
record Marker(Kind kind, String text, String condition) {

  /** What a sign is, and what is done where it is found. */
  enum Kind {
    /** A tag; its block is the agent's. The condition stands in the opening tag. */
    STRIP,
    /** A tag; its block is the agent's if nothing but blocks stands before it in the part. */
    STRIP_FIRST,
    /** A tag; its block is the agent's if it is the whole part. */
    STRIP_WHOLE,
    /** A tag; its block is a file or the like. The condition stands in the opening tag. */
    ATTACHMENT,
    /** A tag; its block is a file if nothing but blocks stands before it in the part. */
    ATTACHMENT_FIRST,
    /** A tag; its inside is human if nothing but blocks stands before it in the part. */
    UNWRAP,
    /** As {@link #UNWRAP}, if the block is the whole part or the message has the condition. */
    UNWRAP_COMPANIED,
    /** A sentence; the part that begins with it is the agent's. The condition is in the part. */
    SKIP,
    /** As {@link #SKIP}, if it is the whole part. */
    SKIP_WHOLE,
    /** As {@link #SKIP}, if the model's answer to the message begins with the condition. */
    SKIP_ANSWERED,
    /** As {@link #SKIP}, but at the start of a line, tags that unwrap count. */
    SKIP_AROUND,
    /** As {@link #SKIP}; the conversation before it is an example. */
    SKIP_EXAMPLES,
    /** A sentence; the part that begins with it is a file. */
    SKIP_FILE,
    /** A sentence; the part that begins with it, and the next part, are a file. */
    SKIP_WITH_NEXT,
    /** A phrase at the start of a part; the phrase is the agent's, what follows is not. */
    PHRASE,
    /** A sentence at the start of a line; from there on the part is the agent's. */
    REST,
    /** A sentence at the start of a line; from there on the part is files. */
    REST_FILES,
    /** A sentence that begins a part; the human's words follow the heading in the condition. */
    ASK_AFTER,
    /** A sentence that begins a reminder; the human's words follow, up to the condition. */
    ASK_WITHIN,
    /** A sentence at the start of a line; up to the condition, in the same part, the agent's. */
    SPAN,
    /** As {@link #SPAN}; up to the last condition of the whole message, files. */
    SPAN_FILES;

    boolean isTag() {
      return compareTo(UNWRAP_COMPANIED) <= 0;
    }

    boolean unwraps() {
      return this == UNWRAP || this == UNWRAP_COMPANIED;
    }

    boolean isAttachment() {
      return this == ATTACHMENT || this == ATTACHMENT_FIRST;
    }

    /** Tells whether this is a sentence that a part of a message begins with. */
    boolean beginsPart() {
      return compareTo(SKIP) >= 0 && compareTo(PHRASE) <= 0;
    }

    /** Tells whether this is a sentence that a line begins with. */
    boolean beginsLine() {
      return this == REST || this == REST_FILES || this == SPAN || this == SPAN_FILES;
    }
  }

  static Marker of(Kind kind, String text) {
    return new Marker(kind, text, "");
  }

  static Marker of(Kind kind, String text, String condition) {
    return new Marker(kind, text, condition);
  }

  /** Returns the tag that closes this one's block. */
  String closing() {
    return "</" + text + ">";
  }
}
