package io.codingrouter.signal;

import io.codingrouter.message.ChatMessage;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.ContentPart;
import java.util.Collections;
import java.util.List;

/** A conversation rule as a signal. */
final class ConversationSignal extends Evaluator {
  private final ConversationRule rule;

  ConversationSignal(ConversationRule rule) {
    super(rule.type(), rule.name());
    this.rule = rule;
  }

  @Override
  Cost cost() {
    return Cost.REQUEST;
  }

  @Override
  boolean reads(Matter matter) {
    return matter == Matter.LOOP && rule.readsLoops();
  }

  @Override
  SignalResult evaluate(SignalMatches matches, int number) {
    int count = count(matches.request());
    matches.keep(number, count);
    boolean fires = rule.count().isEmpty() ? count > 0 : rule.count().contain(count);
    return fires ? SignalResult.HIT : SignalResult.MISS;
  }

  private int count(ChatRequest request) {
    List<ChatMessage> messages = request.messages();
    if (!rule.tool().isEmpty()) {
      return countTool(request);
    }
    return switch (rule.source()) {
      case MESSAGE -> (int) messages.stream().filter(m -> isOfRole(m.role())).count();
      case TOOL_DEFINITION -> request.tools();
      case ASSISTANT_TOOL_CALL -> messages.stream().mapToInt(ChatMessage::toolCalls).sum();
      case ASSISTANT_TOOL_CYCLE ->
          (int) messages.stream().filter(ChatMessage::hasToolCalls).count();
      case ACTIVE_TOOL_LOOP -> endsInToolResult(messages) ? 1 : 0;
      case IMAGE_CONTENT ->
          (int)
              messages.stream()
                  .flatMap(message -> message.parts().stream())
                  .filter(ConversationSignal::isImage)
                  .count();
      case TOOL_CHOICE_REQUIRED -> isForced(toolChoice(request)) ? 1 : 0;
      case TOOL_CHOICE_NONE -> toolChoice(request).equals("\"none\"") ? 1 : 0;
      case FLOW_TOOL_STATE -> 0;
    };
  }

  private static String toolChoice(ChatRequest request) {
    return request.json("/tool_choice").orElse("");
  }

  /** Whether a choice demands a call: any tool, or the one that it names. */
  private static boolean isForced(String choice) {
    return choice.equals("\"required\"") || choice.startsWith("{");
  }

  private int countTool(ChatRequest request) {
    return switch (rule.source()) {
      case TOOL_DEFINITION -> named(request.toolNames());
      case ASSISTANT_TOOL_CALL ->
          request.messages().stream().mapToInt(m -> named(m.toolCallNames())).sum();
      case ASSISTANT_TOOL_CYCLE ->
          (int) request.messages().stream().filter(m -> named(m.toolCallNames()) > 0).count();
      default -> 0; // no other source has tools
    };
  }

  private int named(List<String> tools) {
    return Collections.frequency(tools, rule.tool());
  }

  private boolean isOfRole(String role) {
    return switch (rule.role()) {
      case "" -> true;
      case "non_user" -> !role.equals("user");
      default -> role.equals(rule.role());
    };
  }

  private static boolean endsInToolResult(List<ChatMessage> messages) {
    if (messages.isEmpty()) {
      return false;
    }
    ChatMessage last = messages.get(messages.size() - 1);
    return last.role().equals("tool")
        || last.role().equals("function")
        || last.parts().stream().anyMatch(part -> part.type().equals("tool_result"));
  }

  private static boolean isImage(ContentPart part) {
    return part.type().equals("image_url")
        || part.type().equals("input_image")
        || part.type().equals("image");
  }

  @Override
  List<String> evidence(SignalMatches matches, int number) {
    String tool = rule.tool().isEmpty() ? "" : " " + rule.tool();
    return List.of(matches.kept(number) + " of " + rule.source().configName() + tool);
  }
}
