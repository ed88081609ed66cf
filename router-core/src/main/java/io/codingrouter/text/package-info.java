/**
 * {@link io.codingrouter.text.TextView}: a text, and the views that detectors and embeddings share.
 */
@NullMarked
package io.codingrouter.text;

import org.jspecify.annotations.NullMarked;
