package io.codingrouter.dispatch;

import io.codingrouter.message.ChatMessage;
import io.codingrouter.message.ChatRequest;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Says something in the name of the system.
 *
 * @param text what is said
 * @param replaces whether it stands in the place of what the system says at the beginning of the
 *     conversation, rather than before it
 */
record SystemPrompt(String text, boolean replaces) implements RequestEdit {
  private static final String MESSAGES = "/messages";

  static SystemPrompt of(Map<String, Object> settings) {
    return new SystemPrompt(
        String.valueOf(settings.get("system_prompt")), !"insert".equals(settings.get("mode")));
  }

  @Override
  public void apply(ChatRequest request, RequestEdits edits) {
    if (!request.json(MESSAGES).orElse("").startsWith("[")) {
      edits.note("system_prompt not set: the request has no messages");
      return;
    }
    int leading = leading(request.messages());
    String said = replaces || leading == 0 ? "message" : "text";
    edits.setJson(
        MESSAGES,
        messages(request, leading),
        replaces && leading > 0 ? "system prompt replaced" : "system prompt inserted as " + said);
  }

  /** How many messages at the beginning are the system's. */
  private static int leading(List<ChatMessage> messages) {
    int leading = 0;
    while (leading < messages.size() && isSystem(messages.get(leading).role())) {
      leading++;
    }
    return leading;
  }

  private static boolean isSystem(String role) {
    return role.equals("system") || role.equals("developer");
  }

  private String messages(ChatRequest request, int leading) {
    List<ChatMessage> messages = request.messages();
    StringJoiner array = new StringJoiner(",", "[", "]");
    ChatRequest first =
        ChatRequest.builder()
            .message(leading == 0 ? "system" : messages.get(0).role(), text)
            .build();
    array.add(
        leading == 0 || replaces
            ? first.json("/messages/0").orElseThrow()
            : prefixed(request).json("/messages/0").orElseThrow());
    int kept = replaces ? leading : Math.min(leading, 1);
    for (int i = kept; i < messages.size(); i++) {
      array.add(request.json(MESSAGES + "/" + i).orElseThrow());
    }
    return array.toString();
  }

  /** The request with the text before that of its first message; its other fields stay. */
  private ChatRequest prefixed(ChatRequest request) {
    String pointer = "/messages/0/content";
    String content = request.json(pointer).orElse("null");
    if (!content.startsWith("[")) {
      String present = request.messages().get(0).text();
      return request.toBuilder()
          .set(pointer, present.isEmpty() ? text : text + "\n\n" + present)
          .build();
    }
    String part =
        ChatRequest.builder()
            .set("/part/type", "text")
            .set("/part/text", text)
            .build()
            .json("/part")
            .orElseThrow();
    String rest = content.substring(1);
    return request.toBuilder()
        .setJson(pointer, "[" + part + (rest.equals("]") ? "" : ",") + rest)
        .build();
  }
}
