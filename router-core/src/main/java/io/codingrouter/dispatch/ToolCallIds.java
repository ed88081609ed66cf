package io.codingrouter.dispatch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Fits the ids of tool calls to a backend that takes only some, over one conversation. An id that
 * fits stays; any other becomes the same one every time, so the beginning of a conversation stays
 * as it is from turn to turn. An id that was used before is made another, since servers that count
 * from zero in each reply are many, and those that refuse a second {@code call_0} are too. Used by
 * one thread.
 */
final class ToolCallIds {
  private static final String LETTERS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  /** What a backend takes for an id. */
  enum Form {
    /** Letters, digits, {@code _} and {@code -}. */
    ANTHROPIC(24, 128) {
      @Override
      boolean takes(int c) {
        return isAlphanumeric(c) || c == '_' || c == '-';
      }
    },
    /** Signs without spaces, 40 at most; OpenAI's own ids and Gemini's are such. */
    OPENAI(24, 40) {
      @Override
      boolean takes(int c) {
        return c > ' ' && c < 127;
      }
    },
    /** Nine letters and digits. */
    MISTRAL(9, 9) {
      @Override
      boolean takes(int c) {
        return isAlphanumeric(c);
      }
    };

    private final int length;
    private final int longest;

    Form(int length, int longest) {
      this.length = length;
      this.longest = longest;
    }

    abstract boolean takes(int c);

    private boolean fits(String id) {
      return !id.isEmpty()
          && id.length() <= longest
          && (length != longest || id.length() == length)
          && id.chars().allMatch(this::takes);
    }
  }

  private final Form form;
  private final Set<String> used = new HashSet<>();
  private final Map<String, Deque<String>> open = new LinkedHashMap<>();

  ToolCallIds(Form form) {
    this.form = form;
  }

  /** The id of a call, for the backend; its result may be asked for from now on. */
  String ofCall(String id) {
    String fitted = form.fits(id) ? id : hash(id, 0);
    for (int n = 1; !used.add(fitted); n++) {
      fitted = hash(id, n);
    }
    open.computeIfAbsent(id, key -> new ArrayDeque<>()).add(fitted);
    return fitted;
  }

  /** The id of the call that a result belongs to; empty if none is waiting for one. */
  Optional<String> ofResult(String id) {
    Deque<String> waiting = open.get(id);
    return waiting == null ? Optional.empty() : Optional.ofNullable(waiting.poll());
  }

  /** The calls that wait for a result; they wait no more. */
  List<String> unanswered() {
    List<String> waiting = open.values().stream().flatMap(Deque::stream).toList();
    open.clear();
    return waiting;
  }

  private String hash(String id, int occurrence) {
    byte[] digest;
    try {
      digest =
          MessageDigest.getInstance("SHA-256")
              .digest((occurrence + ":" + id).getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JVM has SHA-256", e);
    }
    StringBuilder text = new StringBuilder(form.length);
    for (int i = 0; i < form.length; i++) {
      text.append(LETTERS.charAt(Byte.toUnsignedInt(digest[i]) % LETTERS.length()));
    }
    return text.toString();
  }

  private static boolean isAlphanumeric(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
