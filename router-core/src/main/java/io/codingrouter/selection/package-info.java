/** Selection: in which order a decision's models are tried. */
@NullMarked
package io.codingrouter.selection;

import org.jspecify.annotations.NullMarked;
