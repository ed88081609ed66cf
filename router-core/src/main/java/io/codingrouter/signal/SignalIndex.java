package io.codingrouter.signal;

import io.codingrouter.signal.Evaluator.Matter;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All signals of a router, compiled to be asked by number: the cheaper to ask, the smaller the
 * number. Immutable and safe for concurrent use.
 */
public final class SignalIndex {
  /** No signals. */
  public static final SignalIndex NONE =
      new SignalCompiler(List.of(), Projections.NONE, Instruments.STANDARD, EmbeddingIndex.NONE)
          .compile(List.of());

  private final List<Evaluator> evaluators; // by number
  private final Map<SignalCondition, Integer> numbers;
  private final KeywordIndex keywords;
  private final EmbeddingIndex embeddings;
  private final Instruments instruments;
  private final Set<Matter> matters;

  SignalIndex(
      List<Evaluator> evaluators,
      Map<SignalCondition, Integer> numbers,
      KeywordIndex keywords,
      EmbeddingIndex embeddings,
      Instruments instruments,
      Set<Matter> matters) {
    this.matters = Set.copyOf(matters);
    this.evaluators = evaluators;
    this.numbers = Map.copyOf(numbers);
    this.keywords = keywords;
    this.embeddings = embeddings;
    this.instruments = instruments;
  }

  /**
   * Compiles signals from which nothing is derived.
   *
   * @param rules the signals as configured
   * @param conditions the conditions that decisions make of them
   * @param instruments what they measure with
   * @return the index
   * @throws IllegalArgumentException as with projections
   */
  public static SignalIndex compile(
      List<SignalRule> rules, List<SignalCondition> conditions, Instruments instruments) {
    return compile(rules, Projections.NONE, conditions, instruments);
  }

  /**
   * Compiles signals.
   *
   * @param rules the signals as configured
   * @param projections what is derived from them
   * @param conditions the conditions that decisions make of them
   * @param instruments what they measure with
   * @return the index
   * @throws IllegalArgumentException if a keyword is blank or is no regular expression where it
   *     should be one, a condition or a score names a custom signal that is not among the
   *     instruments, or a score is missing or made of itself
   */
  public static SignalIndex compile(
      List<SignalRule> rules,
      Projections projections,
      List<SignalCondition> conditions,
      Instruments instruments) {
    return NONE.recompile(rules, projections, conditions, instruments);
  }

  /**
   * Compiles signals that take the place of these. A phrase that both compare with is not embedded
   * again.
   *
   * @param rules the signals as configured
   * @param projections what is derived from them
   * @param conditions the conditions that decisions make of them
   * @param with what they measure with
   * @return another index
   * @throws IllegalArgumentException as {@link #compile(List, Projections, List, Instruments)}
   */
  public SignalIndex recompile(
      List<SignalRule> rules,
      Projections projections,
      List<SignalCondition> conditions,
      Instruments with) {
    return new SignalCompiler(rules, projections, with, embeddings).compile(conditions);
  }

  /**
   * Returns the number of a condition.
   *
   * @param condition one of those that were compiled
   * @return at least 0; negative if it never holds, since nothing here can decide its signal
   */
  public int number(SignalCondition condition) {
    return numbers.getOrDefault(condition, -1);
  }

  /**
   * Starts looking at a request. Nothing is read before it is asked for.
   *
   * @param text the request's text
   * @return what is found in it
   */
  public SignalMatches match(RequestText text) {
    return new SignalMatches(this, text);
  }

  /**
   * Returns how many signals there are; a signal under a condition of its own counts again.
   *
   * @return at least 0
   */
  public int size() {
    return evaluators.size();
  }

  /**
   * Returns a signal's kind.
   *
   * @param signal its number
   * @return such as {@code keyword}
   */
  public String type(int signal) {
    return evaluators.get(signal).type();
  }

  /**
   * Returns a signal's name.
   *
   * @param signal its number
   * @return as configured
   */
  public String name(int signal) {
    return evaluators.get(signal).name();
  }

  /**
   * Tells whether this is a signal under a condition of its own, rather than the signal itself.
   *
   * @param signal its number
   * @return whether a condition asks more than that it fires
   */
  public boolean isTested(int signal) {
    return evaluators.get(signal) instanceof TestedSignal;
  }

  /**
   * Tells whether a condition asks how far a loop of tool calls has got.
   *
   * @return whether signals differ between the requests of one loop on purpose
   */
  public boolean readsLoops() {
    return matters.contains(Matter.LOOP);
  }

  /**
   * Tells whether a condition asks which roles the user has, itself or by a score that adds up
   * roles.
   *
   * @return whether a request without a user cannot be decided
   */
  public boolean readsRoles() {
    return matters.contains(Matter.ROLE);
  }

  Evaluator evaluator(int signal) {
    return evaluators.get(signal);
  }

  KeywordIndex keywords() {
    return keywords;
  }

  Instruments instruments() {
    return instruments;
  }

  /** Prints how many signals there are. */
  @Override
  public String toString() {
    return "SignalIndex[" + evaluators.size() + " signals]";
  }
}
