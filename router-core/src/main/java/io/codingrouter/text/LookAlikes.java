package io.codingrouter.text;

/**
 * Letters that pass for letters of another alphabet. A word that mixes alphabets is put back into
 * one if its letters allow it; a word of one alphabet is never touched, so that honest Russian or
 * Greek stays what it is. Two further disguises go as well: small capitals, and accents on nearly
 * all letters of a word.
 */
final class LookAlikes {
  // Letter and Latin twin in turn.
  private static final String CYRILLIC =
      "аaеeоoрpсcуyхxіiјjѕsһhԁdԛqԝwӏlѵvүyёeїiѐeАAВBЕEКKМMНHОOРPСCТTУYХXІIЈJЅSԌGԚQԜWҮYЁEЇIЀEӀI";
  // What Latin letters are taken for when they stray into a Cyrillic word.
  private static final String COMMON = "аaеeоoрpсcуyхxАAВBЕEКKМMНHОOРPСCТTУYХX";
  private static final String GREEK = "αaοoνvρpιiκkτtυuχxγyηnϲcϳjΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXϹCͿJ";
  private static final String ARMENIAN = "օoսuհhոnցgզqյjւiԼLՍUՏSՕOԹo";
  private static final String CHEROKEE = "ᎪAᎬEᎻHᎷMᎢTᎫJᏦKᏞLᏢPᏒRᏚSᎳWᏃZᏟCᎠDᏀGᏙVᎥiᏴBᏂh";
  private static final String LISU = "ꓐBꓑPꓓDꓔTꓖGꓗKꓙJꓚCꓜZꓝFꓟMꓠNꓡLꓢSꓣRꓦVꓧHꓪWꓫXꓬYꓮAꓰEꓲIꓳOꓴU";
  private static final String COPTIC = "ⲟoⲣpⲥcⲭxⲀAⲈEⲎHⲒIⲔKⲘMⲚNⲞOⲢPⲤCⲦTⲨYⲬX";

  // Phonetic letters, small capitals above all: no word is written in them alone.
  private static final String PHONETIC = "ᴀaʙbᴄcᴅdᴇeꜰfɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpʀrꜱsᴛtᴜuᴠvᴡwʏyᴢzɡgɑa";

  private static final int LATIN = 1;
  private static final int FOREIGN = 2;
  private static final int SHORTEST_ACCENTED = 5;

  private final StringBuilder text;
  private int latin;
  private int foreign;
  private int accented;
  private int withLatinTwin;
  private int withForeignTwin;
  private boolean greek;

  private LookAlikes(StringBuilder text) {
    this.text = text;
  }

  /** Says whether a letter can play a part in a disguise. */
  static boolean isSuspect(int codePoint) {
    return codePoint >= 0xC0 && alphabet(codePoint) != 0;
  }

  /** Unmasks all words of a text in place; no length changes. */
  static void unmask(StringBuilder text) {
    LookAlikes words = new LookAlikes(text);
    int length = text.length();
    int start = 0;
    boolean ascii = false;
    boolean foreign = false;
    boolean extended = false;
    for (int i = 0; i <= length; i++) {
      char c = i < length ? text.charAt(i) : ' ';
      if (c < 0x80) {
        if (Letters.isAsciiLetter(c)) {
          ascii = true;
          continue;
        }
        if (Letters.isAsciiDigit(c)) {
          continue;
        }
      } else if (CharacterKinds.kind(c) == CharacterKinds.LETTER) {
        boolean isLatin = alphabet(c) == LATIN;
        extended |= isLatin;
        foreign |= !isLatin;
        continue;
      } else if (Letters.isWord(c)) {
        continue;
      }
      if (extended || (ascii && foreign)) {
        words.unmask(start, i);
      }
      start = i + 1;
      ascii = false;
      foreign = false;
      extended = false;
    }
  }

  // Twice: a letter that was put back may be the one that makes a word accented throughout.
  private void unmask(int start, int end) {
    for (int pass = 0; pass < 2; pass++) {
      countAll(start, end);
      if (isAccentedThroughout()) {
        // Before the twins: under its accents a foreign letter may have one.
        for (int i = start; i < end; i++) {
          text.setCharAt(i, Compositions.base(text.charAt(i)));
        }
        clear();
        countAll(start, end);
      }
      exchangeTwins(start, end);
      clear();
    }
  }

  private void countAll(int start, int end) {
    for (int i = start; i < end; i++) {
      count(i, text.charAt(i));
    }
  }

