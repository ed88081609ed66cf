package io.codingrouter.text;

import java.util.List;

/**
 * A normalised text.
 *
 * @param text the text
 * @param map the way back
 * @param hidden what was hidden in the original
 */
record Normalised(String text, OffsetMap map, List<Span> hidden) {}
