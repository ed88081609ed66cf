package io.codingrouter.signal;

/** A text of which only so many characters can be read, over and over or not. */
final class MeteredText implements CharSequence {
  private final String text;
  private long left;

  MeteredText(String text, long most) {
    this.text = text;
    this.left = most;
  }

  /** All that may be read has been. */
  static final class UsedUp extends RuntimeException {
    private static final long serialVersionUID = 1;

    private UsedUp() {
      super("read too often", null, false, false);
    }
  }

  @Override
  public int length() {
    return text.length();
  }

  /** Reads a character; throws {@link UsedUp} if it is one too many. */
  @Override
  public char charAt(int index) {
    if (--left < 0) {
      throw new UsedUp();
    }
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  /** Prints how long the text is, against the contract: texts of requests are never printed. */
  @Override
  public String toString() {
    return "MeteredText[" + text.length() + "]";
  }
}
