package io.codingrouter.dispatch;

import io.codingrouter.decision.Plugin;
import io.codingrouter.message.ChatRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * What a decision's plugins change in every request that it takes, whichever model receives it. The
 * same request is changed alike every time, so the prefix of a conversation stays as it is from
 * turn to turn. Immutable.
 *
 * <ul>
 *   <li>{@code system_prompt} puts a text before what the system says, or in its place;
 *   <li>{@code request_params} limits and removes fields of the body;
 *   <li>{@code tools} removes definitions of tools.
 * </ul>
 */
public final class RequestPolicy {
  /** Changes nothing. */
  public static final RequestPolicy NONE = new RequestPolicy(List.of());

  private final List<RequestEdit> edits;

  private RequestPolicy(List<RequestEdit> edits) {
    this.edits = List.copyOf(edits);
  }

  /**
   * Compiles the plugins of a decision; those that are switched off or do not change requests are
   * left out.
   *
   * @param plugins plugins in the order in which they act
   * @return the policy
   */
  public static RequestPolicy of(List<Plugin> plugins) {
    List<RequestEdit> edits = new ArrayList<>();
    for (Plugin plugin : plugins) {
      if (plugin.isEnabled() && plugin.type().equals("system_prompt")) {
        edits.add(SystemPrompt.of(plugin.configuration()));
      } else if (plugin.isEnabled() && plugin.type().equals("request_params")) {
        edits.add(RequestParams.of(plugin.configuration()));
      } else if (plugin.isEnabled() && plugin.type().equals("tools")) {
        edits.addAll(ToolPolicy.of(plugin.configuration()));
      }
    }
    return edits.isEmpty() ? NONE : new RequestPolicy(edits);
  }

  /**
   * Changes a request.
   *
   * @param request the request as it was given
   * @return the request, and what was changed; the very same request if nothing was
   */
  public Adaptation apply(ChatRequest request) {
    Adaptation adapted = new Adaptation(request, List.of());
    for (RequestEdit edit : edits) {
      RequestEdits next = new RequestEdits(adapted.request());
      edit.apply(adapted.request(), next);
      adapted = adapted.then(next.adaptation());
    }
    return adapted;
  }
}
