package io.codingrouter;

import io.codingrouter.decision.Plugin;
import io.codingrouter.dispatch.RequestPolicy;
import io.codingrouter.message.ChatResponse;
import java.util.List;
import java.util.Optional;

/**
 * The plugins of one decision, compiled. Immutable.
 *
 * @param reply the fixed answer to every request, if there is one
 * @param policy what is changed in the requests that are forwarded
 * @param headers what is changed in the headers that go with them
 * @param replay what is kept of the requests, if anything is
 */
record DecisionPlugins(
    Optional<ChatResponse> reply,
    RequestPolicy policy,
    HeaderMutation headers,
    Optional<ReplayPolicy> replay) {
  static final DecisionPlugins NONE =
      new DecisionPlugins(
          Optional.empty(), RequestPolicy.NONE, HeaderMutation.NONE, Optional.empty());

  static DecisionPlugins of(List<Plugin> plugins) {
    return plugins.isEmpty()
        ? NONE
        : new DecisionPlugins(
            plugins.stream()
                .filter(plugin -> plugin.isEnabled() && plugin.type().equals("fast_response"))
                .map(plugin -> String.valueOf(plugin.configuration().get("message")))
                .map(ChatResponse::of)
                .findFirst(),
            RequestPolicy.of(plugins),
            HeaderMutation.of(plugins),
            ReplayPolicy.of(plugins));
  }
}
