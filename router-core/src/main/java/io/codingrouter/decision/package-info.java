/**
 * Decisions: named rules over signals, and the engine that finds the one that holds.
 *
 * <pre>{@code
 * Decision.builder("coding-route").priority(80)
 *     .when(Rule.is("keyword", "coding_keywords")).to(ModelRef.of("local")).build();
 * }</pre>
 */
@NullMarked
package io.codingrouter.decision;

import org.jspecify.annotations.NullMarked;
