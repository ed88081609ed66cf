package io.codingrouter.signal;

import java.util.Locale;
import java.util.Set;

/** English words that say nothing of what a text is about. */
final class StopWords {
  private static final Set<String> WORDS =
      Set.of(
          """
          a an the this that these those
          i me my mine myself we us our ours ourselves you your yours yourself yourselves
          he him his himself she her hers herself it its itself
          they them their theirs themselves who whom whose which what
          am is are was were be been being have has had having do does did doing done
          will would shall should can could may might must
          and or nor but if then than so as because while although though unless until
          of at by for with about against between into through during before after above below
          to from up down in out on off over under upon within without
          again further once here there when where why how
          all any both each few more most other some such no not only own same too very just also
          s t d ll m o re ve don isn aren wasn weren hasn haven hadn doesn didn won wouldn shouldn
          couldn mustn
          """
              .strip()
              .split("\\s+"));

  private StopWords() {}

  /** Tells whether a word is one of them, in any case. */
  static boolean contain(String word) {
    return WORDS.contains(word) || WORDS.contains(word.toLowerCase(Locale.ROOT));
  }
}
