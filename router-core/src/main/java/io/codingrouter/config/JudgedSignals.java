package io.codingrouter.config;

import java.util.List;
import java.util.Set;

/**
 * Checks the signals that take a trained model to decide, or that nothing here decides yet, so that
 * a mistake in them is found today. Their values are kept as they are written.
 */
final class JudgedSignals {
  private static final Words<String> FACTS = Words.of("needs_fact_check", "no_fact_check_needed");
  private static final Words<String> FEEDBACKS =
      Words.of("satisfied", "need_clarification", "wrong_answer", "want_different");
  private static final Words<String> MODALITIES = Words.of("AR", "DIFFUSION", "BOTH");
  private static final Words<String> METHODS = Words.of("classifier", "contrastive", "hybrid");
  private static final Words<String> DIRECTIONS = Words.of("request", "response");
  private static final Words<String> TARGETS = Words.of("label", "group");
  private static final Words<String> MATCHES = Words.of("best", "threshold");
  private static final Words<String> CLASSIFIERS = Words.of("local", "llm");
  private static final int WIDEST = 1_000;

  /** Bounds of a score of complexity, for those who do not give one threshold. */
  private static final List<String> LEVEL_BOUNDS =
      List.of("hard_above", "easy_below", "hard_below", "easy_above");

  private static final Set<String> KEYS =
      Set.of(
          "domains",
          "fact_check",
          "user_feedbacks",
          "preferences",
          "complexity",
          "modality",
          "jailbreak",
          "pii",
          "kb",
          "events",
          "classifiers");

  private JudgedSignals() {}

  /** Whether signals of a kind are checked here. */
  static boolean include(String key) {
    return KEYS.contains(key);
  }

  /** Checks one signal. */
  static void check(String key, Section section) {
    section.field("description").text();
    switch (key) {
      case "domains" -> domain(section);
      case "fact_check" -> section.field("name").word(FACTS);
      case "user_feedbacks" -> section.field("name").word(FEEDBACKS);
      case "preferences" -> preference(section);
      case "complexity" -> complexity(section);
      case "modality" -> section.field("name").word(MODALITIES);
      case "jailbreak" -> jailbreak(section);
      case "pii" -> pii(section);
      case "kb" -> knowledge(section);
      case "events" -> event(section);
      case "classifiers" -> classifier(section);
      default -> throw new AssertionError(key);
    }
  }

  private static void domain(Section section) {
    section.field("mmlu_categories").words(Words.of(SignalKinds.DOMAINS, domain -> domain));
    section
        .field("model_scores")
        .sections(
            score -> {
              score.field("model").required("the name of a model").text();
              score.field("score").number(0, 1);
              score.field("use_reasoning").flag();
              return score;
            });
  }

  private static void preference(Section section) {
    section.field("examples").texts();
    threshold(section);
  }

  private static void complexity(Section section) {
    Field threshold = section.field("threshold");
    threshold.number(0, 1);
    for (String key : LEVEL_BOUNDS) {
      Field bound = section.field(key);
      bound.number(-WIDEST, WIDEST);
      if (bound.isPresent() && threshold.isPresent()) {
        bound.problem("says again what threshold says: write one of them");
      }
    }
    section.field("hard").section(JudgedSignals::candidates);
    section.field("easy").section(JudgedSignals::candidates);
    section.field("composer").settings();
    section.field("prototype_scoring").settings();
  }

  private static Section candidates(Section section) {
    section.field("candidates").texts();
    section.field("image_candidates").texts();
    return section;
  }

  private static void jailbreak(Section section) {
    section.field("method").word(METHODS);
    threshold(section);
    section.field("include_history").flag();
    section.field("jailbreak_patterns").texts();
    section.field("benign_patterns").texts();
    section.field("direction").word(DIRECTIONS);
  }

  private static void pii(Section section) {
    threshold(section);
    section.field("pii_types_allowed").texts();
    section.field("include_history").flag();
  }

  private static void knowledge(Section section) {
    section.field("kb").required("the name of a knowledge base").text();
    section
        .field("target")
        .required("what must be found, such as {kind: label, value: billing}")
        .section(
            target -> {
              target.field("kind").required("label or group").word(TARGETS);
              target.field("value").required("the name of the label or group").text();
              return target;
            });
    section.field("match").word(MATCHES);
  }

  private static void event(Section section) {
    section.field("event_types").texts();
    section.field("severities").texts();
    section.field("action_codes").texts();
    section.field("temporal").flag();
  }

  private static void classifier(Section section) {
    section.field("type").required("local or llm").word(CLASSIFIERS);
    section.field("model").text();
    section.field("model_path").text();
    section.field("labels").texts();
    section.field("instructions").text();
    section.field("use_cpu").flag();
  }

  private static void threshold(Section section) {
    section.field("threshold").number(0, 1);
  }
}
