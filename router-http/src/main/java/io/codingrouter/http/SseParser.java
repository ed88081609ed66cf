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
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final int most;
  private final StringBuilder data = new StringBuilder();
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
      byte b = input[position++];
      boolean secondOfTwo = afterReturn && b == '\n';
      afterReturn = b == '\r';
      if (secondOfTwo) {
        continue;
      }
      if (b != '\r' && b != '\n') {
        append(b);
        continue;
      }
      SseEvent event = endLine();
      if (event != null) {
        return event;
      }
    }
    return null;
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

  private void append(byte b) {
    if (length + data.length() >= most) {
      tooLong = true;
      return;
    }
    if (length == line.length) {
      line = Arrays.copyOf(line, 2 * length);
    }
    line[length++] = b;
  }

  private @Nullable SseEvent endLine() {
    int start = 0;
    if (!begun) {
      begun = true;
      boolean marked = length >= MARK.length && Arrays.equals(line, 0, 3, MARK, 0, 3);
      start = marked ? MARK.length : 0;
    }
    String text = new String(line, start, length - start, StandardCharsets.UTF_8);
    length = 0;
    if (text.isEmpty()) {
      return endEvent();
    }
    int colon = text.indexOf(':');
    String field = colon < 0 ? text : text.substring(0, colon);
    String value = colon < 0 ? "" : text.substring(colon + 1);
    field(field, value.startsWith(" ") ? value.substring(1) : value);
    return null;
  }

  // A comment is a field without a name.
  private void field(String field, String value) {
    if (field.equals("data")) {
      if (hasData) {
        data.append('\n');
      }
      data.append(value);
      hasData = true;
    } else if (field.equals("event")) {
      type = value;
    }
  }

  private @Nullable SseEvent endEvent() {
    SseEvent event = hasData ? new SseEvent(type, data.toString()) : null;
    data.setLength(0);
    hasData = false;
    type = "";
    return event;
  }
}
