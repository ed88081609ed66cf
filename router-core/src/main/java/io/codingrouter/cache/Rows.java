package io.codingrouter.cache;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Slots for a fixed number of rows, read by any thread while one writes. A row keeps its slot until
 * it is removed, so a search that walks the slots once meets every row that stays. Up to {@link
 * #EXACT} slots, all rows are compared; with more, each has a signature, and only rows whose
 * signature is near enough are compared.
 */
final class Rows {
  static final int EXACT = 256;

  private final AtomicReferenceArray<@Nullable Row> rows;
  private final @Nullable Signer signer;
  private final long[] signatures;

  /** Slots below are in use. Written last by each change and read first by each search. */
  private volatile int used;

  Rows(int dimensions, int capacity) {
    rows = new AtomicReferenceArray<>(capacity);
    signer = capacity > EXACT ? new Signer(dimensions) : null;
    signatures = new long[signer == null ? 0 : capacity * Signer.WORDS];
  }

  int capacity() {
    return rows.length();
  }

  int used() {
    return used;
  }

  @Nullable Row get(int slot) {
    return rows.get(slot);
  }

  void set(int slot, Row row) {
    if (signer != null) {
      signer.sign(row.vector(), signatures, slot * Signer.WORDS);
    }
    publish(slot, row);
  }

  /** Copies a row with its signature, if both sides keep one. */
  void copy(Rows from, int slot, Row row, int to) {
    if (signer == null || from.signer == null) {
      set(to, row);
      return;
    }
    System.arraycopy(
        from.signatures, slot * Signer.WORDS, signatures, to * Signer.WORDS, Signer.WORDS);
    publish(to, row);
  }

  private void publish(int slot, Row row) {
    rows.set(slot, row);
    used = Math.max(used, slot + 1);
  }

  void clear(int slot) {
    rows.set(slot, null);
  }

  void search(NearestMatches nearest) {
    if (signer == null) {
      compareAll(nearest);
    } else {
      long[] signature = new long[Signer.WORDS];
      signer.sign(nearest.vector(), signature, 0);
      compareNear(signature, nearest);
    }
  }

  private void compareAll(NearestMatches nearest) {
    for (int slot = 0, end = used; slot < end; slot++) {
      Row row = rows.get(slot);
      if (row != null) {
        nearest.offer(row);
      }
    }
  }

  private void compareNear(long[] signature, NearestMatches nearest) {
    int end = used;
    int reach = Signer.reach(nearest.floor());
    for (int slot = next(0, end, signature, reach);
        slot < end;
        slot = next(slot + 1, end, signature, reach)) {
      Row row = rows.get(slot);
      if (row != null) {
        nearest.offer(row);
        reach = Signer.reach(nearest.floor());
      }
    }
  }

  /** Returns the first slot from here whose signature differs in at most {@code reach} bits. */
  private int next(int from, int end, long[] signature, int reach) {
    long[] words = signatures;
    long first = signature[0];
    long second = signature[1];
    long third = signature[2];
    long fourth = signature[3];
    int slot = from;
    for (int at = from * Signer.WORDS; slot < end; slot++, at += Signer.WORDS) {
      int distance =
          Long.bitCount(words[at] ^ first)
              + Long.bitCount(words[at + 1] ^ second)
              + Long.bitCount(words[at + 2] ^ third)
              + Long.bitCount(words[at + 3] ^ fourth);
      if (distance <= reach) {
        break;
      }
    }
    return slot;
  }
}
