package io.codingrouter.dispatch;

import io.codingrouter.message.ChatMessage;
import io.codingrouter.message.ChatRequest;
import java.util.List;

/**
 * Takes the calls of tools and their results out of a conversation, for backends that refuse them
 * where no tool is defined. A message that then says nothing goes as well; what the model said
 * beside a call stays.
 */
record ToolHistory() implements RequestEdit {
  @Override
  public void apply(ChatRequest request, RequestEdits edits) {
    List<ChatMessage> messages = request.messages();
    ChatRequest.Builder stripped = request.toBuilder();
    int affected = 0;
    for (int i = messages.size() - 1; i >= 0; i--) {
      ChatMessage message = messages.get(i);
      String pointer = "/messages/" + i;
      boolean result = message.role().equals("tool") || message.role().equals("function");
      if (result || (message.hasToolCalls() && isSilent(request, message, pointer))) {
        stripped.remove(pointer);
        affected++;
      } else if (message.hasToolCalls()) {
        stripped.remove(pointer + "/tool_calls").remove(pointer + "/function_call");
        affected++;
      }
    }
    if (affected > 0) {
      String json = stripped.build().json("/messages").orElseThrow();
      edits.setJson("/messages", json, "tool calls removed from " + affected + " messages");
    }
  }

  private static boolean isSilent(ChatRequest request, ChatMessage message, String pointer) {
    return message.parts().stream().allMatch(part -> part.isText() && part.text().isBlank())
        && request.json(pointer + "/refusal").filter(json -> !json.equals("null")).isEmpty()
        && request.json(pointer + "/audio").filter(json -> !json.equals("null")).isEmpty();
  }
}