  private boolean isAccentedThroughout() {
    return accented >= SHORTEST_ACCENTED - 1
        && latin >= SHORTEST_ACCENTED
        && accented * 5 >= (latin + foreign) * 4;
  }

  private void count(int index, char c) {
    if (c < 0x80) {
      if (Letters.isAsciiLetter(c)) {
        latin++;
        withForeignTwin += Twins.ofLatin(c) == 0 ? 0 : 1;
      }
      return;
    }
    char plain = Twins.ofPhonetic(c);
    if (plain != 0) {
      text.setCharAt(index, plain);
      count(index, plain);
      return;
    }
    int alphabet = alphabet(c);
    if (alphabet == LATIN) {
      latin++;
      accented += Compositions.base(c) == c ? 0 : 1;
    } else if (alphabet == FOREIGN) {
      foreign++;
      withLatinTwin += Twins.ofForeign(c) == 0 ? 0 : 1;
      greek |= c < 0x400 || (c >= 0x1F00 && c < 0x2000);
    }
  }

  private void exchangeTwins(int start, int end) {
    if (latin > 0 && foreign > 0) {
      // "αx" is mathematics.
      if (withLatinTwin == foreign && !(greek && latin + foreign < 3)) {
        replace(start, end, FOREIGN);
      } else if (withForeignTwin == latin && foreign > latin && !greek) {
        replace(start, end, LATIN);
      }
    }
  }

  private void clear() {
    latin = 0;
    foreign = 0;
    accented = 0;
    withLatinTwin = 0;
    withForeignTwin = 0;
    greek = false;
  }

  private void replace(int start, int end, int alphabet) {
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if ((c < 0x80 ? LATIN : alphabet(c)) == alphabet) {
        char twin = alphabet == FOREIGN ? Twins.ofForeign(c) : Twins.ofLatin(c);
        if (twin != 0) {
          text.setCharAt(i, twin);
        }
      }
    }
  }

  private static int alphabet(int c) {
    if (c < 0x370) {
      return c < 0x2B0 && c != 0xD7 && c != 0xF7 ? LATIN : 0;
    }
    if (c < 0x590) {
      return Character.isLetter(c) ? FOREIGN : 0;
    }
    if ((c >= 0x13A0 && c < 0x1400)
        || (c >= 0x1C80 && c < 0x1C90)
        || (c >= 0x1F00 && c < 0x2000)
        || (c >= 0x2C80 && c < 0x2D00)
        || (c >= 0x2DE0 && c < 0x2E00)
        || (c >= 0xA4D0 && c < 0xA4F8)
        || (c >= 0xA640 && c < 0xA6A0)
        || (c >= 0xAB70 && c < 0xABC0)) {
      return FOREIGN;
    }
    return (c >= 0x1D00 && c < 0x1DC0)
            || (c >= 0x1E00 && c < 0x1F00)
            || (c >= 0x2C60 && c < 0x2C80)
            || (c >= 0xA720 && c < 0xA800)
        ? LATIN
        : 0;
  }

  /** The tables, made when a text first needs them. */
  private static final class Twins {
    private static final byte[] LATIN_OF = new byte[0xA800];
    private static final char[] FOREIGN_OF = new char[0x80];
    private static final byte[] PLAIN_OF = new byte[0xA800];

    static {
      for (String table : new String[] {CYRILLIC, GREEK, ARMENIAN, CHEROKEE, LISU, COPTIC}) {
        for (int i = 0; i < table.length(); i += 2) {
          LATIN_OF[table.charAt(i)] = (byte) table.charAt(i + 1);
        }
      }
      for (int i = 0; i < COMMON.length(); i += 2) {
        FOREIGN_OF[COMMON.charAt(i + 1)] = COMMON.charAt(i);
      }
      for (int i = 0; i < PHONETIC.length(); i += 2) {
        PLAIN_OF[PHONETIC.charAt(i)] = (byte) PHONETIC.charAt(i + 1);
      }
    }

    static char ofForeign(char c) {
      return c < LATIN_OF.length ? (char) LATIN_OF[c] : 0;
    }

    static char ofLatin(char c) {
      return c < FOREIGN_OF.length ? FOREIGN_OF[c] : 0;
    }

    static char ofPhonetic(char c) {
      return c < PLAIN_OF.length ? (char) PLAIN_OF[c] : 0;
    }
  }
}
