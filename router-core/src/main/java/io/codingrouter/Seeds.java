package io.codingrouter;

import java.util.concurrent.atomic.AtomicLong;

/** The seeds of requests that bring none, from the one of the router. Safe for concurrent use. */
final class Seeds {
  private final long seed;
  private final AtomicLong sequence = new AtomicLong();

  Seeds(long seed) {
    this.seed = seed;
  }

  /** The seed of the next request. */
  long next() {
    return mix(seed + sequence.getAndIncrement());
  }

  /** A seed that takes no request's turn: the same each time. */
  long fixed() {
    return mix(seed);
  }

  // The finaliser of SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number
  // generators", 2014): neighbouring sequence numbers give unrelated seeds.
  private static long mix(long z) {
    z += 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
