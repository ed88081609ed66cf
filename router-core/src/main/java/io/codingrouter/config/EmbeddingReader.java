package io.codingrouter.config;

import io.codingrouter.signal.EmbeddingRule;
import io.codingrouter.signal.EmbeddingRule.Aggregation;
import io.codingrouter.signal.EmbeddingRule.Modality;
import java.util.List;

/** Reads embedding signals. */
final class EmbeddingReader {
  private static final Words<Aggregation> AGGREGATIONS =
      Words.of(List.of(Aggregation.values()), Aggregation::configName);
  private static final Words<Modality> MODALITIES =
      Words.of(List.of(Modality.values()), Modality::configName);
  private static final int MOST_PLACES = 1_000;

  private EmbeddingReader() {}

  static EmbeddingRule read(Section section, String name) {
    section.field("description").text();
    Field candidates = section.field("candidates").required("a list of phrases");
    if (candidates.isEmptyList()) {
      candidates.problem("must have at least one phrase");
    }
    Field modalityField = section.field("query_modality");
    Modality modality = modalityField.word(MODALITIES).orElse(Modality.TEXT);
    Inert.warnOfModality(modalityField, modality);
    EmbeddingRule.Builder rule =
        EmbeddingRule.builder(name)
            .candidates(candidates.texts())
            .modality(modality)
            .aggregation(
                section.field("aggregation_method").word(AGGREGATIONS).orElse(Aggregation.MAX))
            .topK(section.field("top_k").integer(0, MOST_PLACES).orElse(1));
    section.field("threshold").number(0, 1).ifPresent(n -> rule.threshold(n.doubleValue()));
    section
        .field("min_score_threshold")
        .number(0, 1)
        .ifPresent(n -> rule.softThreshold(n.doubleValue()));
    if (!section.field("enable_soft_matching").flag().orElse(true)) {
      rule.withoutSoftThreshold();
    }
    return rule.build();
  }
}
