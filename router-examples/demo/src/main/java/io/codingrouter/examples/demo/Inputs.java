package io.codingrouter.examples.demo;

import io.codingrouter.RouteReplay;
import io.codingrouter.RouteSpec;
import io.codingrouter.config.ConfigException;
import io.codingrouter.config.Problem;
import io.codingrouter.config.RouterConfig;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.message.RecordedRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The files that the options name; the demo's own where they name none. */
final class Inputs {
  static final String STAND_IN_KEY = "stand-in";

  private final Options options;

  Inputs(Options options) {
    this.options = options;
  }

  /** A file cannot be used. */
  static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String file;
    private final transient List<Problem> problems;

    Unreadable(String file, List<Problem> problems) {
      super(file);
      this.file = file;
      this.problems = problems;
    }

    List<String> lines() {
      return problems.stream().map(problem -> file + ": " + problem).toList();
    }
  }

  RouterConfig config() {
    if (options.config() == null) {
      return RouterConfig.parse(resource("config.yaml"));
    }
    return read(
        options.config(),
        options.callsStandIns()
            ? file -> RouterConfig.load(file, Inputs::variable)
            : RouterConfig::load);
  }

  /** The configuration to compare with. */
  RouterConfig other() {
    return read(file("--compare"), RouterConfig::load);
  }

  List<RouteSpec> policy() {
    Path file = options.file();
    return file == null ? RouteSpec.parse(resource("policy.yaml")) : read(file, RouteSpec::load);
  }

  /** What was asked: recorded requests, or the demo's prompts if no file is named. */
  List<RecordedRequest> requests(@Nullable Path file) {
    return file == null
        ? prompts().stream().map(ChatRequest::user).map(RecordedRequest::of).toList()
        : read(file, RouteReplay::load);
  }

  List<String> prompts() {
    return options.prompt().isEmpty()
        ? resource("prompts.txt").lines().toList()
        : List.of(options.prompt());
  }

  private Path file(String option) {
    Path file = options.file();
    if (file == null) {
      throw new IllegalArgumentException(option + " needs a file: try --help");
    }
    return file;
  }

  private static <T> T read(Path file, Function<Path, T> reader) {
    try {
      return reader.apply(file);
    } catch (ConfigException e) {
      throw new Unreadable(file.toString(), e.problems());
    }
  }

  private static String variable(String name) {
    String value = System.getenv(name);
    return value == null ? STAND_IN_KEY : value;
  }

  private static String resource(String name) {
    try (InputStream in = Inputs.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the demo's own " + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
