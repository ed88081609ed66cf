package io.codingrouter.signal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Numbers by key, in two arrays, with a filter of bits before them. Immutable. */
final class Postings {
  private static final long FACTOR = 0x9E3779B97F4A7C15L;
  private static final int FILTER_BITS_PER_KEY = 32;

  private final long[] filter;
  private final int filterShift;
  private final long[] keys;
  private final int shift;
  private final int[] from; // by slot; 0 is free
  private final int[] to;
  private final int[] values;

  /** Gathers what {@link Postings} are made of. Used once. */
  static final class Builder {
    private final Map<Long, List<Integer>> values = new LinkedHashMap<>();
    private int size;

    /** Adds a number to a key; the same twice in a row counts once. */
    void add(long key, int value) {
      List<Integer> known = values.computeIfAbsent(key, absent -> new ArrayList<>(2));
      if (known.isEmpty() || known.get(known.size() - 1) != value) {
        known.add(value);
        size++;
      }
    }

    Postings build() {
      return new Postings(values, size);
    }
  }

  private Postings(Map<Long, List<Integer>> given, int size) {
    int bits = 64 - Long.numberOfLeadingZeros(Math.max(64, given.size() * FILTER_BITS_PER_KEY));
    filterShift = 64 - bits;
    filter = new long[1 << (bits - 6)];
    int slots = 64 - Long.numberOfLeadingZeros(Math.max(4, given.size() * 2L));
    shift = 64 - slots;
    keys = new long[1 << slots];
    from = new int[keys.length];
    to = new int[keys.length];
    values = new int[size + 1]; // the first is not used, so that 0 can mean free
    int end = 1;
    for (Map.Entry<Long, List<Integer>> entry : given.entrySet()) {
      long mixed = entry.getKey() * FACTOR;
      int bit = (int) (mixed >>> filterShift);
      Bits.add(filter, bit);
      int slot = (int) (mixed >>> shift);
      while (from[slot] != 0) {
        slot = (slot + 1) & (keys.length - 1);
      }
      keys[slot] = entry.getKey();
      from[slot] = end;
      for (int value : entry.getValue()) {
        values[end++] = value;
      }
      to[slot] = end;
    }
  }

  /** Finds a key: its slot, negative if there is none. */
  int slot(long key) {
    long mixed = key * FACTOR;
    int bit = (int) (mixed >>> filterShift);
    if (!Bits.contain(filter, bit)) {
      return -1;
    }
    int slot = (int) (mixed >>> shift);
    while (from[slot] != 0) {
      if (keys[slot] == key) {
        return slot;
      }
      slot = (slot + 1) & (keys.length - 1);
    }
    return -1;
  }

  int from(int slot) {
    return from[slot];
  }

  int to(int slot) {
    return to[slot];
  }

  int value(int at) {
    return values[at];
  }
}
