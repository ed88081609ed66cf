/** Embeddings: the meaning of a text as a vector of unit length. */
@NullMarked
package io.codingrouter.embedding;

import org.jspecify.annotations.NullMarked;
