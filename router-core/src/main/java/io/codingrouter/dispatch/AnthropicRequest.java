package io.codingrouter.dispatch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Writes a request of OpenAI's protocol in Anthropic's. The conversation stands last, so that the
 * body of a turn begins as that of the turn before.
 */
final class AnthropicRequest {
  private AnthropicRequest() {}

  /**
   * Translates.
   *
   * @param request in OpenAI's protocol, with the model's name as the candidate knows it
   * @param candidate who receives it
   * @param mostTokens how many tokens the model can write
   * @param onUnsupported what becomes of fields without a counterpart
   */
  static Adaptation of(
      ChatRequest request,
      Candidate candidate,
      OptionalInt mostTokens,
      Compatibility.OnUnsupported onUnsupported) {
    ObjectNode body = JsonTree.object(request.toJson());
    Changes changes = new Changes();
    int version = version(candidate.wireName());
    AnthropicMessages messages = new AnthropicMessages(body.path("messages"), changes);
    AnthropicTools tools = new AnthropicTools(body, messages.callsTools(), changes);
    AnthropicThinking thinking = new AnthropicThinking(body, version, changes);
    if (messages.isThoughtlessLoop()) {
      thinking.stopAmidLoop();
    }
    if (thinking.isOn() && tools.isForced()) {
      thinking.stop("tool_choice demands a call");
    }
    AnthropicOutput output = new AnthropicOutput(body.path("response_format"), version, changes);
    AnthropicParams params =
        new AnthropicParams(body, onUnsupported == Compatibility.OnUnsupported.SEND, changes);

    ObjectNode out = JsonTree.NODES.objectNode();
    out.set("model", body.path("model"));
    thinking.writeTo(
        out, mostTokens.isPresent() ? Optional.of((long) mostTokens.getAsInt()) : Optional.empty());
    params.writeSampling(out, version, thinking.isOn());
    params.writeOthers(out);
    writeConfig(body, thinking, output, out);
    tools.writeTo(out);
    ArrayNode system = messages.system();
    output.instruction().ifPresent(sentence -> system.add(JsonTree.textBlock(sentence)));
    if (!system.isEmpty()) {
      out.set("system", system);
    }
    out.set("messages", messages.messages());
    List<String> told = new ArrayList<>(List.of("written in Anthropic's protocol"));
    told.addAll(changes.list());
    return new Adaptation(request.withBody(JsonTree.write(out)), told);
  }

  private static void writeConfig(
      ObjectNode body, AnthropicThinking thinking, AnthropicOutput output, ObjectNode out) {
    ObjectNode config =
        body.path("output_config") instanceof ObjectNode given
            ? given.deepCopy()
            : JsonTree.NODES.objectNode();
    thinking.effort().ifPresent(effort -> config.put("effort", effort));
    output.format().ifPresent(format -> config.set("format", format));
    if (!config.isEmpty()) {
      out.set("output_config", config);
    }
  }

  // What follows the name may be a date or a region's code; a model of another maker has none.
  private static int version(String model) {
    ModelName name = ModelName.of(model);
    return name.has("claude") ? name.versionAfter("claude") : 0;
  }
}
