package io.codingrouter.text;

/** Which characters cannot be seen, and where such a character has an honest use. */
final class Joiners {
  static final int NON_JOINER = 0x200C;
  static final int JOINER = 0x200D;
  private static final int EMOJI_STYLE = 0xFE0F;
  private static final int BLACK_FLAG = 0x1F3F4;
  private static final int CANCEL_TAG = 0xE007F;
  private static final int MOST_MARKS = 16; // behind one joiner

  private Joiners() {}

  static boolean isInvisible(int codePoint) {
    if (Character.getType(codePoint) == Character.FORMAT) {
      return !isVisibleFormat(codePoint);
    }
    return isSelector(codePoint)
        || codePoint == 0x34F
        || codePoint == 0x115F
        || codePoint == 0x1160
        || codePoint == 0x17B4
        || codePoint == 0x17B5
        || codePoint == 0x2065
        || codePoint == 0x3164
        || codePoint == 0xFFA0
        || (codePoint >= 0xFFF0 && codePoint <= 0xFFF8)
        || (codePoint >= 0xE0000 && codePoint < 0xE1000);
  }

  // Signs that enclose the digits behind them.
  private static boolean isVisibleFormat(int codePoint) {
    return (codePoint >= 0x600 && codePoint <= 0x605)
        || codePoint == 0x6DD
        || codePoint == 0x70F
        || codePoint == 0x890
        || codePoint == 0x891
        || codePoint == 0x8E2
        || codePoint == 0x110BD
        || codePoint == 0x110CD;
  }

