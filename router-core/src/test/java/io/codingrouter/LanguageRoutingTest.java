package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.judgement.Judgement;
import io.codingrouter.message.ChatRequest;
import org.junit.jupiter.api.Test;

/** A decision by the language of the ask. */
class LanguageRoutingTest {
  private static final RouterConfig CONFIG =
      RouterConfig.parse(
          """
          version: v0.1
          providers:
            models:
              - {name: small, endpoints: [{endpoint: "localhost:8000"}]}
              - {name: french, endpoints: [{endpoint: "localhost:8001"}]}
            default_model: small
          signals:
            language: [{name: fr}]
          decisions:
            - name: en-francais
              priority: 10
              rules: {type: language, name: fr}
              modelRefs: [{model: french}]
          """);
  private static final ChatRequest FRENCH = ChatRequest.user("Où est la bibliothèque ?");

  @Test
  void goes_by_the_detector_that_the_library_brings() {
    try (Router router = Router.create(CONFIG)) {
      assertThat(router.route(FRENCH).decision()).isEqualTo("en-francais");
      assertThat(router.route(ChatRequest.user("Where is the library?")).decision())
          .isEqualTo("default-route");
      assertThat(router.explain(FRENCH).describe())
          .contains("fr, score")
          .doesNotContain("bibliothèque");
    }
  }

  @Test
  void goes_by_a_detector_of_the_applications_instead() {
    try (Router router =
        Router.builder(CONFIG).languageDetector(text -> new Judgement("de", 1)).build()) {
      assertThat(router.route(FRENCH).decision()).isEqualTo("default-route");
    }
  }
}
