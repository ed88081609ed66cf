package io.codingrouter.dispatch;

import io.codingrouter.message.ChatRequest;
import java.util.List;

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
}
