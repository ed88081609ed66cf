package io.codingrouter.signal;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A keyword signal as it is configured: words to look for, and how many of them it takes.
 * Immutable.
 *
 * <pre>{@code
 * KeywordRule.builder("coding").keywords("implement", "refactor", "C++").build();
 * }</pre>
 */
public final class KeywordRule implements SignalRule {
  /** The most that {@link #fuzzyThreshold} can be to mean edits. */
  public static final int MOST_EDITS = 5;

  /** The least that {@link #fuzzyThreshold} can be to mean a percentage. */
  public static final int LEAST_PERCENT = 50;

  private final String name;
  private final Operator operator;
  private final Method method;
  private final List<String> keywords;
  private final boolean caseSensitive;
  private final TextSource source;
  private final int fuzzyThreshold;
  private final double bm25Threshold;
  private final double ngramThreshold;
  private final int ngramArity;

  private KeywordRule(Builder builder) {
    this.name = builder.name;
    this.operator = builder.operator;
    this.method = builder.method;
    this.keywords = List.copyOf(builder.keywords);
    this.caseSensitive = builder.caseSensitive;
    this.source = builder.source;
    this.fuzzyThreshold = builder.fuzzyThreshold;
    this.bm25Threshold = builder.bm25Threshold;
    this.ngramThreshold = builder.ngramThreshold;
    this.ngramArity = builder.ngramArity;
  }

  /** How many of the keywords it takes. */
  public enum Operator {
    /** Every keyword; always true without keywords. */
    AND,
    /** Any keyword; never true without keywords. */
    OR,
    /** None of the keywords; always true without keywords. */
    NOR
  }

  /**
   * How a keyword is compared with the text. The methods that compare words, which are the last
   * three, look for keywords with other characters than those of words, spaces, hyphens and
   * apostrophes as they are written: {@code C++}, or Han, which has no spaces between words. They
   * read the first 1,048,576 characters of a text, and compare nothing with words, or whole texts,
   * of more than 200.
   */
  public enum Method {
    /** As written, on word boundaries. */
    LITERAL,
    /** As a regular expression of RE2, in linear time, without word boundaries. */
    REGEX,
    /**
     * As written, or with typing mistakes: some characters inserted, left out, changed, or swapped
     * with their neighbour. Each word of the keyword may have as many of these edits as {@link
     * #fuzzyThreshold} says, but no more than one for each three characters beyond the first three:
     * none below six characters, one from six, two from nine, and five at most. For most English
     * words of five letters differ from some other word by one edit ({@code class}, {@code glass}),
     * and few of nine do. A keyword of several words is found where each is, one after the other.
     */
    FUZZY,
    /**
     * By BM25: the keywords are ranked as documents for which the text is the query. English words
     * count as the same if they have the same stem ({@code refactor}, {@code refactoring}); a
     * keyword is found if it scores {@link #bm25Threshold} or more, for which one of its words is
     * usually enough. Words such as {@code the} count only for keywords that have no others.
     */
    BM25,
    /**
     * By n-grams: a keyword is found if it has a share of {@link #ngramThreshold} or more of its
     * sequences of {@link #ngramArity} characters in common with a word (those in common over those
     * in either), or if each of its words has with words in a row, or if it has with the whole
     * text.
     */
    NGRAM;

    /**
     * Returns the word for this method in the configuration.
     *
     * @return the name in lower case
     */
    public String configName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Starts a rule: literal keywords, any of them, case ignored, read from the human ask.
   *
   * @param name the name that decisions use
   * @return a builder
   */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  @Override
  public String type() {
    return "keyword";
  }

  /**
   * Returns the name that decisions use.
   *
   * @return the name
   */
  @Override
  public String name() {
    return name;
  }

  /**
   * Returns how many of the keywords it takes.
   *
   * @return the operator, by default {@link Operator#OR}
   */
  public Operator operator() {
    return operator;
  }

  /**
   * Returns how keywords are compared.
   *
   * @return the method, by default {@link Method#LITERAL}
   */
  public Method method() {
    return method;
  }

  /**
   * Returns the words to look for.
   *
   * @return keywords as written
   */
  public List<String> keywords() {
    return keywords;
  }

  /**
   * Tells whether case counts.
   *
   * @return by default false
   */
  public boolean caseSensitive() {
    return caseSensitive;
  }

  /**
   * Returns which text is read.
   *
   * @return the source, by default {@link TextSource#ASK}
   */
  public TextSource source() {
    return source;
  }

  /**
   * Returns how far a text may be from a keyword of {@link Method#FUZZY}.
   *
   * @return up to 5, a number of edits, by default 2; from 50 to 100, the percentage of a keyword's
   *     characters that must be right
   */
  public int fuzzyThreshold() {
    return fuzzyThreshold;
  }

  /**
   * Returns the score from which a keyword of {@link Method#BM25} is found.
   *
   * @return 0 or more, by default 0.1
   */
  public double bm25Threshold() {
    return bm25Threshold;
  }

