package io.codingrouter.dispatch;

import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.ReasoningFamily;
import java.util.List;
import java.util.Optional;

/** Fits a request to the model that receives it: the model's name, and how it is told to reason. */
public final class RequestAdapter {
  private RequestAdapter() {}

  /**
   * Fits a request to a candidate.
   *
   * @param request the request as it was given
   * @param candidate who receives it
   * @param family how the model is told to reason, as configured; empty to go by its name
   * @param defaultEffort the effort when the decision names none
   * @return the request as the candidate shall receive it, and what was changed
   */
  public static Adaptation adapt(
      ChatRequest request,
      Candidate candidate,
      Optional<ReasoningFamily> family,
      Optional<String> defaultEffort) {
    return new Adaptation(
        request.toBuilder().model(candidate.model().wireName()).build(), List.of());
  }
}
