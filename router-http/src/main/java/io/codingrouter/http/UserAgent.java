package io.codingrouter.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** How we introduce ourselves. */
final class UserAgent {
  private static final String RECORD = "/META-INF/maven/io.codingrouter/router-http/pom.properties";

  static final String VALUE = "coding-router/" + version();

  private UserAgent() {}

  // Maven leaves its record in the jar; outside of one there is no version to tell.
  private static String version() {
    try (InputStream in = UserAgent.class.getResourceAsStream(RECORD)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "dev");
    } catch (IOException e) {
      return "dev";
    }
  }
}
