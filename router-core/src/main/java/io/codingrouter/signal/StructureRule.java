package io.codingrouter.signal;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A signal on the form of a text: whether something occurs in it, how often, or in which order. A
 * text that is blank has no form: then the signal never fires, whatever its bounds.
 *
 * @param name the name that conditions use
 * @param text which text is read
 * @param feature what is made of the count
 * @param source what is counted
 * @param value where the value must lie; above 0 if there is no bound
 */
public record StructureRule(
    String name, TextSource text, Feature feature, Source source, Bounds value)
    implements SignalRule {
  public StructureRule {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(feature, "feature");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(value, "value");
  }

  /** What is made of a count. */
  public enum Feature {
    /** 1 if there is any, else 0. */
    EXISTS,
    /** How many there are. */
    COUNT,
    /**
     * How many there are for each word of the text. A word is a run of letters, digits and {@code
     * _}; of scripts that are written without spaces, such as Han, kana and Thai, each letter
     * counts as a word.
     */
    DENSITY,
    /** 1 if one of the sequences occurs, else 0. */
    SEQUENCE;

    /**
     * Returns the word for this feature in the configuration.
     *
     * @return the name in lower case
     */
    public String configName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What is counted. */
  public sealed interface Source {}

  /**
   * Matches of a regular expression that do not overlap, found in linear time.
   *
   * <p>An expression that reads far ahead for each match, such as {@code a.*b|a}, may read a text
   * over and over: what it did not find in reading it 16 times is not counted.
   *
   * @param pattern in the language of RE2, without word boundaries of its own
   * @param caseSensitive whether case counts
   */
  public record Regex(String pattern, boolean caseSensitive) implements Source {
    public Regex {
      Objects.requireNonNull(pattern, "pattern");
    }
  }

  /**
   * Occurrences of keywords, which match as {@linkplain KeywordIndex literal keywords} do. Those of
   * one keyword do not overlap; those of different keywords may, and all count.
   *
   * @param keywords what to look for
   * @param caseSensitive whether case counts
   */
  public record Keywords(List<String> keywords, boolean caseSensitive) implements Source {
    public Keywords {
      keywords = List.copyOf(keywords);
    }
  }

  /**
   * Keywords in order, with anything between them: counts 1 if one of the sequences occurs, else 0.
   *
   * @param sequences the keywords of each sequence, which match as {@linkplain KeywordIndex literal
   *     keywords} do
   * @param caseSensitive whether case counts
   */
  public record Sequences(List<List<String>> sequences, boolean caseSensitive) implements Source {
    public Sequences {
      sequences = sequences.stream().map(List::copyOf).toList();
    }
  }

  /** Bytes of the text in UTF-8. */
  public record TextBytes() implements Source {}

  @Override
  public String type() {
    return "structure";
  }
}