  /** Says whether a character chooses a form of the one before it. */
  static boolean isSelector(int codePoint) {
    return (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
        || (codePoint >= 0xE0100 && codePoint <= 0xE01EF)
        || (codePoint >= 0x180B && codePoint <= 0x180D)
        || codePoint == 0x180F;
  }

  /** Says whether a character steers the direction of text without being seen. */
  static boolean isDirectional(int codePoint) {
    return codePoint == 0x200E
        || codePoint == 0x200F
        || codePoint == 0x61C
        || (codePoint >= 0x202A && codePoint <= 0x202C)
        || (codePoint >= 0x2066 && codePoint <= 0x2069);
  }

  /**
   * Says whether an invisible character belongs to the text.
   *
   * @param before the character kept before it, a selector excepted
   * @param last the character kept before it, or -1
   * @param codePoint the invisible character
   * @param after the character behind it in the original, or -1
   */
  static boolean isKept(int before, int last, int codePoint, int after) {
    if (isJoiner(codePoint)) {
      return isJoined(last, after)
          || (codePoint == JOINER
              && (last == before || last == EMOJI_STYLE)
              && isPictograph(before)
              && isPictograph(after));
    }
    if (codePoint == 0xFE0E || codePoint == EMOJI_STYLE) {
      return isSymbol(last);
    }
    return codePoint >= 0x180B && codePoint <= 0x180F && last >= 0x1820 && last <= 0x18AA;
  }

  /** Says whether an invisible character that goes may have been typed by an honest writer. */
  static boolean isHonest(int last, int codePoint, int after) {
    if (codePoint == 0xAD || codePoint == 0x180E) {
      return true;
    }
    if (isSelector(codePoint)) {
      return last >= 0
          && !isSelector(last)
          && !isSelector(after)
          && (!Character.isAlphabetic(last) || Character.isIdeographic(last));
    }
    if (isJoiner(codePoint)) {
      return script(last) != 0 || script(after) != 0;
    }
    if (codePoint == 0x200B) {
      return breaksWithoutSpace(last) || breaksWithoutSpace(after);
    }
    if (codePoint == 0x115F || codePoint == 0x1160 || codePoint == 0x3164 || codePoint == 0xFFA0) {
      return isHangul(last) || isHangul(after);
    }
    return codePoint == 0x17B4 || codePoint == 0x17B5;
  }

  /** Returns where the tags of a flag that begins here end, or the same place if none does. */
  static int flagEnd(String text, int at) {
    if (text.codePointAt(at) != BLACK_FLAG) {
      return at;
    }
    int tags = 0;
    for (int i = at + 2; i < text.length() && tags <= 6; i += 2) {
      int tag = text.codePointAt(i);
      if (tag == CANCEL_TAG) {
        return tags >= 3 ? i + 2 : at;
      }
      if (!(tag >= 0xE0030 && tag <= 0xE0039) && !(tag >= 0xE0061 && tag <= 0xE007A)) {
        return at;
      }
      tags++;
    }
    return at;
  }

  static boolean isJoiner(int codePoint) {
    return codePoint == JOINER || codePoint == NON_JOINER;
  }

  /** Says whether a mark is of the script of the mark before it, -1 if there is none. */
  static boolean areOfOneScript(int before, int mark) {
    return before < 0 || script(before) == script(mark);
  }

  /**
   * Says whether the marks that begin here are of several scripts, or more than anybody writes.
   * Marks change places when they are normalised: what a joiner stands beside would not be the same
   * the next time.
   */
  static boolean hasMixedMarks(String text, int from) {
    int mark = -1;
    int i = from;
    for (int seen = 0; i < text.length(); seen++) {
      int codePoint = text.codePointAt(i);
      byte kind = CharacterKinds.kind(codePoint);
      if (kind == CharacterKinds.MARK && !CharacterKinds.isDiacritic(codePoint)) {
        if (!areOfOneScript(mark, codePoint)) {
          return true;
        }
        mark = codePoint;
      } else if (kind != CharacterKinds.MARK && kind != CharacterKinds.INVISIBLE) {
        return false;
      }
      if (seen == MOST_MARKS) {
        return true;
      }
      i += Character.charCount(codePoint);
    }
    return false;
  }

  private static boolean isJoined(int last, int after) {
    int script = script(last);
    return script != 0 && script == script(after);
  }

  // Scripts whose letters take other shapes beside a joiner, by any number that tells them apart.
  private static int script(int codePoint) {
    if (codePoint < 0x600 || CharacterKinds.kind(codePoint) == CharacterKinds.CHANGES) {
      return 0;
    }
    if (!Character.isLetter(codePoint) && CharacterKinds.kind(codePoint) != CharacterKinds.MARK) {
      return 0;
    }
    if (codePoint < 0x900) {
      return 1;
    }
    if (codePoint < 0xE00) {
      return codePoint >> 7;
    }
    boolean brahmic =
        (codePoint >= 0x1000 && codePoint < 0x10A0)
            || (codePoint >= 0x1780 && codePoint < 0x18B0)
            || (codePoint >= 0x1A20 && codePoint < 0x1AB0)
            || (codePoint >= 0x1B00 && codePoint < 0x1C50)
            || (codePoint >= 0xA800 && codePoint < 0xAC00)
            || (codePoint >= 0x11000 && codePoint < 0x12000);
    return brahmic ? codePoint >> 8 : 0;
  }

  // Letters and numbers in frames, some of them among the pictographs, become plain.
  private static boolean isPictograph(int codePoint) {
    return codePoint < 0x1F000
        ? isSymbol(codePoint)
        : codePoint < 0x1FB00 && CharacterKinds.kind(codePoint) != CharacterKinds.CHANGES;
  }

  private static boolean isSymbol(int codePoint) {
    if (codePoint < 0xA9 || CharacterKinds.kind(codePoint) != CharacterKinds.PLAIN) {
      return false;
    }
    int type = Character.getType(codePoint);
    return type == Character.OTHER_SYMBOL || type == Character.MATH_SYMBOL;
  }

  private static boolean breaksWithoutSpace(int codePoint) {
    return (codePoint >= 0xE00 && codePoint < 0x10A0)
        || (codePoint >= 0x1780 && codePoint < 0x1800)
        || (codePoint >= 0x1950 && codePoint < 0x1AB0)
        || (codePoint >= 0x3000 && codePoint < 0xA000);
  }

  private static boolean isHangul(int codePoint) {
    return (codePoint >= 0xAC00 && codePoint < 0xD7B0)
        || (codePoint >= 0x1100 && codePoint < 0x1200)
        || (codePoint >= 0x3130 && codePoint < 0x3190);
  }
}
