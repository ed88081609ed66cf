package io.codingrouter.dispatch;

import io.codingrouter.message.ChatRequest;

/** One configured change to requests. Implementations are immutable. */
interface RequestEdit {
  /**
   * Changes a request.
   *
   * @param request what it is now
   * @param edits takes the changes
   */
  void apply(ChatRequest request, RequestEdits edits);
}
