/**
 * An LLM router that is a library: {@link io.codingrouter.Router} decides, in the caller's own
 * process, which model answers a request.
 *
 * <pre>{@code
 * RouterConfig config = RouterConfig.load(Path.of("config.yaml"));
 * try (Router router = Router.create(config)) {
 *   Route route = router.route(ChatRequest.user("Prove that the square root of 2 is irrational"));
 * }
 * }</pre>
 */
@NullMarked
package io.codingrouter;

import org.jspecify.annotations.NullMarked;
