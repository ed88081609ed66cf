package io.codingrouter.dispatch;

import io.codingrouter.message.ChatRequest;
import java.util.List;
import java.util.stream.Stream;

/**
 * A request as one candidate shall receive it.
 *
 * @param request the request
 * @param changes what was changed, one phrase each, without any of the request's text
 */
public record Adaptation(ChatRequest request, List<String> changes) {
  public Adaptation {
    changes = List.copyOf(changes);
  }

  /**
   * Adds what was changed after this.
   *
   * @param next the request after that, and what was changed in it
   * @return the last request, and all changes
   */
  public Adaptation then(Adaptation next) {
    return new Adaptation(
        next.request(), Stream.concat(changes.stream(), next.changes().stream()).toList());
  }
}
