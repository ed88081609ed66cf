/** The semantic cache: answers kept by the meaning of what was asked, in strict partitions. */
@NullMarked
package io.codingrouter.cache;

import org.jspecify.annotations.NullMarked;
