package io.codingrouter.config;

/**
 * Where something stands in a text, both counted from 1; {@link #NONE} if there is no text.
 *
 * @param line the line
 * @param column the column, in code points
 */
record Place(int line, int column) implements Comparable<Place> {
  static final Place NONE = new Place(0, 0);

  @Override
  public int compareTo(Place other) {
    return line != other.line
        ? Integer.compare(line, other.line)
        : Integer.compare(column, other.column);
  }
}
