package io.codingrouter.signal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Cuts an agent's words and attachments out of one message. Used once. */
final class EnvelopeCutter {
  private final Envelopes envelopes;
  private final List<String> texts;
  private final Surroundings surroundings;
  private final List<String> attachments;
  private final List<String> human = new ArrayList<>(1);
  private final List<String> fences = new ArrayList<>(0);
  private final Set<String> unclosed = new HashSet<>();
  private final Set<String> unclosedInMessage = new HashSet<>();
  private int part; // which of the texts is looked at
  private final StringBuilder kept = new StringBuilder(0); // of this text, up to the latest cut
  private int from; // where that ends

  /**
   * What stands around a message.
   *
   * @param following the first text of the user's message right after it, {@code ""} if none
   * @param answer the first text of the model's message right after it, {@code ""} if none
   */
  record Surroundings(String following, String answer) {
    static final Surroundings NONE = new Surroundings("", "");
  }

  /**
   * Creates a cutter.
   *
   * @param envelopes the table
   * @param texts the texts of the message's parts
   * @param surroundings what stands around the message
   * @param attachments where attachments are added
   */
  EnvelopeCutter(
      Envelopes envelopes,
      List<String> texts,
      Surroundings surroundings,
      List<String> attachments) {
    this.envelopes = envelopes;
    this.texts = texts;
    this.surroundings = surroundings;
    this.attachments = attachments;
  }

  /** Returns what is left, the human's words, parts joined by a line break. */
  String cut() {
    for (part = 0; part < texts.size(); part++) {
      judge(texts.get(part));
    }
    // Fences alone are a context for an ask only if there is one.
    if (human.isEmpty()) {
      human.addAll(fences);
    } else {
      fences.forEach(this::attach);
    }
    return human.size() == 1 ? human.get(0) : String.join("\n", human);
  }

  private void judge(String text) {
    int from = Tag.skipSpace(text, 0);
    while (from < text.length()) {
      Marker sentence = sentence(text, from);
      if (sentence == null) {
        break;
      }
      if (sentence.kind() != Marker.Kind.PHRASE) {
        skip(sentence.kind(), text);
        return;
      }
      from = Tag.skipSpace(text, from + sentence.text().length());
    }
    if (from < text.length() && !isCommand(text) && !isToolResult(text, from)) {
      if (part < texts.size() - 1 && Fence.isWhole(text)) {
        fences.add(text);
      } else {
        scan(text, from);
      }
    }
  }

  private @Nullable Marker sentence(String text, int from) {
    for (Marker sentence : envelopes.partSentences(text.charAt(from))) {
      if (text.startsWith(sentence.text(), from) && holds(sentence, text, from)) {
        return sentence;
      }
    }
    return null;
  }

  private boolean holds(Marker sentence, String text, int from) {
    return switch (sentence.kind()) {
      case SKIP -> text.contains(sentence.condition());
      case SKIP_ANSWERED -> surroundings.answer().startsWith(sentence.condition());
      case SKIP_WHOLE -> Tag.skipSpace(text, from + sentence.text().length()) == text.length();
      default -> true;
    };
  }

  private void skip(Marker.Kind kind, String text) {
    if (kind == Marker.Kind.SKIP_FILE || kind == Marker.Kind.SKIP_WITH_NEXT) {
      attach(text);
    }
    if (kind == Marker.Kind.SKIP_WITH_NEXT && text.stripTrailing().indexOf('\n') < 0) {
      attachNext();
    }
  }

  private void attachNext() {
    if (part + 1 < texts.size()) {
      attach(texts.get(++part));
    }
  }

  // After a command comes the prompt that it stands for, unless it is one of the client's own.
  private boolean isCommand(String text) {
    if (SlashCommand.isCommand(text)
        && !SlashCommand.isLocal(texts, part, surroundings.following())) {
      part = texts.size();
      return true;
    }
    return false;
  }

  // [read_file for 'A.java'] and what it gave, there or in the next part; older: ... Result:
  private boolean isToolResult(String text, int from) {
    int name = from + 1;
    int end = text.charAt(from) == '[' ? Tag.endOfName(text, name) : name;
    int endOfLine = text.indexOf('\n', from) < 0 ? text.length() : text.indexOf('\n', from);
    if (end == name
        || !(text.startsWith(" for '", end) || text.startsWith("] Result:", end))
        || text.lastIndexOf(']', endOfLine) < end) {
      return false;
    }
    attach(text);
    if (text.stripTrailing().length() <= endOfLine && text.stripTrailing().endsWith("Result:")) {
      attachNext();
    }
    return true;
  }

