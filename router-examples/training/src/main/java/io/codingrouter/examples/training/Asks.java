package io.codingrouter.examples.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Asks that nobody asked: frames of questions and orders around words of the vocabulary drawn by
 * chance. They mean little, but the teacher says how little a "can you tell me what" counts beside
 * them, which a corpus of documentation does not.
 */
final class Asks {
  private static final Pattern WORD = Pattern.compile("[a-z]{3,}");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^a-z]+");

  private static final Pattern SPACE = Pattern.compile(" ");

  /** So many of the corpus' most frequent words are left to the frames. */
  private static final int COMMON = 120;

  /** The share of words that are drawn by the root of their frequency; the others evenly. */
  private static final double BY_FREQUENCY = 0.7;

  private static final List<String> FRAMES =
      """
      how do i A my B
      how do i A the B
      how can i A B
      what is the A of the B
      what is A B
      what is a A
      what are A B for
      can you A the B for me
      could you A my B please
      please A the B
      i need to A my B
      i need a A B
      i want to A the B now
      i would like A and B
      tell me about A B
      tell me the A of my B
      show me A in B
      show me my A B
      where can i find A B
      where is my A
      where do i A B
      why is my A B
      why does the A B
      why did my A not B
      when does the A B
      when is the next A B
      who is the A of B
      which A is B
      is the A B
      is there a A for B
      are there any A near B
      do you A B
      do i have any A B
      does my A B C
      did you A the B
      should i A the B or the C
      will it A in B
      would you A B
      have you ever A B
      how much A is in B
      how many A are in a B
      how long does it take to A B
      how far is the A from B
      how often should i A my B
      give me a A for B
      find me a A B in C
      help me A the B
      let me know about B A
      i cannot A my B
      what should i do if i can't A the B
      my A is B
      my A B has not arrived
      i have lost my A
      there is a problem with the A B
      what happened to my A B
      what does A mean in B
      what's the A B like
      what's a good A for B
      explain the A B
      i think A is B
      that A was B
      thanks for the A B
      set the A to B
      change my A to B
      turn the A B
      put A on the B
      add A to my B C
      remove A from B
      cancel my A B
      order A and B from C
      book a A to B
      schedule A with B
      remind me to A the B
      read me the A B
      make a A with B and C
      check A B
      A B
      A B C
      the A B
      a B for A
      A the B
      A in B
      A and B C
      A my B to C
      my A B
      """
          .lines()
          .toList();

  private final List<String> words;

  /** Running totals of the words' weights. */
  private final double[] totals;

  private final Random random;

  private Asks(List<String> words, double[] totals, long seed) {
    this.words = words;
    this.totals = totals;
    this.random = new Random(seed);
  }

  /** Makes different asks, none of which is held out. */
  static List<String> make(
      int count, List<String> vocabulary, List<String> corpus, HeldOut heldOut, long seed) {
    Map<String, Integer> counts = new HashMap<>();
    for (String sentence : corpus) {
      BETWEEN_WORDS
          .splitAsStream(sentence.toLowerCase(Locale.ROOT))
          .distinct()
          .forEach(word -> counts.merge(word, 1, Integer::sum));
    }
    Set<String> common =
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<String, Integer>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(COMMON)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    List<String> words =
        vocabulary.stream()
            .filter(piece -> WORD.matcher(piece).matches() && !common.contains(piece))
            .toList();
    double[] totals = new double[words.size()];
    double total = 0;
    for (int i = 0; i < totals.length; i++) {
      total += Math.sqrt(1 + counts.getOrDefault(words.get(i), 0));
      totals[i] = total;
    }
    Asks asks = new Asks(words, totals, seed);
    Set<String> made = new LinkedHashSet<>();
    while (made.size() < count) {
      String ask = asks.next();
      if (!heldOut.isWithin(ask)) {
        made.add(ask);
      }
    }
    return new ArrayList<>(made);
  }

  private String next() {
    return SPACE
        .splitAsStream(FRAMES.get(random.nextInt(FRAMES.size())))
        .map(part -> part.length() == 1 && Character.isUpperCase(part.charAt(0)) ? word() : part)
        .collect(Collectors.joining(" "));
  }

  private String word() {
    if (random.nextDouble() >= BY_FREQUENCY) {
      return words.get(random.nextInt(words.size()));
    }
    int at = Arrays.binarySearch(totals, random.nextDouble() * totals[totals.length - 1]);
    return words.get(Math.min(words.size() - 1, at < 0 ? -at - 1 : at));
  }
}
