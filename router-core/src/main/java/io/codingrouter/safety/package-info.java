/** Safety: attacks on the model are found before they reach it. */
@NullMarked
package io.codingrouter.safety;

import org.jspecify.annotations.NullMarked;
