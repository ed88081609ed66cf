package io.codingrouter.signal;

import io.codingrouter.message.ChatMessage;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ContentPart;
import io.codingrouter.signal.EnvelopeCutter.Surroundings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request's text by source. Each source is worked out once, on first use. Used by one thread.
 *
 * <p>The human's turn is found by walking back from the end of the conversation to the newest
 * message in which anything is left once {@link Envelopes} have been taken off. What tools, models
 * and systems say is passed by, so all requests of a loop of tool calls have the ask that started
 * it. Of the human's words, code is told from prose: blocks in fences, and lines of pasted code. A
 * message that is nothing but code is the ask all the same.
 */
public final class RequestText {
  private static final int UNKNOWN = -2;
  private static final int NONE = -1;

  private final Envelopes envelopes;
  private final ChatRequest request;
  private int turn = UNKNOWN;
  private String ask = "";
  private String code = "";
  private @Nullable String attachments;
  private @Nullable String history;
  private @Nullable String all;
  private @Nullable Map<TextSource, TextWords> folded;
  private @Nullable Map<TextSource, TextWords> exact;

  RequestText(Envelopes envelopes, ChatRequest request) {
    this.envelopes = envelopes;
    this.request = request;
  }

  ChatRequest request() {
    return request;
  }

  /**
   * Returns one part of the text.
   *
   * @param source which part
   * @return the text, {@code ""} if there is none
   */
  public String of(TextSource source) {
    return switch (source) {
      case ASK -> turn() == NONE ? "" : ask;
      case CODE -> turn() == NONE ? "" : code;
      case ATTACHMENTS -> attachments();
      case HISTORY -> history();
      case ALL -> all();
    };
  }

  /**
   * Returns the request as it was when its human ask was made: without what models and tools said
   * since, so that all requests of a loop of tool calls are judged alike.
   *
   * @return the very request if nothing was said since, or there is no human ask
   */
  public ChatRequest atTurn() {
    return turn() == NONE ? request : request.upTo(endOfTurn(turn()));
  }

  /**
   * Returns the request as it was when the human asked before this ask.
   *
   * @return empty if this is the first ask
   */
  public Optional<ChatRequest> beforeTurn() {
    for (int i = turn() - 1; i >= 0 && !endsExamples(i); i--) {
      if (!human(i).isEmpty()) {
        return Optional.of(request.upTo(endOfTurn(i)));
      }
    }
    return Optional.empty();
  }

  /**
   * Returns where the human ask stands.
   *
   * @return the place of its message, -1 if there is none
   */
  public int turnStart() {
    return turn();
  }

  private int endOfTurn(int start) {
    for (int i = start + 1; i < request.messages().size(); i++) {
      String role = request.messages().get(i).role();
      if (!role.equals("user") && !role.equals("system") && !role.equals("developer")) {
        return i;
      }
    }
    return request.messages().size();
  }

  /**
   * Returns the words of one part of the text.
   *
   * @param source which part
   * @param folded whether case shall not count
   * @return its words, split once
   */
  TextWords words(TextSource source, boolean folded) {
    Map<TextSource, TextWords> known = folded ? this.folded : exact;
    if (known == null) {
      known = new EnumMap<>(TextSource.class);
      if (folded) {
        this.folded = known;
      } else {
        exact = known;
      }
    }
    return known.computeIfAbsent(source, absent -> TextWords.of(of(source), folded));
  }

  private int turn() {
    if (turn == UNKNOWN) {
      turn = NONE;
      for (int i = request.messages().size() - 1; i >= 0; i--) {
        String human = human(i);
        if (!human.isEmpty()) {
          CodeSplitter split = new CodeSplitter(human);
          ask = split.ask();
          code = split.code();
          turn = i;
          break;
        }
      }
    }
    return turn;
  }

  // What was attached since the human spoke before.
  private String attachments() {
    String known = attachments;
    if (known == null) {
      Deque<String> found = new ArrayDeque<>();
      boolean before = false;
      for (int i = request.messages().size() - 1; i >= 0 && !before; i--) {
        List<String> here = new ArrayList<>();
        before = !human(i, here).isEmpty() && i < turn();
        if (!before && !here.isEmpty()) {
          found.addFirst(String.join("\n", here));
        }
      }
      known = String.join("\n", found);
      attachments = known;
    }
    return known;
  }

