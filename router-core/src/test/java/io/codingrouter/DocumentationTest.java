package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Public types and members carry Javadoc, and no file names a place that only its author knows. */
class DocumentationTest {
  private static final List<Path> ROOTS =
      List.of(Path.of("src/main"), Path.of("../router-http/src/main"));
  private static final Pattern DECLARATION = Pattern.compile("\\s*public [^=;]*[({].*");
  private static final Pattern COMPACT_CONSTRUCTOR = Pattern.compile("\\s*public \\w+ \\{");
  private static final Pattern PUBLIC_TYPE =
      Pattern.compile("(?m)^public (abstract |final |sealed )*(class|interface|record|enum) ");

  private static Stream<Path> sources() {
    return ROOTS.stream()
        .flatMap(
            root -> {
              try (Stream<Path> files = Files.walk(root)) {
                return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private static List<String> undocumented(Path file) {
    try {
      String source = Files.readString(file);
      List<String> lines = source.lines().toList();
      List<String> found = new ArrayList<>();
      for (int i = 0; PUBLIC_TYPE.matcher(source).find() && i < lines.size(); i++) {
        String line = lines.get(i);
        if (DECLARATION.matcher(line).matches()
            && !COMPACT_CONSTRUCTOR.matcher(line).matches()
            && !isDocumented(lines, i)) {
          found.add(file.getFileName() + ":" + (i + 1) + " " + line.strip());
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isDocumented(List<String> lines, int declaration) {
    for (int i = declaration - 1; i >= 0; i--) {
      String line = lines.get(i).strip();
      if (line.equals("@Override")) {
        return true;
      }
      if (!line.startsWith("@")) {
        return line.endsWith("*/");
      }
    }
    return false;
  }

  @Test
  void every_public_declaration_has_a_comment() {
    assertThat(sources().flatMap(file -> undocumented(file).stream())).isEmpty();
  }

  @Test
  void every_package_is_described() {
    assertThat(
            sources()
                .map(Path::getParent)
                .distinct()
                .filter(folder -> !Files.exists(folder.resolve("package-info.java"))))
        .isEmpty();
  }
}
