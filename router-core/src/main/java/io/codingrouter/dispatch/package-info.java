/**
 * Dispatch: making the call. {@link io.codingrouter.dispatch.ModelClient} is the transport;
 * everything above it, from time limits to what a backend understands, is decided here.
 */
@NullMarked
package io.codingrouter.dispatch;

import org.jspecify.annotations.NullMarked;
