package io.codingrouter.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the pages under docs say of the configuration holds. */
class DocsTest {
  private static final Path DOCS = Path.of("../docs");
  private static final Path PAGE = DOCS.resolve("config.md");
  private static final String BEGIN = "<!-- keys: made from the schema -->\n";
  private static final String END = "<!-- end of keys -->";

  /** Run with {@code -Ddocs.write=true} to write the tables anew. */
  @Test
  void config_page_has_every_key_of_the_schema() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    String keys = ConfigPage.render(RouterConfig.schema());
    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(PAGE, page.substring(0, begin) + keys + "\n" + page.substring(end));
    } else {
      assertThat(page.substring(begin, end).strip())
          .as("mvn test -pl router-core -Dtest=DocsTest -Ddocs.write=true writes it anew")
          .isEqualTo(keys.strip());
    }
  }

  @TestFactory
  Stream<DynamicTest> every_block_of_yaml_loads() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (String name :
        List.of(
            "calls.md", "config.md", "local-models.md", "providers.md", "testing-policies.md")) {
      List<String> blocks = blocks(Files.readString(DOCS.resolve(name)));
      for (int i = 0; i < blocks.size(); i++) {
        String block = blocks.get(i);
        tests.add(
            DynamicTest.dynamicTest(
                name + ", block " + (i + 1),
                () -> assertThat(problems(block)).as(block).isEmpty()));
      }
    }
    assertThat(tests).hasSizeGreaterThan(10);
    return tests.stream();
  }

  /** What is wrong with a policy, which is a list, or with a configuration or a part of one. */
  private static List<Problem> problems(String block) {
    try {
      if (block.startsWith("- ")) {
        SpecCase.parse(block);
        return List.of();
      }
      return RouterConfig.parse(completed(block), name -> "set").warnings();
    } catch (ConfigException e) {
      return e.problems();
    }
  }

  /** A part of a configuration, with the rest of a small one around it. */
  private static String completed(String block) {
    if (block.startsWith("version:")) {
      return block;
    }
    Map<String, String> sections = sections(Example.MINIMAL);
    sections.putAll(sections(block));
    if (block.contains("signals:") && !block.contains("decisions:")) {
      sections.remove("decisions");
    }
    return String.join("", sections.values());
  }

  private static Map<String, String> sections(String yaml) {
    Map<String, String> sections = new LinkedHashMap<>();
    String key = "";
    for (String line : yaml.lines().toList()) {
      if (!line.isEmpty() && !line.startsWith(" ") && !line.startsWith("#")) {
        key = line.substring(0, line.indexOf(':'));
      }
      sections.merge(key, line + "\n", String::concat);
    }
    return sections;
  }

  private static List<String> blocks(String page) {
    List<String> blocks = new ArrayList<>();
    StringBuilder block = null;
    for (String line : page.lines().toList()) {
      if (line.equals("```yaml")) {
        block = new StringBuilder();
      } else if (line.equals("```") && block != null) {
        blocks.add(block.toString());
        block = null;
      } else if (block != null) {
        block.append(line).append('\n');
      }
    }
    return blocks;
  }
}
