package io.codingrouter.examples.training;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Cuts the sentences into batches, anew for each pass. Sentences that are told apart within a batch
 * teach most when they are alike: so each goes to the nearest of some sentences drawn by chance,
 * one for each batch, and neighbours stay together. What is left over of the last batch waits for
 * another pass.
 */
final class Batches {
  private final Recipe recipe;
  private final Workers workers;
  private final float[][] targets;
  private final List<Integer> order;
  private final Random random;

  /**
   * Takes the sentences that have tokens.
   *
   * @param targets where each sentence points
   */
  Batches(Recipe recipe, Workers workers, List<int[]> rows, float[][] targets) {
    this.recipe = recipe;
    this.workers = workers;
    this.targets = targets;
    this.order =
        IntStream.range(0, rows.size())
            .filter(i -> rows.get(i).length > 0)
            .boxed()
            .collect(Collectors.toList());
    this.random = new Random(recipe.seed());
  }

  /** How many batches a pass has. */
  int count() {
    return order.size() / recipe.batch();
  }

  /** Numbers of sentences, batch by batch. */
  List<int[]> next() {
    Collections.shuffle(order, random);
    List<Integer> pass = recipe.alike() ? neighbours() : order;
    List<int[]> batches =
        IntStream.range(0, count())
            .mapToObj(b -> pass.subList(b * recipe.batch(), (b + 1) * recipe.batch()))
            .map(batch -> batch.stream().mapToInt(i -> i).toArray())
            .collect(Collectors.toList());
    Collections.shuffle(batches, random);
    return batches;
  }

  private List<Integer> neighbours() {
    int[] middles = order.stream().limit(count()).mapToInt(i -> i).toArray();
    int[] nearest = new int[targets.length];
    workers.share(
        targets.length,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            nearest[i] = nearest(targets[i], middles);
          }
        });
    return order.stream().sorted(Comparator.comparingInt(i -> nearest[i])).toList();
  }

  private int nearest(float[] target, int[] middles) {
    double[] likeness =
        Arrays.stream(middles)
            .mapToDouble(middle -> Vectors.dot(target, 0, targets[middle], 0, target.length))
            .toArray();
    return Vectors.largest(likeness);
  }
}
