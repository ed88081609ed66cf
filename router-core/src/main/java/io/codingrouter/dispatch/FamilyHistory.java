package io.codingrouter.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Candidate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Fits the history of a conversation in OpenAI's protocol to the family of the model that goes on
 * with it: what another family thought and signed is taken out, ids of tool calls get the form that
 * it takes, and for those that insist on it every call has its result. Each message is fitted alike
 * in every request, so the beginning of a conversation stays as it is from turn to turn. A history
 * that needs nothing stays as it is.
 *
 * <p>Whose thoughts a message holds shows only where they are signed: by Claude in {@code
 * thinking_blocks}, by Gemini in {@code extra_content} of a call. Unsigned ones are a text that the
 * servers of open models take and some want back; the hosted families refuse the fields.
 */
final class FamilyHistory {
  private static final String MESSAGES = "messages";
  private static final String CALLS = "tool_calls";
  private static final String CALL_ID = "tool_call_id";
  private static final String SIGNED = "extra_content";
  private static final String ANOTHER = "reasoning of another model removed";
  private static final List<String> CLAUDE = List.of("thinking_blocks", "content_blocks");
  private static final List<String> REASONING =
      List.of("reasoning_content", "reasoning", "reasoning_details");

  /** What a history that may need fitting holds somewhere. */
  private static final List<String> TRACES =
      List.of("\"thinking_blocks\"", "\"content_blocks\"", "thinking\"", "\"reasoning", SIGNED);

  /** Tells Gemini that a call was made by another model, which has no signature for it. */
  private static final String UNSIGNED = "skip_thought_signature_validator";

  private final Family family;
  private final boolean translatesReasoning;
  private final boolean wantsSignatures;
  private final Changes changes = new Changes();
  private final Optional<ToolCallIds> ids;
  private final ArrayNode strays = JsonTree.NODES.arrayNode();

  /** What matters of a family here. */
  private enum Family {
    CLAUDE,
    GEMINI,
    MISTRAL,
    OPENAI,
    OPEN;

    static Family of(ModelName name) {
      if (name.has("claude")) {
        return CLAUDE;
      }
      if (name.has("gemini")) {
        return GEMINI;
      }
      boolean mistral =
          List.of(
                  "mistral",
                  "mixtral",
                  "ministral",
                  "codestral",
                  "devstral",
                  "magistral",
                  "pixtral")
              .stream()
              .anyMatch(name::has);
      if (mistral) {
        return MISTRAL;
      }
      return !name.has("gpt-oss") && (name.has("gpt") || name.has("chatgpt") || name.isOfSeriesO())
          ? OPENAI
          : OPEN;
    }
  }

  private FamilyHistory(Candidate candidate) {
    ModelName name = ModelName.of(candidate.wireName());
    String host = candidate.baseUri().getHost();
    this.family = Family.of(name);
    this.translatesReasoning =
        host != null && host.toLowerCase(Locale.ROOT).equals("openrouter.ai");
    this.wantsSignatures =
        family == Family.GEMINI && !translatesReasoning && name.versionAfter("gemini") >= 300;
    this.ids = form(family).map(ToolCallIds::new);
  }

  // Hosted models find the call of a result by its id, so they want it told apart from others.
  private static Optional<ToolCallIds.Form> form(Family family) {
    return switch (family) {
      case MISTRAL -> Optional.of(ToolCallIds.Form.MISTRAL);
      case OPENAI, GEMINI -> Optional.of(ToolCallIds.Form.OPENAI);
      case CLAUDE, OPEN -> Optional.empty();
    };
  }

  /** The request as the candidate's family takes it, and what was changed. */
  static Adaptation fit(ChatRequest request, Candidate candidate) {
    FamilyHistory history = new FamilyHistory(candidate);
    return history.mayChange(request) ? history.fit(request) : new Adaptation(request, List.of());
  }

