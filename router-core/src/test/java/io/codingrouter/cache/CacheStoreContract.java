package io.codingrouter.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.codingrouter.embedding.Embedding;
import io.codingrouter.message.ChatResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every store must do. */
abstract class CacheStoreContract {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final Duration TTL = Duration.ofMinutes(10);
  private static final Embedding NORTH = Embedding.of(new float[] {0, 1});
  private static final Embedding EAST = Embedding.of(new float[] {1, 0});
  private static final Embedding NORTH_EAST = Embedding.of(new float[] {1, 1});

  abstract CacheStore store(int maxEntries);

  /** How many of the true neighbours must be found. */
  abstract double recall();

  @Test
  void finds_the_nearest_first_and_none_below_the_minimum() {
    CacheStore store = store(10);
    store.put(entry("north", "p", NORTH, NOON));
    store.put(entry("north-east", "p", NORTH_EAST, NOON));
    store.put(entry("east", "p", EAST, NOON));

    assertThat(store.nearest("p", NORTH, 0.5, 5, NOON))
        .extracting(hit -> hit.entry().id())
        .containsExactly("north", "north-east");
    assertThat(store.nearest("p", NORTH, 0.5, 1, NOON)).hasSize(1);
    assertThat(store.nearest("p", NORTH, Double.NaN, 5, NOON)).isEmpty();
  }

  @Test
  void never_mixes_partitions() {
    CacheStore store = store(10);
    store.put(entry("mine", "p", NORTH, NOON));
    store.put(entry("yours", "q", NORTH, NOON));

    assertThat(store.nearest("p", NORTH, 0.5, 5, NOON))
        .extracting(hit -> hit.entry().id())
        .containsExactly("mine");
    assertThat(store.nearest("another", NORTH, 0.5, 5, NOON)).isEmpty();
  }

  @Test
  void never_serves_an_expired_entry() {
    CacheStore store = store(10);
    store.put(entry("a", "p", NORTH, NOON));

    assertThat(store.nearest("p", NORTH, 0.5, 1, NOON.plus(TTL).minusMillis(1))).hasSize(1);
    assertThat(store.nearest("p", NORTH, 0.5, 1, NOON.plus(TTL))).isEmpty();
  }

  @Test
  void expired_entries_do_not_hide_a_fresh_one() {
    CacheStore store = store(100);
    for (int i = 0; i < 50; i++) {
      store.put(entry("old " + i, "p", NORTH, NOON));
    }
    store.put(entry("fresh", "p", NORTH_EAST, NOON.plus(TTL).minusMillis(1)));

    assertThat(store.nearest("p", NORTH, 0.5, 1, NOON.plus(TTL)))
        .extracting(hit -> hit.entry().id())
        .containsExactly("fresh");
  }

  @Test
  void an_entry_of_the_same_id_is_replaced_across_partitions_too() {
    CacheStore store = store(10);
    store.put(entry("a", "p", NORTH, NOON));
    store.put(entry("a", "q", EAST, NOON));

    assertThat(store.nearest("p", NORTH, 0.5, 5, NOON)).isEmpty();
    assertThat(store.nearest("q", EAST, 0.5, 5, NOON)).hasSize(1);
    assertThat(store.entries(10)).hasSize(1);
  }

  @Test
  void an_evicted_entry_is_gone() {
    CacheStore store = store(10);
    store.put(entry("a", "p", NORTH, NOON));
    store.put(entry("b", "p", NORTH_EAST, NOON));

    assertThat(store.evict("a")).isTrue();
    assertThat(store.evict("a")).isFalse();
    assertThat(store.nearest("p", NORTH, 0.5, 5, NOON))
        .extracting(hit -> hit.entry().id())
        .containsExactly("b");
  }

