/** Judgements about a text: its domain, how hard it is, its language. */
@NullMarked
package io.codingrouter.judgement;

import org.jspecify.annotations.NullMarked;
