package io.codingrouter.cache;

/**
 * A vector found near another.
 *
 * @param id the id it was added by
 * @param similarity the cosine of the angle between the two, computed exactly
 */
record Match(String id, double similarity) {}