  /**
   * Returns the similarity from which a keyword of {@link Method#NGRAM} is found.
   *
   * @return 0 to 1, by default 0.4
   */
  public double ngramThreshold() {
    return ngramThreshold;
  }

  /**
   * Returns the length of the n-grams of {@link Method#NGRAM}.
   *
   * @return 2 to 10 characters, by default 3
   */
  public int ngramArity() {
    return ngramArity;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof KeywordRule other
        && name.equals(other.name)
        && operator == other.operator
        && method == other.method
        && keywords.equals(other.keywords)
        && caseSensitive == other.caseSensitive
        && source == other.source
        && fuzzyThreshold == other.fuzzyThreshold
        && Double.compare(bm25Threshold, other.bm25Threshold) == 0
        && Double.compare(ngramThreshold, other.ngramThreshold) == 0
        && ngramArity == other.ngramArity;
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        name,
        operator,
        method,
        keywords,
        caseSensitive,
        source,
        fuzzyThreshold,
        bm25Threshold,
        ngramThreshold,
        ngramArity);
  }

  @Override
  public String toString() {
    return "KeywordRule[" + name + ", " + operator + " of " + keywords.size() + " keywords]";
  }

  /** Builds a {@link KeywordRule}. Not safe for concurrent use. */
  public static final class Builder {
    private final String name;
    private Operator operator = Operator.OR;
    private Method method = Method.LITERAL;
    private List<String> keywords = List.of();
    private boolean caseSensitive;
    private TextSource source = TextSource.ASK;
    private int fuzzyThreshold = 2;
    private double bm25Threshold = 0.1;
    private double ngramThreshold = 0.4;
    private int ngramArity = 3;

    private Builder(String name) {
      this.name = Objects.requireNonNull(name, "name");
    }

    /**
     * Sets how many of the keywords it takes.
     *
     * @param operator the operator
     * @return this builder
     */
    public Builder operator(Operator operator) {
      this.operator = Objects.requireNonNull(operator, "operator");
      return this;
    }

    /**
     * Sets how keywords are compared.
     *
     * @param method the method
     * @return this builder
     */
    public Builder method(Method method) {
      this.method = Objects.requireNonNull(method, "method");
      return this;
    }

    /**
     * Sets the words to look for.
     *
     * @param keywords the keywords
     * @return this builder
     */
    public Builder keywords(String... keywords) {
      return keywords(List.of(keywords));
    }

    /**
     * Sets the words to look for.
     *
     * @param keywords the keywords
     * @return this builder
     */
    public Builder keywords(List<String> keywords) {
      this.keywords = List.copyOf(keywords);
      return this;
    }

    /**
     * Says whether case counts.
     *
     * @param caseSensitive whether it does
     * @return this builder
     */
    public Builder caseSensitive(boolean caseSensitive) {
      this.caseSensitive = caseSensitive;
      return this;
    }

    /**
     * Sets which text is read.
     *
     * @param source the source
     * @return this builder
     */
    public Builder source(TextSource source) {
      this.source = Objects.requireNonNull(source, "source");
      return this;
    }

    /**
     * Sets how far a text may be from a keyword of {@link Method#FUZZY}.
     *
     * @param threshold 0 to 5 edits, or 50 to 100 percent of a keyword's characters that must be
     *     right
     * @return this builder
     */
    public Builder fuzzyThreshold(int threshold) {
      boolean percent = threshold >= LEAST_PERCENT && threshold <= 100;
      check(
          percent || (threshold >= 0 && threshold <= MOST_EDITS),
          "fuzzyThreshold must be 0 to 5 edits or 50 to 100 percent but was " + threshold);
      this.fuzzyThreshold = threshold;
      return this;
    }

    /**
     * Sets the score from which a keyword of {@link Method#BM25} is found.
     *
     * @param threshold 0 or more
     * @return this builder
     */
    public Builder bm25Threshold(double threshold) {
      check(
          threshold >= 0 && threshold < Double.POSITIVE_INFINITY,
          "bm25Threshold must be 0 or more but was " + threshold);
      this.bm25Threshold = threshold;
      return this;
    }

    /**
     * Sets the similarity from which a keyword of {@link Method#NGRAM} is found.
     *
     * @param threshold 0 to 1
     * @return this builder
     */
    public Builder ngramThreshold(double threshold) {
      check(
          threshold >= 0 && threshold <= 1,
          "ngramThreshold must be within [0, 1] but was " + threshold);
      this.ngramThreshold = threshold;
      return this;
    }

    /**
     * Sets the length of the n-grams of {@link Method#NGRAM}.
     *
     * @param arity 2 to 10 characters
     * @return this builder
     */
    public Builder ngramArity(int arity) {
      check(arity >= 2 && arity <= 10, "ngramArity must be within [2, 10] but was " + arity);
      this.ngramArity = arity;
      return this;
    }

    private static void check(boolean holds, String complaint) {
      if (!holds) {
        throw new IllegalArgumentException(complaint);
      }
    }

    /**
     * Builds the rule.
     *
     * @return the rule
     */
    public KeywordRule build() {
      return new KeywordRule(this);
    }
  }
}
