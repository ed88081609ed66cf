package io.codingrouter.signal;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is derived from signals: groups of which one member fires, and sums of what signals found,
 * cut into bands that conditions name. Immutable.
 *
 * @param partitions groups of signals of which one fires
 * @param scores sums of what signals found
 * @param mappings how scores become bands
 */
public record Projections(List<Partition> partitions, List<Score> scores, List<Mapping> mappings) {
  /** Nothing is derived. */
  public static final Projections NONE = new Projections(List.of(), List.of(), List.of());

  /** The kind by which conditions name a band, and scores another projection. */
  public static final String TYPE = "projection";

  /** The steepness of a band's confidence where nothing is said, as in vLLM Semantic Router. */
  public static final double SLOPE = 12;

  public Projections {
    partitions = List.copyOf(partitions);
    scores = List.copyOf(scores);
    mappings = List.copyOf(mappings);
  }

  /**
   * Signals of one kind that exclude each other: of those that fire, only the one of the highest
   * score does; of equals, the one that stands first.
   *
   * @param name its name, in explanations
   * @param type the kind of its members, such as {@code embedding}
   * @param members the names of its signals; fewer than two are left alone
   * @param fallback the member that fires where none does on its own, empty if none shall
   * @param temperature how evenly the winner shares its score with the others that would have
   *     fired: the winner's score is its part of the softmax over the scores divided by this, above
   *     0; empty to leave scores as they are
   */
  public record Partition(
      String name,
      String type,
      List<String> members,
      Optional<String> fallback,
      OptionalDouble temperature) {
    public Partition {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(type, "type");
      members = List.copyOf(members);
      Objects.requireNonNull(fallback, "fallback");
      if (!(temperature.orElse(1) > 0)) {
        throw new IllegalArgumentException("temperature must be above 0 but was " + temperature);
      }
    }
  }

  /**
   * A weighted sum, rounded to {@code 1e-9}, so that sums of decimals meet decimal bounds.
   *
   * @param name the name that mappings and other scores use
   * @param inputs what is added up
   */
  public record Score(String name, List<Input> inputs) {
    public Score {
      Objects.requireNonNull(name, "name");
      inputs = List.copyOf(inputs);
    }
  }

  /** What of a signal a score adds up. */
  public enum ValueSource {
    /** A number where the signal fires, another where not. */
    BINARY,
    /** The signal's score where it fires, else 0. */
    CONFIDENCE,
    /** The signal's score, whether or not it fires. */
    RAW,
    /** The sum of another score. */
    SCORE
  }

  /**
   * One summand. A signal that nothing here can decide counts as missed.
   *
   * @param type the kind of the signal; {@link #TYPE} for a band, or with {@link ValueSource#SCORE}
   *     for another score
   * @param name its name
   * @param weight what its value is multiplied with
   * @param source what of it is added up
   * @param match its value where it fires, with {@link ValueSource#BINARY}
   * @param miss its value where it does not fire, with {@link ValueSource#BINARY}
   */
  public record Input(
      String type, String name, double weight, ValueSource source, double match, double miss) {
    public Input {
      Objects.requireNonNull(type, "type");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(source, "source");
      if (!Double.isFinite(weight) || !Double.isFinite(match) || !Double.isFinite(miss)) {
        throw new IllegalArgumentException("weight, match and miss must be finite");
      }
    }

    /**
     * Returns what is added up, before it is weighted.
     *
     * @param found what the signal found
     * @return the value
     */
    public double value(SignalResult found) {
      return switch (source) {
        case BINARY -> found.matched() ? match : miss;
        case CONFIDENCE -> found.matched() ? found.score() : 0;
        case RAW, SCORE -> found.score();
      };
    }
  }

  /**
   * A score's bands. A band's confidence is {@code 1 / (1 + exp(-slope · d))}, where {@code d} is
   * how far the score is from the band's nearest bound: 0.5 at a bound.
   *
   * @param name its name, in messages
   * @param source the name of the score
   * @param overlapping whether all bands hold that the score lies in, rather than the first
   * @param slope how fast confidence rises with the distance from a bound, above 0
   * @param bands the bands, in the order of preference
   */
  public record Mapping(
      String name, String source, boolean overlapping, double slope, List<Band> bands) {
    public Mapping {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(source, "source");
      bands = List.copyOf(bands);
      if (!(slope > 0)) {
        throw new IllegalArgumentException("slope must be above 0 but was " + slope);
      }
    }
  }

  /**
   * A part of a score's range.
   *
   * @param name the name that conditions use, with the type {@link #TYPE}
   * @param range where the score lies
   */
  public record Band(String name, Bounds range) {
    public Band {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(range, "range");
    }
  }
}
