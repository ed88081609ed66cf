package io.codingrouter.signal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Occurrences of keywords. */
final class KeywordCount implements StructureCount {
  private final int scan;
  private final int[] numbers;
  private final List<String> keywords;

  /**
   * Creates a count.
   *
   * @param scan which scan counts the keywords
   * @param numbers by keyword: its number in that scan; of keywords that are the same, one counts
   * @param keywords the keywords as they are written
   */
  KeywordCount(int scan, int[] numbers, List<String> keywords) {
    Map<Integer, String> distinct = new LinkedHashMap<>();
    for (int i = 0; i < numbers.length; i++) {
      distinct.putIfAbsent(numbers[i], keywords.get(i));
    }
    this.scan = scan;
    this.numbers = distinct.keySet().stream().mapToInt(Integer::intValue).toArray();
    this.keywords = List.copyOf(distinct.values());
  }

  @Override
  public int in(String text, StructureMatches matches) {
    KeywordTally tally = matches.tally(scan, text);
    int count = 0;
    for (int number : numbers) {
      count += tally.count(number);
    }
    return count;
  }

  @Override
  public List<String> found(StructureMatches matches) {
    KeywordTally tally = matches.tally(scan, "");
    return IntStream.range(0, numbers.length)
        .filter(i -> tally.count(numbers[i]) > 0)
        .mapToObj(keywords::get)
        .toList();
  }
}
