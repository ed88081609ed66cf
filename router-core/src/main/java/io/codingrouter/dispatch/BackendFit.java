package io.codingrouter.dispatch;

import io.codingrouter.dispatch.Compatibility.Profile;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Candidate;
import java.util.List;

/** Writes a request of OpenAI's protocol as the backend of one candidate takes it. */
final class BackendFit {
  private static final String FORMAT = "response_format";

  private BackendFit() {}

  /** The request as the backend takes it, and what was changed; the same if it takes it all. */
  static Adaptation of(ChatRequest request, Candidate candidate, Compatibility compatibility) {
    Profile profile = compatibility.profileOf(candidate);
    if (profile == Profile.NONE
        || compatibility.onUnsupported() == Compatibility.OnUnsupported.SEND) {
      return new Adaptation(request, List.of());
    }
    RequestEdits edits = new RequestEdits(request);
    BackendFields.of(profile, candidate, request).apply(request, edits);
    BackendMessages.apply(profile, request, edits);
    BackendTools.apply(profile, request, edits);
    if (profile == Profile.LM_STUDIO) {
      requireSchema(request, edits);
    } else if (profile == Profile.LLAMA_CPP) {
      dropProbabilities(request, edits);
    }
    return edits.adaptation();
  }

  // It knows a form only with a schema: the one that any object has says the same.
  private static void requireSchema(ChatRequest request, RequestEdits edits) {
    if (request.json("/" + FORMAT + "/type").filter("\"json_object\""::equals).isPresent()) {
      edits.setJson(
          "/" + FORMAT,
          "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"object\",\"schema\":"
              + "{\"type\":\"object\"}}}",
          "response_format json_object written as json_schema");
    }
  }

  private static void dropProbabilities(ChatRequest request, RequestEdits edits) {
    if (request.stream() && request.hasTools()) {
      edits.remove("logprobs");
      edits.remove("top_logprobs");
    }
  }
}
