package io.codingrouter.signal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which keyword signals fire for one request. Each source of its text is read at most once for all
 * keywords of a method, on first use; regular expressions are tried one by one. Used by one thread.
 */
public final class KeywordMatches {
  private static final byte HIT = 1;
  private static final byte MISS = 2;

  private final KeywordIndex index;
  private @Nullable RequestText text;
  private final long[] @Nullable [] searched;
  private byte @Nullable [] tried;
  private @Nullable Map<TextSource, long[]> parts;

  KeywordMatches(KeywordIndex index, RequestText text) {
    this.index = index;
    this.text = text;
    this.searched = new long[index.searches()][];
  }

  /**
   * Tells whether a signal fires.
   *
   * @param rule the rule's number
   * @return whether it fires
   */
  public boolean matched(int rule) {
    KeywordPlan plan = index.plan(rule);
    if (!plan.isRegex()) {
      long[] found = search(plan.search());
      return switch (plan.operator()) {
        case OR -> plan.anyOf(found);
        case AND -> plan.allOf(found);
        case NOR -> !plan.anyOf(found);
      };
    }
    return switch (plan.operator()) {
      case OR -> tryUntil(plan, true);
      case AND -> !tryUntil(plan, false);
      case NOR -> !tryUntil(plan, true);
    };
  }

  private boolean tryUntil(KeywordPlan plan, boolean outcome) {
    for (int i = 0; i < plan.size(); i++) {
      if (isFoundByPattern(plan, i) == outcome) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the keywords of a signal that were found.
   *
   * @param rule the rule's number, asked for by {@link #matched} before
   * @return keywords as configured; never text of the request
   */
  public List<String> found(int rule) {
    KeywordPlan plan = index.plan(rule);
    List<String> found = new ArrayList<>();
    for (int i = 0; i < plan.size(); i++) {
      if (isFound(plan, i)) {
        found.add(plan.rule().keywords().get(i));
      }
    }
    return List.copyOf(found);
  }

  /**
   * Returns the share of a signal's keywords that were found.
   *
   * @param rule the rule's number, asked for by {@link #matched} before
   * @return 0 to 1; 0 without keywords
   */
  public double coverage(int rule) {
    int size = index.plan(rule).size();
    return size == 0 ? 0 : (double) found(rule).size() / size;
  }

  private boolean isFound(KeywordPlan plan, int keyword) {
    return plan.isRegex()
        ? isFoundByPattern(plan, keyword)
        : Bits.contain(search(plan.search()), plan.number(keyword));
  }

  /** What a search finds in the request, or has found if the text is forgotten. */
  long[] search(int number) {
    long[] found = searched[number];
    if (found == null) {
      KeywordSearch search = index.search(number);
      found = text == null ? search.nothing() : search.in(text, this);
      searched[number] = found;
    }
    return found;
  }

  private boolean isFoundByPattern(KeywordPlan plan, int keyword) {
    if (tried == null) {
      tried = new byte[index.patterns()];
    }
    int number = plan.number(keyword);
    if (tried[number] == 0 && text != null) {
      tried[number] = isFound(plan.pattern(keyword), plan.rule().source(), text) ? HIT : MISS;
    }
    return tried[number] == HIT;
  }

  private boolean isFound(Expression pattern, TextSource source, RequestText text) {
    return pattern.mayMatch(parts(source, text))
        && pattern.matcher(Chars.normal(text.of(source))).find();
  }

  private long[] parts(TextSource source, RequestText text) {
    Map<TextSource, long[]> known = parts;
    if (known == null) {
      known = new EnumMap<>(TextSource.class);
      parts = known;
    }
    long[] found = known.get(source);
    if (found == null) {
      found = index.parts().in(text.of(source));
      known.put(source, found);
    }
    return found;
  }

  /** Forgets the text. What was asked for stays known; anything else counts as not found. */
  public void forgetText() {
    text = null;
  }

  /** Prints nothing of the request. */
  @Override
  public String toString() {
    return "KeywordMatches[" + index + "]";
  }
}
