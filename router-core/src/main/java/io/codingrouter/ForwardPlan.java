package io.codingrouter;

import io.codingrouter.dispatch.Adaptation;
import io.codingrouter.dispatch.Attempt;
import io.codingrouter.message.ChatResponse;
import io.codingrouter.message.ChatStream;
import io.codingrouter.model.Candidate;
import java.util.List;

/** What a {@link Route.Forward} can do. */
interface ForwardPlan {
  List<Candidate> candidates();

  Adaptation adapt(Candidate candidate);

  ChatResponse complete(Route.Forward route, ChatResponse response, List<Attempt> attempts);

  ChatStream complete(Route.Forward route, ChatStream stream, List<Attempt> attempts);

  void fail(Route.Forward route, Throwable cause, List<Attempt> attempts);
}