  @Test
  void an_evicted_partition_is_gone_and_can_come_back() {
    CacheStore store = store(10);
    store.put(entry("a", "p", NORTH, NOON));
    store.put(entry("b", "p", EAST, NOON));
    store.put(entry("c", "q", NORTH, NOON));

    assertThat(store.evictPartition("p")).isEqualTo(2);
    assertThat(store.evictPartition("p")).isZero();
    assertThat(store.nearest("p", NORTH, 0.5, 5, NOON)).isEmpty();
    assertThat(store.entries(10)).extracting(CacheEntry::id).containsExactly("c");
    store.put(entry("d", "p", NORTH, NOON));
    assertThat(store.nearest("p", NORTH, 0.5, 5, NOON)).hasSize(1);
  }

  @Test
  void a_full_store_drops_the_oldest() {
    CacheStore store = store(3);
    for (int i = 0; i < 5; i++) {
      store.put(entry("e" + i, "p" + i % 2, NORTH, NOON.plusSeconds(i)));
    }

    assertThat(store.entries(10)).extracting(CacheEntry::id).containsExactly("e4", "e3", "e2");
    assertThat(store.nearest("p1", NORTH, 0.5, 5, NOON))
        .extracting(hit -> hit.entry().id())
        .containsExactly("e3");
  }

  @Test
  void lists_the_newest_first() {
    CacheStore store = store(10);
    store.put(entry("second", "p", NORTH, NOON.plusSeconds(2)));
    store.put(entry("first", "q", NORTH, NOON.plusSeconds(1)));
    store.put(entry("third", "p", NORTH, NOON.plusSeconds(3)));

    assertThat(store.entries(2)).extracting(CacheEntry::id).containsExactly("third", "second");
    assertThat(store.entries(0)).isEmpty();
  }

  @Test
  void finds_what_is_there_among_many() {
    Random random = new Random(1);
    CacheStore store = store(600);
    for (int i = 0; i < 1000; i++) {
      store.put(entry("e" + i, "p", Vectors.random(random, 64), NOON));
    }
    int found = 0;
    for (CacheEntry entry : store.entries(600)) {
      Embedding question = Vectors.near(random, entry.embedding(), 0.9);
      List<CacheHit> hits = store.nearest("p", question, 0.8, 1, NOON);
      assertThat(hits).allSatisfy(hit -> assertThat(hit.entry()).isEqualTo(entry));
      found += hits.size();
    }
    assertThat(found).isGreaterThanOrEqualTo((int) (600 * recall()));
  }

  @Test
  void stays_bounded_and_true_under_eight_threads() throws Exception {
    CacheStore store = store(300);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> results = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        Random random = new Random(thread);
        results.add(threads.submit(() -> putFindAndEvict(store, random)));
      }
      for (Future<?> result : results) {
        result.get(1, TimeUnit.MINUTES);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(store.entries(1000)).hasSizeLessThanOrEqualTo(300);
  }

  private static void putFindAndEvict(CacheStore store, Random random) {
    for (int step = 0; step < 400; step++) {
      String partition = "p" + random.nextInt(3);
      Embedding vector = Vectors.random(random, 8);
      Instant now = NOON.plusSeconds(step);
      store.put(entry("e" + random.nextInt(900), partition, vector, now));
      assertThat(store.nearest(partition, vector, 0.5, 3, now))
          .allSatisfy(
              hit -> {
                assertThat(hit.entry().partition()).isEqualTo(partition);
                assertThat(hit.entry().expiresAt()).isAfter(now);
                assertThat(hit.entry().embedding().similarity(vector))
                    .isEqualTo(hit.similarity())
                    .isGreaterThanOrEqualTo(0.5);
              });
      store.evict("e" + random.nextInt(900));
      if (step % 100 == 99) {
        store.evictPartition(partition);
      }
    }
  }

  @Test
  void a_store_for_nothing_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> store(0));
  }

  private static CacheEntry entry(String id, String partition, Embedding embedding, Instant at) {
    ChatResponse answer = ChatResponse.of("answer " + id);
    return new CacheEntry(id, partition, "question " + id, embedding, answer, at, at.plus(TTL));
  }
}
