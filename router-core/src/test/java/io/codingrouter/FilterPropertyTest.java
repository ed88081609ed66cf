package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Candidate;
import io.codingrouter.signal.TokenCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whatever the algorithm, the models that are tried are those that a naive filter leaves. */
class FilterPropertyTest {
  private static final List<String> ALGORITHMS =
      List.of(
          "{type: static}",
          "{type: weighted}",
          "{type: multi_factor}",
          "{type: latency_aware}",
          "{type: cost}");

  /** A model by what its configuration says; null where that is silent. */
  record Model(
      @Nullable Integer window, boolean tools, boolean images, boolean vision, double weight) {
    String yaml(int number) {
      StringBuilder yaml = new StringBuilder("    - {name: m" + number);
      yaml.append(", endpoints: [{endpoint: \"m").append(number).append(".example\"}]");
      yaml.append(window == null ? "" : ", context_window: " + window);
      yaml.append(tools ? "" : ", tools: false");
      yaml.append(images ? "" : ", input_modalities: [text]");
      yaml.append(", quality_score: 0.5, capabilities: [").append(vision ? "vision" : "");
      return yaml.append("], pricing: {prompt_per_1m: 1}}\n").toString();
    }

    boolean serves(int tokens, boolean needsTools, boolean hasImage, boolean needsVision) {
      return (window == null || tokens < window)
          && (tools || !needsTools)
          && (images || !hasImage)
          && (vision || !needsVision);
    }
  }

  @Provide
  Arbitrary<List<Model>> models() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 40).injectNull(0.3),
            Arbitraries.of(true, true, false),
            Arbitraries.of(true, true, false),
            Arbitraries.of(true, true, false),
            Arbitraries.of(0.0, 1.0, 3.0))
        .as(Model::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  @Property(tries = 300)
  void a_model_that_cannot_serve_is_never_tried(
      @ForAll("models") List<Model> models,
      @ForAll boolean needsTools,
      @ForAll boolean hasImage,
      @ForAll boolean needsVision,
      @ForAll long seed) {
    int algorithm = Math.floorMod(seed, ALGORITHMS.size());
    boolean weighted = ALGORITHMS.get(algorithm).contains("weighted");
    int tokens = 20;
    Set<String> able = new TreeSet<>();
    for (int i = 0; i < models.size(); i++) {
      if (models.get(i).serves(tokens, needsTools, hasImage, needsVision)
          && (!weighted || models.get(i).weight() > 0)) {
        able.add("m" + i);
      }
    }
    boolean hasWeight = models.stream().anyMatch(model -> model.weight() > 0);
    boolean hasVision = models.stream().anyMatch(Model::vision);
    if ((weighted && !hasWeight) || (needsVision && !hasVision)) {
      return; // refused when it is loaded
    }

    try (Router router =
        Router.builder(RouterConfig.parse(yaml(models, algorithm, weighted, needsVision)))
            .tokenCounter(countingAll(tokens))
            .build()) {
      Route route = router.route(request(needsTools, hasImage, seed));
      assertThat(tried(route)).isEqualTo(able);
      if (able.isEmpty()) {
        assertThat(((Route.Blocked) route).reason()).isEqualTo(Route.Blocked.NO_CANDIDATE);
      }
    }
  }

  // The text has so many tokens, the list of tools none.
  private static TokenCounter countingAll(int tokens) {
    return text -> text.startsWith("[") ? 0 : tokens;
  }

  private static Set<String> tried(Route route) {
    return route instanceof Route.Forward forward
        ? forward.candidates().stream()
            .map(Candidate::model)
            .map(model -> model.name())
            .collect(Collectors.toCollection(TreeSet::new))
        : Set.of();
  }

  private static ChatRequest request(boolean tools, boolean image, long seed) {
    ChatRequest.Builder request = ChatRequest.user("what is this?").toBuilder().seed(seed);
    if (image) {
      request.setJson(
          "/messages/0/content",
          "[{\"type\":\"text\",\"text\":\"what is this?\"},"
              + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://a.example/i.png\"}}]");
    }
    if (tools) {
      request.setJson("/tools", "[{\"type\":\"function\",\"function\":{\"name\":\"sh\"}}]");
    }
    return request.build();
  }

  private static String yaml(
      List<Model> models, int algorithm, boolean weighted, boolean needsVision) {
    List<String> refs = new ArrayList<>();
    StringBuilder yaml = new StringBuilder("version: v0.1\nproviders:\n  models:\n");
    for (int i = 0; i < models.size(); i++) {
      yaml.append(models.get(i).yaml(i));
      refs.add("{model: m" + i + (weighted ? ", weight: " + models.get(i).weight() : "") + "}");
    }
    return yaml.append("  default_model: m0\ndecisions:\n  - name: any\n    modelRefs: ")
        .append(refs)
        .append("\n    algorithm: ")
        .append(ALGORITHMS.get(algorithm))
        .append(needsVision ? "\n    require: {capabilities: [vision]}\n" : "\n")
        .toString();
  }
}
