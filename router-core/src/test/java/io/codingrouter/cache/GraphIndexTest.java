package io.codingrouter.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.embedding.Embedding;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import net.jqwik.api.Example;

/** The graph is written by the thread that adds, from 100 vectors on. */
class GraphIndexTest extends VectorIndexContract {
  @Override
  VectorIndex index(int dimensions) {
    return new GraphIndex(dimensions, 100, Runnable::run);
  }

  @Override
  double recall() {
    return 0.97;
  }

  @Example
  void finds_all_while_the_executor_is_late() {
    Deque<Runnable> tasks = new ArrayDeque<>();
    GraphIndex index = new GraphIndex(16, 100, tasks::add);
    List<Embedding> vectors = Vectors.clustered(1, 400, 16, 0.9);
    for (int i = 0; i < 400; i++) {
      index.add("v" + i, vectors.get(i));
    }

    assertThat(tasks).hasSize(1);
    for (int i = 0; i < 400; i++) {
      assertThat(index.nearest(vectors.get(i), 1, 0.99, id -> true)).hasSize(1);
    }
  }

  @Example
  void finds_all_when_the_executor_refuses() {
    GraphIndex index =
        new GraphIndex(
            16,
            100,
            task -> {
              throw new RejectedExecutionException();
            });
    List<Embedding> vectors = Vectors.clustered(2, 300, 16, 0.9);
    for (int i = 0; i < 300; i++) {
      index.add("v" + i, vectors.get(i));
    }

    for (int i = 0; i < 300; i++) {
      assertThat(index.nearest(vectors.get(i), 1, 0.99, id -> true)).hasSize(1);
    }
  }

  @Example
  void an_interrupted_thread_adds_and_finds_and_stays_interrupted() {
    GraphIndex index = new GraphIndex(16, 100, Runnable::run);
    List<Embedding> vectors = Vectors.clustered(5, 400, 16, 0.9);
    Thread.currentThread().interrupt();
    try {
      for (int i = 0; i < 400; i++) {
        index.add("v" + i, vectors.get(i));
      }
      assertThat(index.graph()).isNotNull();
      int found = 0;
      for (int i = 0; i < 400; i++) {
        found += index.nearest(vectors.get(i), 1, 0.99, id -> true).size();
      }
      assertThat(found).isGreaterThan(390);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Example
  void does_not_grow_over_ten_rebuilds() {
    Random random = new Random(3);
    GraphIndex index = new GraphIndex(8, 100, Runnable::run);
    int graphs = 0;
    Graph last = null;
    for (int i = 0; graphs < 12; i++) {
      index.add("v" + i, Vectors.random(random, 8));
      index.remove("v" + (i - 300));
      if (index.graph() != last) {
        last = index.graph();
        graphs++;
      }
      assertThat(index.size()).isLessThanOrEqualTo(300);
      assertThat(index.dead()).isLessThanOrEqualTo(500);
    }
  }

  @Example
  void gives_the_graph_up_when_few_are_left() {
    Random random = new Random(4);
    GraphIndex index = new GraphIndex(8, 100, Runnable::run);
    Embedding kept = Vectors.random(random, 8);
    index.add("kept", kept);
    for (int i = 0; i < 400; i++) {
      index.add("v" + i, Vectors.random(random, 8));
    }
    assertThat(index.graph()).isNotNull();
    for (int i = 0; i < 400; i++) {
      index.remove("v" + i);
    }

    assertThat(index.graph()).isNull();
    assertThat(index.nearest(kept, 5, -1, id -> true))
        .extracting(Match::id)
        .containsExactly("kept");
  }
}
