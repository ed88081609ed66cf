/**
 * Signals: yes-or-no questions about a request, with a score. Keywords are built in; {@link
 * io.codingrouter.signal.Signal} brings any other. Decisions combine signals by name.
 *
 * <p>Also here: which of a request's text a signal reads. That is the human ask unless its {@link
 * io.codingrouter.signal.TextSource} says otherwise, never what a coding agent wrapped around it.
 */
@NullMarked
package io.codingrouter.signal;

import org.jspecify.annotations.NullMarked;
