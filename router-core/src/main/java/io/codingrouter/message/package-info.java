/**
 * The messages that travel: {@link io.codingrouter.message.ChatRequest} in, {@link
 * io.codingrouter.message.ChatResponse} or {@link io.codingrouter.message.ChatStream} out.
 *
 * <p>Each is an OpenAI chat-completions body kept whole, with typed views over it. A field that
 * this library does not know passes through unchanged. Nothing here prints what a message says.
 *
 * <pre>{@code
 * ChatRequest request = ChatRequest.user("Refactor this class").toBuilder().tenant("acme").build();
 * }</pre>
 */
@NullMarked
package io.codingrouter.message;

import org.jspecify.annotations.NullMarked;
