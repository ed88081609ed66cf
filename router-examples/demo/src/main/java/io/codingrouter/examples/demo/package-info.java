/** The router alive: the seed's configuration, two stand-in model servers, forty prompts. */
@NullMarked
package io.codingrouter.examples.demo;

import org.jspecify.annotations.NullMarked;
