/**
 * A sentence encoder of LangChain4j, run in this process, as what a router's embedding signals
 * measure meaning with.
 */
@NullMarked
package io.codingrouter.examples.langchain4j;

import org.jspecify.annotations.NullMarked;
