package io.codingrouter.text;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the normalised view of one text, from left to right: runs that stay are copied, the rest is
 * worked on by segments, a character with the marks behind it, because composition never reaches
 * over more. Not safe for concurrent use.
 */
final class Normaliser {
  private static final int MOST_DIACRITICS = 3;
  private static final int MOST_MARKS = 8;
  private static final int LONGEST_SEGMENT = 64;
  private static final int STABLE_RUN = 256;
  private static final int REMEMBERED = 1024;

  private final String text;
  private final StringBuilder out;
  private final OffsetMap.Builder map = new OffsetMap.Builder();
  private final List<Span> hidden = new ArrayList<>();
  private final Map<String, String> remembered = new HashMap<>();
  private final StringBuilder segment = new StringBuilder();
  private final char[] diacritics = new char[MOST_DIACRITICS];
  private int diacriticCount;
  private int segmentEnd;
  private int at;
  private int unstableUntil;
  private boolean suspects;
  private int hiddenStart = -1;
  private int hiddenEnd;
  private boolean rightToLeft;
  private boolean scannedForRightToLeft;
  // The last character kept, and the last one kept that chooses no form.
  private int last = -1;
  private int lastBase = -1;
  // The last mark behind the last character that is none, and whether those are of several scripts.
  private int lastMark = -1;
  private boolean mixedMarks;

  private Normaliser(String text) {
    this.text = text;
    this.out = new StringBuilder(text.length());
  }

  static Normalised normalise(String text) {
    int i = 0;
    while (i < text.length() && text.charAt(i) < 0x80) {
      i++;
    }
    return i == text.length()
        ? new Normalised(text, OffsetMap.IDENTITY, List.of())
        : new Normaliser(text).run(i);
  }

  private Normalised run(int ascii) {
    // A mark may follow the last of them.
    int end = plainEnd(Math.max(0, ascii - 1));
    while (at < text.length()) {
      copy(end);
      if (at < text.length()) {
        step();
      }
      end = plainEnd(at);
    }
    flushHidden();
    if (suspects) {
      LookAlikes.unmask(out);
    }
    String result = text.contentEquals(out) ? text : out.toString();
    return new Normalised(result, map.build(), List.copyOf(hidden));
  }

