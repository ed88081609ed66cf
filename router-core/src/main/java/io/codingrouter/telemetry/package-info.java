/**
 * Telemetry: what was decided and why ({@link io.codingrouter.telemetry.RouteTrace}), as it happens
 * ({@link io.codingrouter.telemetry.RouterListener}) and in sum ({@link
 * io.codingrouter.telemetry.RouterStats}). Nothing here holds a prompt, a reply or a key.
 */
@NullMarked
package io.codingrouter.telemetry;

import org.jspecify.annotations.NullMarked;
