package io.codingrouter.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.codingrouter.dispatch.Compatibility.Profile;
import io.codingrouter.message.ChatRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes messages in the words that one backend knows. Each is written alike in every request, so
 * the beginning of a conversation stays as it is. Used by one thread.
 */
final class BackendMessages {
  private static final String MESSAGES = "/messages";
  private static final String ROLE = "role";
  private static final String CONTENT = "content";
  private static final String CALLS = "tool_calls";
  private static final String CACHE = "cache_control";

  private static final Set<String> OF_MESSAGE =
      Set.of(ROLE, CONTENT, "name", CALLS, "tool_call_id", "function_call", "extra_content");
  private static final Set<String> OF_CALL = Set.of("id", "type", "function", "extra_content");
  private static final Set<String> OF_FUNCTION = Set.of("name", "arguments");

  /** Fields of messages that may be named. */
  private static final Set<String> NAMED =
      Set.of("annotations", "audio", CACHE, "index", "is_error", "refusal");

  private final Profile profile;
  private final Changes changes = new Changes();

  private BackendMessages(Profile profile) {
    this.profile = profile;
  }

  /** Changes what the backend does not take as it stands. */
  static void apply(Profile profile, ChatRequest request, RequestEdits edits) {
    if (new BackendMessages(profile).mayChange(request)
        && request.json(MESSAGES).map(JsonTree::value).orElse(null) instanceof ArrayNode given) {
      new BackendMessages(profile).apply(given, edits);
    }
  }

  // Looking for words is much cheaper than reading a long conversation.
  private boolean mayChange(ChatRequest request) {
    return switch (profile) {
      case NONE -> false;
      case GEMINI -> true;
      case OPENAI -> request.toJson().contains(CACHE);
      default -> request.toJson().contains("developer");
    };
  }

  private void apply(ArrayNode given, RequestEdits edits) {
    ArrayNode messages = given.deepCopy();
    for (int i = messages.size() - 1; i >= 0; i--) {
      if (messages.get(i) instanceof ObjectNode message) {
        fit(message);
        if (profile == Profile.GEMINI && isEmpty(message)) {
          messages.remove(i);
          changes.add("an empty message removed");
        }
      }
    }
    if (!messages.equals(given)) {
      edits.setJson(MESSAGES, JsonTree.write(messages));
      changes.list().forEach(edits::note);
    }
  }

  private void fit(ObjectNode message) {
    if (profile != Profile.OPENAI && JsonTree.text(message, ROLE).equals("developer")) {
      message.put(ROLE, "system");
      changes.add("role developer written as system");
    }
    if (profile == Profile.GEMINI) {
      keepOnly(message, OF_MESSAGE);
      for (JsonNode call : message.path(CALLS)) {
        keepOnly(call, OF_CALL);
        keepOnly(call.path("function"), OF_FUNCTION);
      }
    }
    if (profile == Profile.GEMINI || profile == Profile.OPENAI) {
      unmark(message);
      message.path(CONTENT).forEach(this::unmark);
    }
  }

  private void keepOnly(JsonNode node, Set<String> names) {
    if (!(node instanceof ObjectNode object)) {
      return;
    }
    for (Map.Entry<String, JsonNode> field : new ArrayList<>(object.properties())) {
      String name = field.getKey();
      if (!names.contains(name)) {
        object.remove(name);
        changes.add(
            (NAMED.contains(name) ? name : "a field that the backend does not know")
                + " removed from a message");
      }
    }
  }

  private void unmark(JsonNode node) {
    if (node instanceof ObjectNode object && object.remove(CACHE) != null) {
      changes.add(CACHE + " removed from a message");
    }
  }

  // A message must have a part; one that says nothing has none.
  private static boolean isEmpty(ObjectNode message) {
    if (!List.of("user", "assistant", "system").contains(JsonTree.text(message, ROLE))
        || message.path(CALLS).size() > 0
        || message.has("function_call")) {
      return false;
    }
    JsonNode content = message.path(CONTENT);
    if (!content.isArray()) {
      return content.isNull() || content.isMissingNode() || content.asText("").isEmpty();
    }
    for (JsonNode part : content) {
      if (!JsonTree.text(part, "type").equals("text") || !JsonTree.text(part, "text").isEmpty()) {
        return false;
      }
    }
    return true;
  }
}
