/**
 * The configuration: YAML or a builder in, one validated and immutable {@link
 * io.codingrouter.config.RouterConfig} out, with every problem reported at once.
 *
 * <pre>{@code
 * RouterConfig config = RouterConfig.load(Path.of("config.yaml"));
 * config.warnings().forEach(System.err::println);
 * }</pre>
 */
@NullMarked
package io.codingrouter.config;

import org.jspecify.annotations.NullMarked;
