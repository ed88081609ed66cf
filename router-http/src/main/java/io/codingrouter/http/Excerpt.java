package io.codingrouter.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The sentence of a server's error, as far as it may be shown. Keys are masked. Servers like to
 * repeat what they were asked, so a sentence that shares {@value #RUN} characters with the request,
 * or holds a whole text of it, is left out; so are single words of the request that look like an
 * address or a number of a person.
 */
final class Excerpt {
  private static final JsonMapper MAPPER = new JsonMapper();

  /** Values of these fields are words of the protocol, not of a person. */
  private static final Set<String> PROTOCOL =
      Set.of(
          "detail",
          "effort",
          "enum",
          "format",
          "id",
          "model",
          "name",
          "reasoning_effort",
          "required",
          "role",
          "service_tier",
          "tool_choice",
          "type");

  private static final int READ = 2_000;
  private static final int SHOWN = 300;
  private static final int RUN = 24;

  private Excerpt() {}

  /**
   * Makes a sentence fit to be shown.
   *
   * @param sentence what the server said
   * @param requestBody what it was sent, as JSON
   * @param secrets what must not be shown
   * @return at most 300 characters on one line, {@code ""} if nothing may be shown
   */
  static String of(String sentence, String requestBody, Secrets secrets) {
    String line = oneLine(sentence.substring(0, Math.min(sentence.length(), READ)));
    List<String> texts = texts(requestBody);
    SharedRun run = new SharedRun(line, RUN);
    for (String text : texts) {
      String asked = oneLine(text);
      boolean whole = asked.length() > 4 && asked.length() < RUN && line.contains(asked);
      if (whole || run.isIn(asked)) {
        return "";
      }
    }
    String safe = secrets.mask(withoutPersonalWords(line, texts));
    return safe.length() <= SHOWN ? safe : safe.substring(0, SHOWN).strip() + "…";
  }

  /** All texts of the request, those of the protocol left out. */
  private static List<String> texts(String body) {
    List<String> texts = new ArrayList<>();
    try (JsonParser parser = MAPPER.getFactory().createParser(body)) {
      JsonToken token;
      while ((token = parser.nextToken()) != null) {
        if (token == JsonToken.VALUE_STRING && !PROTOCOL.contains(field(parser))) {
          texts.add(parser.getText());
        }
      }
    } catch (IOException e) {
      // What could be read up to here has been; the body as it stands guards the rest.
      texts.add(body);
    }
    return texts;
  }

  /** The name of the field that a value stands in, of its list if it is in one. */
  private static String field(JsonParser parser) {
    JsonStreamContext at = parser.getParsingContext();
    if (at.inArray()) {
      at = at.getParent();
    }
    String name = at.getCurrentName();
    return name == null ? "" : name;
  }

  private static String withoutPersonalWords(String line, List<String> texts) {
    StringBuilder safe = new StringBuilder(line.length());
    for (String word : line.split(" ", -1)) {
      String core = core(word);
      boolean personal =
          core.indexOf('@') > 0 || core.chars().filter(Character::isDigit).count() > 3;
      boolean ours = personal && texts.stream().anyMatch(text -> text.contains(core));
      safe.append(safe.isEmpty() ? "" : " ").append(ours ? "••••" : word);
    }
    return safe.toString();
  }

  /** A word without the signs around it. */
  private static String core(String word) {
    int start = 0;
    int end = word.length();
    while (start < end && !Character.isLetterOrDigit(word.charAt(start))) {
      start++;
    }
    while (end > start && !Character.isLetterOrDigit(word.charAt(end - 1))) {
      end--;
    }
    return word.substring(start, end);
  }

  /** White space and control characters become single spaces. */
  private static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    boolean gap = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || Character.isISOControl(c) || Character.isWhitespace(c)) {
        gap = true;
      } else {
        line.append(gap && !line.isEmpty() ? " " : "").append(c);
        gap = false;
      }
    }
    return line.toString();
  }
}
