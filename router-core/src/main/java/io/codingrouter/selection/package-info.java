/**
 * Selection: in which order a decision's models are tried. A {@link
 * io.codingrouter.selection.ModelSelector} goes by the request, by chance, and by what is known of
 * each model: its quality and price, and how its recent calls went.
 *
 * <pre>{@code
 * Router router =
 *     Router.builder(config) // decisions ask for it as algorithm: {type: custom, name: idlest}
 *         .selector("idlest", (models, context) -> models.stream()
 *             .sorted(Comparator.comparingInt(model -> context.figures(model).inFlight()))
 *             .toList())
 *         .build();
 * }</pre>
 */
@NullMarked
package io.codingrouter.selection;

import org.jspecify.annotations.NullMarked;
