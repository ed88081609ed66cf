/**
 * Calls over HTTP, by OkHttp: {@link io.codingrouter.http.HttpModelClient} reaches models, {@link
 * io.codingrouter.http.HttpEmbeddingModel} a remote embedding.
 *
 * <p>Whatever goes wrong is one {@link io.codingrouter.dispatch.ModelException} whose message says
 * what to change and quotes neither a key nor what was asked.
 *
 * <pre>{@code
 * try (Router router = Router.builder(config).modelClient(HttpModelClient.create()).build()) {
 *   ChatResponse answer = router.chat(request);
 * }
 * }</pre>
 */
@NullMarked
package io.codingrouter.http;

import org.jspecify.annotations.NullMarked;
