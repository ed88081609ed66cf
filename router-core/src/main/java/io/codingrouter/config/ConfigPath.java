package io.codingrouter.config;

import org.jspecify.annotations.Nullable;

/**
 * The way to a value: {@code decisions[2].rules}. Written out only when somebody asks.
 *
 * @param parent the way to the mapping or list that holds it, null for the root
 * @param key its key, or {@code null} for an item of a list
 * @param index its index in a list
 * @param free whether the key is a name of the user's own choice
 * @param shown the way to the same value as it was written, if another format was read; null if
 *     this is it
 */
record ConfigPath(
    @Nullable ConfigPath parent,
    @Nullable String key,
    int index,
    boolean free,
    @Nullable ConfigPath shown) {
  static final ConfigPath ROOT = new ConfigPath(null, null, 0, false, null);

  ConfigPath key(String child) {
    return new ConfigPath(this, child, 0, false, null);
  }

  ConfigPath freeKey(String child) {
    return new ConfigPath(this, child, 0, true, null);
  }

  ConfigPath item(int child) {
    return new ConfigPath(this, null, child, false, null);
  }

  /** The same path, which messages show as another. */
  ConfigPath shownAs(ConfigPath written) {
    return new ConfigPath(parent, key, index, free, written);
  }

  /** The path as a field of the format: {@code []} for any item, {@code *} for any free key. */
  String shape() {
    StringBuilder out = new StringBuilder();
    append(out, Style.SHAPE);
    return out.toString();
  }

  /** The path in the native format, whatever format was read. */
  String nativePath() {
    StringBuilder out = new StringBuilder();
    append(out, Style.NATIVE);
    return out.toString();
  }

  /** The path as messages show it, without a key that may be a secret. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    append(out, Style.SHOWN);
    return out.toString();
  }

  private enum Style {
    SHAPE,
    NATIVE,
    SHOWN
  }

  private void append(StringBuilder out, Style style) {
    if (style == Style.SHOWN && shown != null) {
      shown.append(out, style);
      return;
    }
    if (parent == null) {
      return;
    }
    parent.append(out, style);
    if (key == null) {
      out.append('[').append(style == Style.SHAPE ? "" : Integer.toString(index)).append(']');
      return;
    }
    if (out.length() > 0) {
      out.append('.');
    }
    out.append(style == Style.SHAPE && free ? "*" : Shown.key(key));
  }
}