  /** Finds where the text stops to stay as it is. */
  private int plainEnd(int from) {
    int i = from;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c < 0x80) {
        i++;
        continue;
      }
      int codePoint = Character.isHighSurrogate(c) ? text.codePointAt(i) : c;
      byte kind = CharacterKinds.kind(codePoint);
      if (kind > CharacterKinds.LETTER) {
        // What can be joined to the character before must see it.
        return kind == CharacterKinds.CHANGES || i == from ? i : before(i);
      }
      suspects |= kind == CharacterKinds.LETTER;
      i += Character.charCount(codePoint);
    }
    return i;
  }

  private int before(int index) {
    return index - Character.charCount(text.codePointBefore(index));
  }

  private void copy(int end) {
    if (end > at) {
      out.append(text, at, end);
      at = end;
      keep(text.codePointBefore(end));
    }
  }

  private void keep(int codePoint) {
    boolean mark = CharacterKinds.kind(codePoint) == CharacterKinds.MARK;
    mixedMarks = mark && (mixedMarks || !Joiners.areOfOneScript(lastMark, codePoint));
    lastMark = mark ? codePoint : -1;
    last = codePoint;
    if (!Joiners.isSelector(codePoint)) {
      lastBase = codePoint;
    }
  }

  private void step() {
    int codePoint = text.codePointAt(at);
    if (CharacterKinds.kind(codePoint) == CharacterKinds.INVISIBLE) {
      invisible(at, codePoint);
      return;
    }
    int flagEnd = Joiners.flagEnd(text, at);
    if (flagEnd > at) {
      copy(flagEnd);
    } else if (at < unstableUntil || !copyStable()) {
      segment(codePoint);
    }
  }

  // Devanagari, Thai or Arabic is full of marks that change nothing: asked for once a run.
  private boolean copyStable() {
    int limit = Math.min(text.length(), at + STABLE_RUN);
    int i = at;
    int marks = 0;
    while (i < limit) {
      int codePoint = text.codePointAt(i);
      byte kind = CharacterKinds.kind(codePoint);
      boolean mark = kind == CharacterKinds.MARK;
      marks = mark ? marks + 1 : 0;
      if ((kind > CharacterKinds.LETTER && !mark)
          || (mark && CharacterKinds.isDiacritic(codePoint))
          || marks > MOST_MARKS) {
        break;
      }
      suspects |= kind == CharacterKinds.LETTER;
      i += Character.charCount(codePoint);
    }
    int end = i < text.length() && i > at ? baseBefore(i) : i;
    if (end <= at || !Normalizer.isNormalized(text.substring(at, end), Form.NFKC)) {
      unstableUntil = i;
      return false;
    }
    copy(end);
    return true;
  }

  // The marks behind a run may belong to its last character.
  private int baseBefore(int index) {
    int i = index;
    while (i > at) {
      i = before(i);
      if (CharacterKinds.kind(text.codePointAt(i)) != CharacterKinds.MARK) {
        return i;
      }
    }
    return at;
  }

  private void segment(int base) {
    int start = at;
    boolean startsWithMark = CharacterKinds.kind(base) == CharacterKinds.MARK;
    segment.setLength(0);
    diacriticCount = 0;
    segmentEnd = start;
    if (!startsWithMark) {
      suspects |= CharacterKinds.kind(base) == CharacterKinds.LETTER;
      String mapping = CharacterKinds.mapping(base);
      segment.append(mapping);
      segmentEnd = start + Character.charCount(base);
      keep(base);
      int end = mapping.isEmpty() ? base : mapping.codePointBefore(mapping.length());
      lastMark = CharacterKinds.kind(end) == CharacterKinds.MARK ? end : -1;
    }
    boolean simple = gather(segmentEnd, startsWithMark);
    int outStart = out.length();
    if (!simple) {
      emit(normalised(segment.toString()));
    } else if (diacriticCount == 0) {
      appendMapped();
    } else {
      emit(composed());
    }
    record(start, segmentEnd, outStart);
    if (segmentEnd < at) {
      map.add(segmentEnd, at, out.length(), out.length());
    }
  }

  /** Collects the marks behind a character; says whether they are diacritics only. */
  private boolean gather(int from, boolean defective) {
    boolean simple = !defective;
    int marks = 0;
    int i = from;
    while (i < text.length()) {
      int codePoint = text.codePointAt(i);
      byte kind = CharacterKinds.kind(codePoint);
      int next = i + Character.charCount(codePoint);
      if (kind == CharacterKinds.INVISIBLE) {
        if (isKept(codePoint, next)) {
          break;
        }
        hide(i, next, codePoint);
      } else if (kind != CharacterKinds.MARK) {
        break;
      } else {
        if (CharacterKinds.isDiacritic(codePoint)) {
          addDiacritic(CharacterKinds.mapping(codePoint));
        } else if (!CharacterKinds.isCounted(codePoint)) {
          if (segment.length() >= LONGEST_SEGMENT) {
            break;
          }
          marks = 0;
          simple = false;
          segment.appendCodePoint(codePoint);
          keep(codePoint);
        } else if (++marks <= MOST_MARKS) {
          simple = false;
          segment.appendCodePoint(codePoint);
          keep(codePoint);
        }
        segmentEnd = next;
      }
      i = next;
    }
    at = i;
    return simple;
  }

  private void addDiacritic(String mark) {
    for (int i = 0; i < mark.length(); i++) {
      if (diacriticCount < MOST_DIACRITICS) {
        diacritics[diacriticCount] = mark.charAt(i);
      }
      diacriticCount++;
    }
  }

  // What a character alone is replaced by needs no second look.
  private void appendMapped() {
    out.append(segment);
    for (int i = 0; i < segment.length(); i++) {
      suspects |= LookAlikes.isSuspect(segment.charAt(i));
    }
  }

  private String composed() {
    int end = segment.length() - 1;
    if (diacriticCount <= MOST_DIACRITICS && end >= 0) {
      char base = segment.charAt(end);
      segment.setCharAt(end, Compositions.compose(base, diacritics, diacriticCount));
    }
    return segment.toString();
  }

  private String normalised(String marked) {
    String known = remembered.get(marked);
    if (known == null) {
      known = Normalizer.normalize(marked, Form.NFKC);
      if (remembered.size() < REMEMBERED) {
        remembered.put(marked, known);
      }
    }
    return known;
  }

  private void emit(String normalised) {
    int marks = 0;
    for (int i = 0; i < normalised.length(); ) {
      int codePoint = normalised.codePointAt(i);
      i += Character.charCount(codePoint);
      boolean mark =
          codePoint >= 0x300
              && CharacterKinds.kind(codePoint) == CharacterKinds.MARK
              && CharacterKinds.isCounted(codePoint);
      marks = mark ? marks + 1 : 0;
      if (marks <= MOST_MARKS && !(mark && CharacterKinds.isDiacritic(codePoint))) {
        out.appendCodePoint(codePoint);
        suspects |= LookAlikes.isSuspect(codePoint);
      }
    }
  }

  private void record(int start, int end, int outStart) {
    int length = out.length() - outStart;
    boolean parallel = length == end - start;
    for (int i = 0; parallel && length > 1 && i < length; i++) {
      parallel = text.charAt(start + i) == out.charAt(outStart + i);
    }
    if (!parallel) {
      map.add(start, end, outStart, out.length());
    }
  }

  private boolean isKept(int codePoint, int next) {
    int after = next < text.length() ? text.codePointAt(next) : -1;
    return Joiners.isKept(lastBase, last, codePoint, after)
        && !(Joiners.isJoiner(codePoint) && (mixedMarks || Joiners.hasMixedMarks(text, next)));
  }

  private void invisible(int start, int codePoint) {
    int end = start + Character.charCount(codePoint);
    if (isKept(codePoint, end)) {
      copy(end);
      return;
    }
    hide(start, end, codePoint);
    map.add(start, end, out.length(), out.length());
    at = end;
  }

  private void hide(int start, int end, int codePoint) {
    int after = end < text.length() ? text.codePointAt(end) : -1;
    boolean honest =
        Joiners.isHonest(beside(start), codePoint, after)
            || (codePoint == 0xFEFF && start == 0)
            || (Joiners.isDirectional(codePoint) && isRightToLeft());
    if (honest) {
      return;
    }
    if (hiddenEnd != start) {
      flushHidden();
    }
    hiddenStart = hiddenStart < 0 ? start : hiddenStart;
    hiddenEnd = end;
  }

  // A selector counts as seen here: two in a row have no use.
  private int beside(int start) {
    int before = start > 0 ? text.codePointBefore(start) : -1;
    return Joiners.isSelector(before) ? before : last;
  }

  private void flushHidden() {
    if (hiddenStart >= 0) {
      hidden.add(new Span(hiddenStart, hiddenEnd, Span.Kind.HIDDEN));
      hiddenStart = -1;
    }
  }

  private boolean isRightToLeft() {
    if (!scannedForRightToLeft) {
      scannedForRightToLeft = true;
      rightToLeft = Letters.hasRightToLeft(text);
    }
    return rightToLeft;
  }
}
