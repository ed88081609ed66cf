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
  private final String name;
  private final Operator operator;
  private final Method method;
  private final List<String> keywords;
  private final boolean caseSensitive;
  private final TextSource source;

  private KeywordRule(Builder builder) {
    this.name = builder.name;
    this.operator = builder.operator;
    this.method = builder.method;
    this.keywords = List.copyOf(builder.keywords);
    this.caseSensitive = builder.caseSensitive;
    this.source = builder.source;
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

  /** How a keyword is compared with the text. */
  public enum Method {
    /** As written, on word boundaries. */
    LITERAL,
    /** As a regular expression of RE2, in linear time, without word boundaries. */
    REGEX,
    /** By edit distance to single words. Read, but not acting in this version. */
    FUZZY,
    /** By BM25 score. Read, but not acting in this version. */
    BM25,
    /** By similarity of n-grams. Read, but not acting in this version. */
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

  @Override
  public boolean equals(Object o) {
    return o instanceof KeywordRule other
        && name.equals(other.name)
        && operator == other.operator
        && method == other.method
        && keywords.equals(other.keywords)
        && caseSensitive == other.caseSensitive
        && source == other.source;
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, operator, method, keywords, caseSensitive, source);
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
     * Builds the rule.
     *
     * @return the rule
     */
    public KeywordRule build() {
      return new KeywordRule(this);
    }
  }
}
