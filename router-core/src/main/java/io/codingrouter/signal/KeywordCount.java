package io.codingrouter.signal;

import java.util.List;
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
    int[] firsts =
        IntStream.range(0, numbers.length)
            .filter(i -> IntStream.range(0, i).noneMatch(j -> numbers[j] == numbers[i]))
            .toArray();
    this.scan = scan;
    this.numbers = IntStream.of(firsts).map(i -> numbers[i]).toArray();
    this.keywords = IntStream.of(firsts).mapToObj(keywords::get).toList();
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
