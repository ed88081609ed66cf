package io.codingrouter;

import io.codingrouter.config.RouterConfig;

/** Stub. */
public final class Router implements AutoCloseable {
  private final RouterConfig config;

  private Router(RouterConfig config) {
    this.config = config;
  }

  /**
   * Creates a router.
   *
   * @param config what it shall do
   * @return the router
   */
  public static Router create(RouterConfig config) {
    return new Router(config);
  }

  /**
   * Returns the configuration.
   *
   * @return the configuration
   */
  public RouterConfig config() {
    return config;
  }

  @Override
  public void close() {}
}
