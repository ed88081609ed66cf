package io.codingrouter.signal;

/**
 * One pass over one source of a request's text.
 *
 * @param source what is read
 * @param automaton what is looked for
 */
record KeywordSearch(TextSource source, Automaton automaton) {}
