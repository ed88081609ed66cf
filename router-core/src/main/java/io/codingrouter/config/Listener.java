package io.codingrouter.config;

import java.time.Duration;

/**
 * Where a gateway listens. The router itself opens no socket; it takes the first listener's timeout
 * as the time limit of a request that brings none.
 *
 * @param name its name
 * @param address the address to bind
 * @param port from 1 to 65535
 * @param timeout the time limit of a request, by default 300 s
 */
public record Listener(String name, String address, int port, Duration timeout) {}
