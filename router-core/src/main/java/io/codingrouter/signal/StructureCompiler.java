package io.codingrouter.signal;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.codingrouter.signal.StructureRule.Feature;
import io.codingrouter.signal.StructureRule.Keywords;
import io.codingrouter.signal.StructureRule.Regex;
import io.codingrouter.signal.StructureRule.Sequences;
import io.codingrouter.signal.StructureRule.TextBytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compiles rules to a {@link StructureIndex}. Used once. */
final class StructureCompiler {
  private final Map<Reading, Integer> numbers = new HashMap<>();
  private final List<KeywordScan.Builder> scans = new ArrayList<>();
  private final PartSearch.Builder parts = new PartSearch.Builder();

  /** What tells scans from each other. */
  private record Reading(TextSource text, boolean caseSensitive) {}

  StructureIndex compile(List<StructureRule> rules) {
    List<StructureCount> counts = rules.stream().map(this::count).toList();
    return new StructureIndex(
        List.copyOf(rules),
        counts,
        scans.stream().map(KeywordScan.Builder::build).toList(),
        parts.build());
  }

  private StructureCount count(StructureRule rule) {
    if (rule.source() instanceof Regex regex) {
      Optional<CharacterCount> characters = CharacterCount.of(regex.pattern());
      return characters.isPresent()
          ? characters.get()
          : new PatternCount(
              new Expression(pattern(rule, regex), parts),
              rule.text(),
              rule.feature() == Feature.EXISTS);
    }
    if (rule.source() instanceof Keywords set) {
      checkKeywords(rule, set.keywords());
      int scan = scan(new Reading(rule.text(), set.caseSensitive()));
      int[] found = set.keywords().stream().mapToInt(scans.get(scan)::add).toArray();
      return new KeywordCount(scan, found, set.keywords());
    }
    if (rule.source() instanceof Sequences set) {
      set.sequences().forEach(sequence -> checkKeywords(rule, sequence));
      int scan = scan(new Reading(rule.text(), set.caseSensitive()));
      int[] followed = set.sequences().stream().mapToInt(scans.get(scan)::addSequence).toArray();
      return new SequenceCount(scan, followed.length == 0 ? 0 : followed[0], set.sequences());
    }
    if (rule.source() instanceof TextBytes) {
      return new ByteCount();
    }
    throw new AssertionError(rule.source());
  }

  private int scan(Reading reading) {
    return numbers.computeIfAbsent(
        reading,
        absent -> {
          scans.add(new KeywordScan.Builder(!reading.caseSensitive()));
          return scans.size() - 1;
        });
  }

  private static void checkKeywords(StructureRule rule, List<String> keywords) {
    for (String keyword : keywords) {
      if (Chars.symbols(keyword, false).length == 0) {
        throw new IllegalArgumentException(
            "a keyword of signal \""
                + rule.name()
                + "\" is blank: write what to look for, or remove it");
      }
    }
  }

  private static Pattern pattern(StructureRule rule, Regex regex) {
    try {
      return Pattern.compile(regex.pattern(), regex.caseSensitive() ? 0 : Pattern.CASE_INSENSITIVE);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "the pattern of signal \""
              + rule.name()
              + "\" is not a regular expression of RE2: "
              + e.getDescription());
    }
  }
}
