package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.telemetry.RouterListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigWatchTest {
  @TempDir Path folder;
  private Path file;
  private final List<String> warnings = new ArrayList<>();
  private Router router;
  private ConfigWatch watch;

  @BeforeEach
  void set_up() throws IOException {
    file = folder.resolve("config.yaml");
    Files.writeString(file, Fixtures.YAML);
    router =
        Router.builder(RouterConfig.load(file))
            .listener(
                new RouterListener() {
                  @Override
                  public void warned(String message) {
                    warnings.add(message);
                  }
                })
            .build();
    watch = new ConfigWatch(router, file);
  }

  private String decision() {
    return router.route(ChatRequest.user("zyzzyva")).decision();
  }

  @Test
  void a_changed_file_is_loaded() throws IOException {
    watch.look();
    assertThat(decision()).isEqualTo("default-route");
    Files.writeString(file, Fixtures.YAML.replace("[prove, theorem]", "[zyzzyva]"));
    watch.look();
    assertThat(decision()).isEqualTo("reasoning");
    assertThat(warnings).isEmpty();
  }

  @Test
  void a_file_that_does_not_load_leaves_the_last_good_one_in_force_and_is_reported_once()
      throws IOException {
    RouterConfig before = router.config();
    Files.writeString(file, "version: v0.1\nproviders: [");
    watch.look();
    watch.look();
    assertThat(router.config()).isSameAs(before);
    assertThat(warnings).singleElement().asString().contains("last good one stays in force");
    Files.writeString(file, Fixtures.YAML.replace("[prove, theorem]", "[zyzzyva]"));
    watch.look();
    assertThat(decision()).isEqualTo("reasoning");
  }

  @Test
  void a_file_that_is_gone_changes_nothing() throws IOException {
    RouterConfig before = router.config();
    Files.delete(file);
    watch.look();
    assertThat(router.config()).isSameAs(before);
    assertThat(warnings).isEmpty();
  }

  @Test
  void a_stopped_watch_looks_no_more() throws IOException {
    watch.stop();
    Files.writeString(file, Fixtures.YAML.replace("[prove, theorem]", "[zyzzyva]"));
    watch.look();
    assertThat(decision()).isEqualTo("default-route");
  }
}
