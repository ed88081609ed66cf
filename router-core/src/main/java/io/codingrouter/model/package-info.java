/**
 * What a request is sent to: the model that a decision names ({@link
 * io.codingrouter.model.ModelRef}) and the endpoint that serves it ({@link
 * io.codingrouter.model.Candidate}).
 */
@NullMarked
package io.codingrouter.model;

import org.jspecify.annotations.NullMarked;
