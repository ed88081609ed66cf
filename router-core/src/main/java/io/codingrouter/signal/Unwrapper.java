package io.codingrouter.signal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what an agent marks in a message as the human's words. Used once. */
final class Unwrapper {
  private static final String REMINDER = "<system-reminder>";
  private static final String END_OF_REMINDER = "</system-reminder>";

  private final Envelopes envelopes;
  private final List<String> texts;
  private final String following;
  private final List<String> found = new ArrayList<>();
  private final Map<String, Boolean> companions = new HashMap<>();

  /**
   * Creates an unwrapper.
   *
   * @param envelopes the table
   * @param texts the texts of the message's parts
   * @param following the first text of the user's next message, {@code ""} if there is none
   */
  Unwrapper(Envelopes envelopes, List<String> texts, String following) {
    this.envelopes = envelopes;
    this.texts = texts;
    this.following = following;
  }

  /** Returns what a message of the user marks as human, in order; empty if it marks nothing. */
  List<String> ofUser() {
    for (int part = 0; part < texts.size(); part++) {
      String text = texts.get(part);
      int from = Tag.skipSpace(text, 0);
      if (from < text.length()) {
        afterHeading(text, from);
        inReminders(text, false);
        if (beginsAround(text, from)) {
          inLines(text);
        } else {
          atHead(part, text, from);
        }
      }
    }
    return found;
  }

  /** Returns what a message of the system passes on from the human. */
  List<String> ofSystem() {
    texts.forEach(text -> inReminders(text, true));
    return found;
  }

  private void add(String inside) {
    String stripped = inside.strip();
    if (!stripped.isEmpty()) {
      found.add(stripped);
    }
  }

  private void afterHeading(String text, int from) {
    int first = -1;
    int end = 0;
    for (Marker marker : envelopes.headings()) {
      if (text.startsWith(marker.text(), from)) {
        int at = text.indexOf(marker.condition(), from);
        if (at >= 0 && (first < 0 || at < first)) {
          first = at;
          end = at + marker.condition().length();
        }
      }
    }
    if (first >= 0) {
      add(text.substring(end));
    }
  }

  private void inReminders(String text, boolean bare) {
    String last = "";
    for (Marker marker : envelopes.reminders()) {
      if (!marker.text().equals(last)) {
        last = marker.text();
        inReminders(text, marker.text(), bare);
      }
    }
  }

  private void inReminders(String text, String sentence, boolean bare) {
    int at = text.indexOf(sentence);
    while (at >= 0) {
      int before = at;
      while (before > 0 && Character.isWhitespace(text.charAt(before - 1))) {
        before--;
      }
      boolean wrapped = text.startsWith(REMINDER, before - REMINDER.length());
      if (!wrapped && !(bare && before == 0)) {
        at = text.indexOf(sentence, at + sentence.length());
        continue;
      }
      int end = wrapped ? text.indexOf(END_OF_REMINDER, at) : text.length();
      if (end < 0) {
        return;
      }
      add(upToCondition(sentence, text.substring(at + sentence.length(), end)));
      at = text.indexOf(sentence, end);
    }
  }

  private String upToCondition(String sentence, String inside) {
    int end = inside.length();
    for (Marker marker : envelopes.reminders()) {
      int at = marker.text().equals(sentence) ? inside.indexOf(marker.condition()) : -1;
      end = at >= 0 ? Math.min(end, at) : end;
    }
    return inside.substring(0, end);
  }

  private boolean beginsAround(String text, int from) {
    for (Marker marker : envelopes.partSentences(text.charAt(from))) {
      if (marker.kind() == Marker.Kind.SKIP_AROUND && text.startsWith(marker.text(), from)) {
        return true;
      }
    }
    return false;
  }

  private void inLines(String text) {
    int at = text.indexOf("\n<");
    while (at >= 0) {
      Tag tag = Tag.at(text, at + 1);
      Marker marker = unwrapping(tag);
      int close = tag == null || marker == null ? -1 : text.indexOf(tag.closing(), tag.end());
      if (tag != null && close >= 0) {
        add(text.substring(tag.end(), close));
        at = close;
      } else if (marker != null) {
        return;
      }
      at = text.indexOf("\n<", at + 1);
    }
  }

  // Block after block from the start of the part; the first thing that is none ends it.
  private void atHead(int part, String text, int from) {
    boolean inCommand =
        SlashCommand.isCommand(text) && !SlashCommand.isLocal(texts, part, following);
    int at = from;
    while (at < text.length() && text.charAt(at) == '<') {
      Tag tag = Tag.at(text, at);
      int close = tag == null ? -1 : text.indexOf(tag.closing(), tag.end());
      if (tag == null || close < 0) {
        return;
      }
      int end = Tag.skipSpace(text, close + tag.closing().length());
      Marker marker = unwrapping(tag);
      boolean whole = at == from && end == text.length();
      if (marker != null && counts(marker, inCommand, whole)) {
        add(text.substring(tag.end(), close));
      }
      at = end;
    }
  }

  private boolean counts(Marker marker, boolean inCommand, boolean whole) {
    if (marker.text().equals(SlashCommand.ARGUMENTS)) {
      return inCommand;
    }
    return marker.kind() == Marker.Kind.UNWRAP
        || whole
        || companions.computeIfAbsent(
            marker.condition(), wanted -> texts.stream().anyMatch(text -> text.contains(wanted)));
  }

  private @Nullable Marker unwrapping(@Nullable Tag tag) {
    Marker marker = tag == null ? null : envelopes.tag(tag.name(), 0, tag.name().length());
    return marker != null && marker.kind().unwraps() ? marker : null;
  }
}
