/**
 * Privacy: personal data is found, replaced by tokens before anything leaves, and put back in the
 * reply.
 */
@NullMarked
package io.codingrouter.privacy;

import org.jspecify.annotations.NullMarked;
