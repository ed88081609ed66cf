package io.codingrouter.text;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import org.jspecify.annotations.Nullable;

/**
 * What normalisation has to do for a character that stands alone. Worked out by pages of 256 when a
 * page is first met: the whole of Unicode at once would cost a cold start half a second.
 */
final class CharacterKinds {
  /** Stays as it is. */
  static final byte PLAIN = 0;

  /** Stays, but belongs to an alphabet whose letters can pass for those of another. */
  static final byte LETTER = 1;

  /** Is replaced by its {@link #mapping}. */
  static final byte CHANGES = 2;

  /** May join the character before it: a combining mark, a vowel of a Hangul syllable. */
  static final byte MARK = 3;

  /** Cannot be seen: goes, unless {@link Joiners} sees its use. */
  static final byte INVISIBLE = 4;

  // U+FDFA alone becomes 18 characters: a text of them must not fill the memory.
  private static final int LONGEST_MAPPING = 6;

  // Filled on demand with immutable pages; threads that race write equal ones.
  private static final @Nullable CharacterKinds[] PAGES = new CharacterKinds[0x110000 >> 8];
  private static final CharacterKinds ALL_PLAIN = new CharacterKinds(new byte[256], null);

  private final byte[] kinds;
  private final @Nullable String @Nullable [] mappings;

  private CharacterKinds(byte[] kinds, @Nullable String @Nullable [] mappings) {
    this.kinds = kinds;
    this.mappings = mappings;
  }

  static byte kind(int codePoint) {
    return page(codePoint).kinds[codePoint & 0xFF];
  }

  /** Returns what replaces a character, the character itself if nothing does. */
  static String mapping(int codePoint) {
    @Nullable String[] mappings = page(codePoint).mappings;
    String mapping = mappings == null ? null : mappings[codePoint & 0xFF];
    return mapping == null ? Character.toString(codePoint) : mapping;
  }

  /** Says whether a mark is a diacritic of no script of its own, the stuff of decoration. */
  static boolean isDiacritic(int codePoint) {
    return codePoint >= 0x300
        && (codePoint < 0x370
            || (codePoint >= 0x1AB0 && codePoint < 0x1B00)
            || (codePoint >= 0x1DC0 && codePoint < 0x1E00)
            || (codePoint >= 0x20D0 && codePoint < 0x2100)
            || (codePoint >= 0xFE20 && codePoint < 0xFE30));
  }

  /** Says whether a mark counts against the number of marks a character may carry. */
  static boolean isCounted(int codePoint) {
    return Character.getType(codePoint) != Character.OTHER_LETTER;
  }

  private static CharacterKinds page(int codePoint) {
    CharacterKinds page = PAGES[codePoint >> 8];
    if (page == null) {
      page = load(codePoint >> 8);
      PAGES[codePoint >> 8] = page;
    }
    return page;
  }

  private static CharacterKinds load(int number) {
    if (isKnownPlain(number)) {
      return ALL_PLAIN;
    }
    byte[] kinds = new byte[256];
    @Nullable String[] mappings = new String[256];
    for (int i = 0; i < 256; i++) {
      int codePoint = number << 8 | i;
      String mapping = reduced(codePoint);
      byte kind = kindOf(codePoint, mapping);
      kinds[i] = kind;
      if ((kind == CHANGES || kind == MARK) && mapping.codePointAt(0) != codePoint) {
        mappings[i] = mapping;
      }
    }
    return new CharacterKinds(kinds, mappings);
  }

  // Ideographs, Hangul syllables, surrogates and private use.
  private static boolean isKnownPlain(int page) {
    return (page >= 0x34 && page < 0x4D)
        || (page >= 0x4E && page < 0xA0)
        || (page >= 0xAC && page < 0xD7)
        || (page >= 0xD8 && page < 0xF9)
        || (page >= 0x200 && page < 0x2F8)
        || (page >= 0x300 && page < 0xE00)
        || page >= 0xE10;
  }

  private static byte kindOf(int codePoint, String mapping) {
    if (Joiners.isInvisible(codePoint)) {
      return INVISIBLE;
    }
    if (isMark(codePoint) || (!mapping.isEmpty() && isMark(mapping.codePointAt(0)))) {
      return MARK;
    }
    if (mapping.codePointAt(0) != codePoint) {
      return CHANGES;
    }
    return LookAlikes.isSuspect(codePoint) ? LETTER : PLAIN;
  }

  private static boolean isMark(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || (codePoint >= 0x1160 && codePoint < 0x1200)
        || (codePoint >= 0xD7B0 && codePoint < 0xD800)
        || (codePoint >= 0x16D63 && codePoint < 0x16D6B);
  }

  private static String reduced(int codePoint) {
    String alone = Character.toString(codePoint);
    if (isMark(codePoint)) {
      return isDiacritic(codePoint) ? Normalizer.normalize(alone, Form.NFKC) : alone;
    }
    char twin = punctuation(codePoint);
    if (twin != 0) {
      return String.valueOf(twin);
    }
    if (Normalizer.isNormalized(alone, Form.NFKC)) {
      return alone;
    }
    String mapping = Normalizer.normalize(alone, Form.NFKC);
    if (mapping.length() > LONGEST_MAPPING) {
      return alone;
    }
    StringBuilder kept = new StringBuilder(mapping.length());
    for (int i = 0; i < mapping.length(); i++) {
      char c = mapping.charAt(i);
      char ascii = punctuation(c);
      if (ascii != 0) {
        kept.append(ascii);
      } else if (!isDiacritic(c)) {
        kept.append(c);
      }
    }
    return kept.toString();
  }

  // Hyphens, dashes and single quotation marks have one shape each for a reader.
  private static char punctuation(int codePoint) {
    if ((codePoint >= 0x2010 && codePoint <= 0x2015) || codePoint == 0x2212) {
      return '-';
    }
    return switch (codePoint) {
      case 0x2018, 0x2019, 0x201B, 0x2BC, 0xB4 -> '\'';
      default -> 0;
    };
  }
}
