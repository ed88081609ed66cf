package io.codingrouter.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What one kind of server sends: a reply as a whole, and the same reply as a stream. In its file
 * are a sentence, then both, each behind a line that names it.
 *
 * @param name the name of its file
 * @param whole the body of the whole reply
 * @param stream the body of the stream
 */
record Shape(String name, String whole, String stream) {

  /** All shapes that we know. */
  static Stream<Shape> all() {
    try (Stream<Path> files = Files.list(folder())) {
      return files.sorted().map(Shape::read).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Shape of(String name) {
    return read(folder().resolve(name + ".txt"));
  }

  private static Path folder() {
    try {
      return Path.of(Objects.requireNonNull(Shape.class.getResource("shapes")).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static Shape read(Path file) {
    try {
      String[] parts = Files.readString(file).split("--- (whole|stream)\n", -1);
      String name = file.getFileName().toString().replace(".txt", "");
      return new Shape(name, parts[1], parts[2]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The chunks of the stream, each as it is written. */
  List<String> chunks() {
    return Arrays.stream(stream.split("\n"))
        .filter(line -> line.startsWith("data: {"))
        .map(line -> line.substring("data: ".length()))
        .toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