  // Looking for words is much cheaper than reading a long conversation.
  private boolean mayChange(ChatRequest request) {
    String json = request.toJson();
    return TRACES.stream().anyMatch(json::contains)
        || (ids.isPresent() && (json.contains('"' + CALLS + '"') || json.contains(CALL_ID)));
  }

  private Adaptation fit(ChatRequest request) {
    JsonNode given = JsonTree.object(request.toJson()).path(MESSAGES);
    ArrayNode messages = JsonTree.NODES.arrayNode();
    for (JsonNode each : given.isArray() ? given : messages) {
      JsonNode copy = each.deepCopy();
      if (!isResult(copy)) {
        answer(messages);
      }
      if (copy instanceof ObjectNode message) {
        fit(message);
      }
      (isResult(each) && !isResult(copy) ? strays : messages).add(copy);
    }
    answer(messages);
    return messages.equals(given) || !given.isArray()
        ? new Adaptation(request, List.of())
        : new Adaptation(
            request.toBuilder().setJson("/" + MESSAGES, JsonTree.write(messages)).build(),
            changes.list());
  }

  private static boolean isResult(JsonNode message) {
    return JsonTree.text(message, "role").equals("tool");
  }

  // Who was interrupted has calls without results, and hosted models refuse these; results without
  // a call stand behind those that have one.
  private void answer(ArrayNode messages) {
    for (String id : ids.map(ToolCallIds::unanswered).orElse(List.of())) {
      messages.addObject().put("role", "tool").put(CALL_ID, id).put("content", "no result");
      changes.add("a missing tool result added");
    }
    messages.addAll(strays);
    strays.removeAll();
  }

  private void fit(ObjectNode message) {
    if (isResult(message)) {
      ids.ifPresent(form -> fitResult(message, form.ofResult(JsonTree.text(message, CALL_ID))));
      return;
    }
    removeThoughts(message);
    boolean first = true;
    for (JsonNode each : message.path(CALLS)) {
      if (each instanceof ObjectNode call) {
        sign(call, first);
        ids.ifPresent(form -> call.put("id", form.ofCall(JsonTree.text(call, "id"))));
        first = false;
      }
    }
  }

  private void fitResult(ObjectNode message, Optional<String> call) {
    if (call.isPresent()) {
      message.put(CALL_ID, call.get());
    } else {
      message.put("role", "user").remove(CALL_ID);
      changes.add("a tool result without its call sent as the user's");
    }
  }

  private void removeThoughts(ObjectNode message) {
    boolean ofClaude = CLAUDE.stream().anyMatch(message::has);
    boolean refuses = family != Family.OPEN && !translatesReasoning;
    if (family != Family.CLAUDE) {
      remove(message, CLAUDE);
      removeBlocks(message.path("content"));
    }
    if (refuses || (ofClaude && family != Family.CLAUDE)) {
      remove(message, REASONING);
    }
  }

  private void remove(ObjectNode message, List<String> fields) {
    for (String field : fields) {
      if (message.remove(field) != null) {
        changes.add(ANOTHER);
      }
    }
  }

  private void removeBlocks(JsonNode content) {
    if (content instanceof ArrayNode parts) {
      for (int i = parts.size() - 1; i >= 0; i--) {
        String type = JsonTree.text(parts.get(i), "type");
        if (type.equals("thinking") || type.equals("redacted_thinking")) {
          parts.remove(i);
          changes.add(ANOTHER);
        }
      }
    }
  }

  // Of calls that are made at once only the first is signed.
  private void sign(ObjectNode call, boolean first) {
    if (family != Family.GEMINI) {
      if (call.remove(SIGNED) != null) {
        changes.add("a signature of another model removed");
      }
    } else if (wantsSignatures
        && first
        && call.at("/" + SIGNED + "/google/thought_signature").isMissingNode()) {
      call.withObject("/" + SIGNED + "/google").put("thought_signature", UNSIGNED);
      changes.add("a call of another model marked as unsigned");
    }
  }
}
