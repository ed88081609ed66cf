package io.codingrouter.signal;

import io.codingrouter.embedding.Embedding;
import io.codingrouter.embedding.EmbeddingModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All embedding rules of a router, their candidates embedded. Immutable and safe for concurrent
 * use.
 */
final class EmbeddingIndex {
  static final EmbeddingIndex NONE = new EmbeddingIndex(List.of(), List.of(), Map.of(), null);

  private final List<EmbeddingRule> rules;
  private final List<Prototypes> prototypes; // by rule
  private final Map<String, Embedding> phrases; // all candidates, for the next index
  private final @Nullable EmbeddingModel model; // null without rules: it is not loaded for nothing

  private EmbeddingIndex(
      List<EmbeddingRule> rules,
      List<Prototypes> prototypes,
      Map<String, Embedding> phrases,
      @Nullable EmbeddingModel model) {
    this.rules = rules;
    this.prototypes = prototypes;
    this.phrases = phrases;
    this.model = model;
  }

  /**
   * Embeds the candidates of rules.
   *
   * @param former the index that this one replaces: what it has embedded is not embedded again
   */
  static EmbeddingIndex compile(
      List<EmbeddingRule> all, Supplier<EmbeddingModel> models, EmbeddingIndex former) {
    List<EmbeddingRule> rules =
        all.stream()
            .filter(rule -> rule.modality() == EmbeddingRule.Modality.TEXT)
            .filter(rule -> !rule.candidates().isEmpty())
            .toList();
    if (rules.isEmpty()) {
      return NONE;
    }
    EmbeddingModel model = models.get();
    Map<String, Embedding> phrases = new HashMap<>();
    for (EmbeddingRule rule : rules) {
      embed(rule, model, former.phrases(model), phrases);
    }
    return new EmbeddingIndex(
        rules,
        rules.stream().map(rule -> Prototypes.of(rule, phrases)).toList(),
        Map.copyOf(phrases),
        model);
  }

  private static void embed(
      EmbeddingRule rule,
      EmbeddingModel model,
      Map<String, Embedding> known,
      Map<String, Embedding> phrases) {
    try {
      for (String candidate : rule.candidates()) {
        if (!phrases.containsKey(candidate)) {
          Embedding vector = known.get(candidate);
          phrases.put(candidate, vector == null ? model.embed(candidate) : vector);
        }
      }
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

  /** The phrases that this index has embedded, if it was by a model of the same vectors. */
  private Map<String, Embedding> phrases(EmbeddingModel other) {
    return model != null && model.id().equals(other.id()) ? phrases : Map.of();
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
