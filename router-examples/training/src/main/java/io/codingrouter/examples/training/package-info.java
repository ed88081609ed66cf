/**
 * Makes the weights of the built-in embedding and measures them: {@link
 * io.codingrouter.examples.training.Train} distils a teacher into token vectors, {@link
 * io.codingrouter.examples.training.Evaluate} prints the table of figures.
 */
@NullMarked
package io.codingrouter.examples.training;

import org.jspecify.annotations.NullMarked;