  /** Goes through a part; keeps what is between the blocks and the lines that are cut. */
  private void scan(String text, int start) {
    unclosed.clear();
    kept.setLength(0);
    from = start;
    int visible = start; // the first place behind the latest cut that is no white space
    boolean first = true; // whether nothing but what is cut stands before it
    for (int at = start; at < text.length(); at++) {
      Marker line = at == start || text.charAt(at - 1) == '\n' ? line(text, at) : null;
      if (line != null && cutsRest(line, text, at)) {
        return;
      }
      int end = line != null && line.kind() == Marker.Kind.SPAN ? endOfSpan(line, text, at) : 0;
      if (end == 0 && text.charAt(at) == '<') {
        end = block(text, at, first && visible == at);
      }
      if (end > 0) {
        kept.append(text, from, at);
        first &= visible == at;
        from = end;
        visible = Tag.skipSpace(text, from);
        at = end - 1;
      }
    }
    if (from == 0 && kept.isEmpty()) {
      keep(text);
    } else {
      keepUpTo(text, text.length());
    }
  }

  /** Whether a line ends what is kept of this text; if so, what stands before it is kept. */
  private boolean cutsRest(Marker line, String text, int at) {
    return switch (line.kind()) {
      case REST -> {
        keepUpTo(text, at);
        yield true;
      }
      case REST_FILES -> {
        keepUpTo(text, at);
        attach(text.substring(at));
        yield true;
      }
      case SPAN_FILES -> attachSpan(line, text, at);
      default -> false;
    };
  }

  private int endOfSpan(Marker span, String text, int at) {
    return closes(span.condition(), text, at)
        ? text.indexOf(span.condition(), at) + span.condition().length()
        : 0;
  }

  private void keepUpTo(String text, int to) {
    keep(kept.append(text, from, to));
  }

  private void keep(CharSequence piece) {
    String stripped = piece.toString().strip();
    if (!stripped.isEmpty()) {
      human.add(stripped);
    }
  }

  private void attach(String text) {
    String stripped = text.strip();
    if (!stripped.isEmpty()) {
      attachments.add(stripped);
    }
  }

  private @Nullable Marker line(String text, int at) {
    for (Marker sentence : envelopes.lineSentences(text.charAt(at))) {
      if (text.startsWith(sentence.text(), at)) {
        return sentence;
      }
    }
    return null;
  }

  private boolean closes(String closing, String text, int from) {
    if (unclosed.contains(closing)) {
      return false;
    }
    if (text.indexOf(closing, from) < 0) {
      unclosed.add(closing);
      return false;
    }
    return true;
  }

  // To the last closing of the whole message: what is attached may well hold one itself.
  private boolean attachSpan(Marker span, String text, int at) {
    if (unclosedInMessage.contains(span.condition())) {
      return false;
    }
    for (int last = texts.size() - 1; last >= part; last--) {
      String candidate = texts.get(last);
      int close = candidate.lastIndexOf(span.condition());
      if (close >= (last == part ? at : 0)) {
        keepUpTo(text, at);
        attach(last == part ? text.substring(at, close) : text.substring(at));
        for (int between = part + 1; between < last; between++) {
          attach(texts.get(between));
        }
        attach(last == part ? "" : candidate.substring(0, close));
        part = last;
        keep(candidate.substring(close + span.condition().length()));
        return true;
      }
    }
    unclosedInMessage.add(span.condition());
    return false;
  }

  /** Returns the end of the block that begins here, if it is to be cut, else 0. */
  private int block(String text, int at, boolean first) {
    int endOfName = Tag.endOfName(text, at + 1);
    Marker marker = envelopes.tag(text, at + 1, endOfName);
    boolean external = marker == null && text.startsWith("external_", at + 1);
    if ((marker == null && !external) || (at > 0 && text.charAt(at - 1) == '`')) {
      return 0;
    }
    Tag tag = Tag.at(text, at);
    if (tag == null || !closes(tag.closing(), text, tag.end())) {
      return 0;
    }
    int close = text.indexOf(tag.closing(), tag.end());
    int end = close + tag.closing().length();
    if (marker != null && !applies(marker, tag, text, first, end)) {
      return 0;
    }
    if (marker != null && marker.kind().isAttachment()) {
      attach(text.substring(tag.end(), close));
    }
    return end;
  }

  private static boolean applies(Marker marker, Tag tag, String text, boolean first, int end) {
    return switch (marker.kind()) {
      case STRIP, ATTACHMENT -> tag.has(text, marker.condition());
      case STRIP_FIRST, ATTACHMENT_FIRST -> first && tag.has(text, marker.condition());
      case STRIP_WHOLE -> first && Tag.skipSpace(text, end) == text.length();
      // What was typed after a command of the client's own is no ask.
      case UNWRAP -> marker.text().equals(SlashCommand.ARGUMENTS) && SlashCommand.isCommand(text);
      default -> false;
    };
  }
}
