package io.codingrouter.signal;

import io.codingrouter.embedding.EmbeddingModel;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All embedding rules of a router, their candidates embedded. Immutable and safe for concurrent
 * use.
 */
final class EmbeddingIndex {
  private final List<EmbeddingRule> rules;
  private final List<Prototypes> prototypes; // by rule
  private final @Nullable EmbeddingModel model; // null without rules: it is not loaded for nothing

  private EmbeddingIndex(
      List<EmbeddingRule> rules, List<Prototypes> prototypes, @Nullable EmbeddingModel model) {
    this.rules = rules;
    this.prototypes = prototypes;
    this.model = model;
  }

  static EmbeddingIndex compile(List<EmbeddingRule> all, Supplier<EmbeddingModel> models) {
    List<EmbeddingRule> rules =
        all.stream()
            .filter(rule -> rule.modality() == EmbeddingRule.Modality.TEXT)
            .filter(rule -> !rule.candidates().isEmpty())
            .toList();
    if (rules.isEmpty()) {
      return new EmbeddingIndex(List.of(), List.of(), null);
    }
    EmbeddingModel model = models.get();
    return new EmbeddingIndex(
        rules, rules.stream().map(rule -> embed(rule, model)).toList(), model);
  }

  private static Prototypes embed(EmbeddingRule rule, EmbeddingModel model) {
    try {
      return Prototypes.of(rule, model);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "the embedding model "
              + model.id()
              + " could not embed the candidates of the embedding signal \""
              + rule.name()
              + "\"",
          e);
    }
  }

  /** Compares a request's ask with all candidates: it is embedded once for all rules. */
  EmbeddingMatches match(SignalMatches matches) {
    if (model == null || matches.ask().isEmpty()) {
      return EmbeddingMatches.none(rules.size());
    }
    try {
      return EmbeddingMatches.of(this, matches.meaning(model).ask());
    } catch (RuntimeException e) {
      return EmbeddingMatches.failed(e);
    }
  }

  List<EmbeddingRule> rules() {
    return rules;
  }

  Prototypes prototypes(int rule) {
    return prototypes.get(rule);
  }
}
