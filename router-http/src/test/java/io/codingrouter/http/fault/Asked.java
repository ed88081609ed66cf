package io.codingrouter.http.fault;

/**
 * A request that has reached a server.
 *
 * @param connection the number of the connection that it came on, from 1
 * @param line its request line
 * @param stream whether it asks for a stream
 */
record Asked(int connection, String line, boolean stream) {}
