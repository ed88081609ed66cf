package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.dispatch.ModelListing;
import io.codingrouter.dispatch.ModelListing.Served;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ModelCatalogTest {
  private static final String YAML =
      """
      version: v0.1
      aliases: {gpt-4o: large, "claude-*": auto, fast: auto}
      providers:
        models:
          - name: small
            endpoints: [{name: a, endpoint: "127.0.0.1:9"}]
            context_window: 32K
          - name: large
            endpoints: [{name: b, endpoint: "127.0.0.1:9"}]
            context_window: 1M
          - name: spare
            endpoints: [{name: c, endpoint: "127.0.0.1:9"}]
        default_model: small
      decisions:
        - name: all
          modelRefs: [{model: small, lora_name: small-sql}, {model: large}]
      """;

  private static ModelListing models(String yaml) {
    try (Router router = Router.create(RouterConfig.parse(yaml))) {
      return router.models();
    }
  }

  @Test
  void it_lists_what_a_request_may_name() {
    ModelListing listing = models(YAML);
    assertThat(listing.models())
        .extracting(Served::name)
        .containsExactly("auto", "gpt-4o", "fast", "small", "large", "spare", "small-sql");
    assertThat(listing.anyName()).isFalse();
    assertThat(models("unknown_model: route\n" + YAML).anyName()).isTrue();
  }

  @Test
  void it_tells_how_much_may_be_sent() {
    ModelListing listing = models(YAML);
    assertThat(listing.find("small").orElseThrow().contextWindow()).hasValue(32_000);
    assertThat(listing.find("small-sql").orElseThrow().contextWindow()).hasValue(32_000);
    for (String name : new String[] {"auto", "fast", "gpt-4o", "large"}) {
      assertThat(listing.find(name).orElseThrow().contextWindow()).hasValue(1_000_000);
    }
    assertThat(listing.find("spare").orElseThrow().contextWindow()).isEmpty();
    ModelListing unknown = models(YAML.replace("context_window: 1M", "description: big"));
    assertThat(unknown.find("auto").orElseThrow().contextWindow())
        .as("one of those that it reaches is unknown")
        .isEmpty();
  }

  @Test
  void it_is_written_as_openai_s_protocol_lists_models() {
    ModelListing listing =
        new ModelListing(
            List.of(new Served("a", OptionalInt.of(8)), new Served("\"b", OptionalInt.empty())),
            false);
    assertThat(listing.toJson())
        .isEqualTo(
            "{\"object\":\"list\",\"data\":[{\"id\":\"a\",\"object\":\"model\",\"created\":0,"
                + "\"owned_by\":\"coding-router\",\"max_model_len\":8,\"context_window\":8},"
                + "{\"id\":\"\\\"b\",\"object\":\"model\",\"created\":0,"
                + "\"owned_by\":\"coding-router\"}]}");
  }
}
