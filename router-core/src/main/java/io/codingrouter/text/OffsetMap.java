package io.codingrouter.text;

import java.util.Arrays;

/**
 * Which part of a normalised text came from which part of its original. Only what differs in length
 * is recorded, as edits; between them offsets run in parallel. Immutable.
 */
final class OffsetMap {
  // Places of an edit's four numbers.
  private static final int FROM = 0;
  private static final int FROM_END = 1;
  private static final int TO = 2;
  private static final int TO_END = 3;
  private static final int WIDTH = 4;

  static final OffsetMap IDENTITY = new OffsetMap(new int[0]);

  private final int[] edits;

  private OffsetMap(int[] edits) {
    this.edits = edits;
  }

  boolean isIdentity() {
    return edits.length == 0;
  }

  int originalStart(int normalised) {
    return start(TO, FROM, normalised);
  }

  int originalEnd(int normalised) {
    return end(TO, FROM, normalised);
  }

  int normalisedStart(int original) {
    return start(FROM, TO, original);
  }

  int normalisedEnd(int original) {
    return end(FROM, TO, original);
  }

  private int start(int side, int other, int index) {
    int edit = last(side, index);
    if (edit < 0) {
      return index;
    }
    int behind = index - edits[edit + side + 1];
    return behind < 0 ? edits[edit + other] : edits[edit + other + 1] + behind;
  }

  private int end(int side, int other, int index) {
    if (index == 0) {
      return 0;
    }
    int edit = last(side, index - 1);
    if (edit < 0) {
      return index;
    }
    int behind = index - 1 - edits[edit + side + 1];
    return edits[edit + other + 1] + (behind < 0 ? 0 : behind + 1);
  }

  /** Finds the last edit that begins at or before an index: the place of its first number. */
  private int last(int side, int index) {
    int low = 0;
    int high = edits.length / WIDTH - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (edits[middle * WIDTH + side] <= index) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high * WIDTH;
  }

  /** Collects edits from left to right. */
  static final class Builder {
    private int[] edits = new int[16 * WIDTH];
    private int size;

    void add(int from, int fromEnd, int to, int toEnd) {
      if (to == toEnd && follows(from, to)) {
        edits[size - WIDTH + FROM_END] = fromEnd;
        return;
      }
      if (size == edits.length) {
        edits = Arrays.copyOf(edits, size * 2);
      }
      edits[size + FROM] = from;
      edits[size + FROM_END] = fromEnd;
      edits[size + TO] = to;
      edits[size + TO_END] = toEnd;
      size += WIDTH;
    }

    // Neighbouring deletions are one.
    private boolean follows(int from, int to) {
      return size > 0
          && edits[size - WIDTH + FROM_END] == from
          && edits[size - WIDTH + TO] == to
          && edits[size - WIDTH + TO_END] == to;
    }

    OffsetMap build() {
      return size == 0 ? IDENTITY : new OffsetMap(Arrays.copyOf(edits, size));
    }
  }
}
