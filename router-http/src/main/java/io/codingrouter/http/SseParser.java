package io.codingrouter.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads server-sent events as the <a
 * href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML standard</a> says,
 * from bytes that may be cut anywhere: lines end with CR, LF or both, one byte order mark is
 * skipped, comments, ids and retry times are left out. It holds at most one event and the bytes it
 * was last fed. Not safe for concurrent use.
 */
final class SseParser {
  private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] EVENT = "event".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final int most;
  private final StringBuilder lines = new StringBuilder();
  private String data = "";
  private byte[] input = {};
  private int position;
  private byte[] line = new byte[512];
  private int length;
  private String type = "";
  private boolean hasData;
  private boolean afterReturn;
  private boolean begun;
  private boolean tooLong;

  /**
   * Creates a parser.
   *
   * @param most bytes of an event, more than zero; see {@link #isTooLong()}
   */
  SseParser(int most) {
    this.most = most;
  }

  /** Adds bytes, after {@link #next()} has found no event in those before. */
  void feed(byte[] bytes) {
    input = bytes;
    position = 0;
  }

  /** Returns the next event, null if more bytes are needed or the event is too long. */
  @Nullable SseEvent next() {
    while (position < input.length && !tooLong) {
      boolean secondOfTwo = afterReturn && input[position] == '\n';
      afterReturn = false;
      if (secondOfTwo) {
        position++;
        continue;
      }
      int end = endOfLine();
      append(end - position);
      position = end;
      if (end < input.length && !tooLong) {
        afterReturn = input[position++] == '\r';
        SseEvent event = endLine();
        if (event != null) {
          return event;
        }
      }
    }
    return null;
  }

  private int endOfLine() {
    int end = position;
    while (end < input.length && input[end] != '\n' && input[end] != '\r') {
      end++;
    }
    return end;
  }

  /** Whether an event was longer than allowed; nothing can be read after it. */
  boolean isTooLong() {
    return tooLong;
  }

  /** Whether a part of a line or of an event is waiting for its end. */
  boolean isPending() {
    return length > 0 || hasData || !type.isEmpty();
  }

  /**
   * Ends what is pending, though its end never came.
   *
   * @return the event that it would have been, null if it had no data
   */
  @Nullable SseEvent end() {
    if (length > 0) {
      SseEvent unused = endLine();
    }
    return endEvent();
  }

  private void append(int bytes) {
    int held = length + (lines.isEmpty() ? data.length() : lines.length());
    if (held + bytes > most) {
      tooLong = true;
      return;
    }
    if (length + bytes > line.length) {
      line = Arrays.copyOf(line, Math.max(2 * line.length, length + bytes));
    }
    System.arraycopy(input, position, line, length, bytes);
    length += bytes;
  }

  private @Nullable SseEvent endLine() {
    int start = 0;
    if (!begun) {
      begun = true;
      boolean marked = length >= MARK.length && Arrays.equals(line, 0, 3, MARK, 0, 3);
      start = marked ? MARK.length : 0;
    }
    int end = length;
    length = 0;
    if (start == end) {
      return endEvent();
    }
    int colon = start;
    while (colon < end && line[colon] != ':') {
      colon++;
    }
    int value = Math.min(colon + 1, end);
    if (value < end && line[value] == ' ') {
      value++;
    }
    // A comment is a field without a name.
    if (Arrays.equals(line, start, colon, DATA, 0, DATA.length)) {
      addData(new String(line, value, end - value, StandardCharsets.UTF_8));
    } else if (Arrays.equals(line, start, colon, EVENT, 0, EVENT.length)) {
      type = new String(line, value, end - value, StandardCharsets.UTF_8);
    }
    return null;
  }

  /** Most events have one line, which is kept as it is. */
  private void addData(String value) {
    if (!hasData) {
      hasData = true;
      data = value;
      return;
    }
    lines.append(lines.isEmpty() ? data : "").append('\n').append(value);
  }

  private @Nullable SseEvent endEvent() {
    SseEvent event = hasData ? new SseEvent(type, lines.isEmpty() ? data : lines.toString()) : null;
    data = "";
    lines.setLength(0);
    hasData = false;
    type = "";
    return event;
  }
}