  private String history() {
    String known = history;
    if (known == null) {
      List<String> asks = earlierAsks(Integer.MAX_VALUE);
      Collections.reverse(asks);
      known = String.join("\n", asks);
      history = known;
    }
    return known;
  }

  /**
   * Returns what the human asked in earlier turns.
   *
   * @param most how many turns to look back on, at most
   * @return the asks, the newest first
   */
  List<String> earlierAsks(int most) {
    List<String> asks = new ArrayList<>();
    for (int i = turn() - 1; i >= 0 && asks.size() < most && !endsExamples(i); i--) {
      String human = human(i);
      if (!human.isEmpty()) {
        asks.add(new CodeSplitter(human).ask());
      }
    }
    return asks;
  }

  private boolean endsExamples(int index) {
    String text = isUser(index) ? firstText(index) : "";
    if (!text.isEmpty()) {
      for (Marker sentence : envelopes.partSentences(text.charAt(0))) {
        if (sentence.kind() == Marker.Kind.SKIP_EXAMPLES && text.startsWith(sentence.text())) {
          return true;
        }
      }
    }
    return false;
  }

  private String all() {
    String known = all;
    if (known == null) {
      List<String> texts =
          request.messages().stream()
              .map(ChatMessage::text)
              .filter(text -> !text.isEmpty())
              .toList();
      known = texts.size() == 1 ? texts.get(0) : String.join("\n", texts);
      all = known;
    }
    return known;
  }

  /** Returns the human's words in a message, {@code ""} if there are none. */
  private String human(int index) {
    return human(index, new ArrayList<>(0));
  }

  /** Returns the human's words in a message, and adds what is attached to it. */
  private String human(int index, List<String> attached) {
    ChatMessage message = request.messages().get(index);
    return switch (message.role()) {
      case "user" -> isExpansion(index) ? "" : humanOfUser(index, message, attached);
      case "system", "developer" ->
          String.join("\n", new Unwrapper(envelopes, texts(message), "").ofSystem());
      default -> "";
    };
  }

  private String humanOfUser(int index, ChatMessage message, List<String> attached) {
    List<ContentPart> parts = message.parts();
    if (parts.size() == 1 && parts.get(0).isText() && envelopes.isPlain(parts.get(0).text())) {
      return parts.get(0).text().strip();
    }
    List<String> texts = texts(message);
    boolean last = index + 1 == request.messages().size();
    Surroundings surroundings =
        last
            ? Surroundings.NONE
            : isUser(index + 1)
                ? new Surroundings(firstText(index + 1), "")
                : new Surroundings("", firstText(index + 1));
    List<String> unwrapped = new Unwrapper(envelopes, texts, surroundings.following()).ofUser();
    String cut = new EnvelopeCutter(envelopes, texts, surroundings, attached).cut();
    return unwrapped.isEmpty()
        ? cut
        : new EnvelopeCutter(envelopes, unwrapped, Surroundings.NONE, new ArrayList<>()).cut();
  }

  /** Tells whether a message is the prompt that the command in the message before stands for. */
  private boolean isExpansion(int index) {
    if (index == 0 || !isUser(index - 1)) {
      return false;
    }
    List<String> before = texts(request.messages().get(index - 1));
    return !before.isEmpty()
        && SlashCommand.isCommand(before.get(before.size() - 1))
        && !SlashCommand.isLocal(before, before.size() - 1, firstText(index));
  }

  private boolean isUser(int index) {
    return request.messages().get(index).role().equals("user");
  }

  private String firstText(int index) {
    List<String> texts = texts(request.messages().get(index));
    return texts.isEmpty() ? "" : texts.get(0);
  }

  private static List<String> texts(ChatMessage message) {
    List<String> texts = new ArrayList<>(message.parts().size());
    for (ContentPart part : message.parts()) {
      if (part.isText()) {
        texts.add(part.text());
      }
    }
    return texts;
  }

  /** Prints nothing of the request's text. */
  @Override
  public String toString() {
    return "RequestText[" + request + "]";
  }
}
