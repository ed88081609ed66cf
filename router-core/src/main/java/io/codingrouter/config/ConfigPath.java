package io.codingrouter.config;

import org.jspecify.annotations.Nullable;

/**
 * The way to a value: {@code decisions[2].rules}. Written out only when somebody asks.
 *
 * @param parent the way to the mapping or list that holds it, null for the root
 * @param key its key, or {@code null} for an item of a list
 * @param index its index in a list
 * @param free whether the key is a name of the user's own choice
 */
record ConfigPath(@Nullable ConfigPath parent, @Nullable String key, int index, boolean free) {
  static final ConfigPath ROOT = new ConfigPath(null, null, 0, false);

  ConfigPath key(String child) {
    return new ConfigPath(this, child, 0, false);
  }

  ConfigPath freeKey(String child) {
    return new ConfigPath(this, child, 0, true);
  }

  ConfigPath item(int child) {
    return new ConfigPath(this, null, child, false);
  }

  /** The path as a field of the format: {@code []} for any item, {@code *} for any free key. */
  String shape() {
    StringBuilder out = new StringBuilder();
    append(out, true);
    return out.toString();
  }

  /** The path as messages show it, without a key that may be a secret. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    append(out, false);
    return out.toString();
  }

  private void append(StringBuilder out, boolean shape) {
    if (parent == null) {
      return;
    }
    parent.append(out, shape);
    if (key == null) {
      out.append('[').append(shape ? "" : Integer.toString(index)).append(']');
      return;
    }
    if (out.length() > 0) {
      out.append('.');
    }
    out.append(shape && free ? "*" : Shown.key(key));
  }
}
