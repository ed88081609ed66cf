package io.codingrouter.config;

import io.codingrouter.config.ConfigNode.Mapping;
import io.codingrouter.config.ConfigNode.Member;
import io.codingrouter.config.ConfigNode.Sequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What upstream's v0.3 says once for all embedding signals, and the native format for each of them:
 * how soft matching goes.
 */
final class EmbeddingOptions {
  private static final String EMBEDDINGS = "embeddings";
  private static final List<String> WITHIN_CATALOG =
      List.of(EMBEDDINGS, "semantic", "embedding_config");
  private static final Set<String> KEYS =
      Set.of("enable_soft_matching", "min_score_threshold", "top_k");

  private final Map<String, Member> options = new LinkedHashMap<>();
  private final boolean alone;

  private EmbeddingOptions(Reading reading, Mapping document) {
    ConfigPath path = ConfigPath.ROOT.key("global").key("model_catalog");
    Mapping mapping = child(child(document, "global"), "model_catalog");
    boolean nothingBeside = true;
    for (String key : WITHIN_CATALOG) {
      nothingBeside &= mapping.entries().size() == 1;
      mapping = child(mapping, key);
      path = path.key(key);
    }
    for (Map.Entry<String, Member> entry : mapping.entries().entrySet()) {
      if (KEYS.contains(entry.getKey())) {
        reading.moved(entry.getValue().value(), path.key(entry.getKey()));
        options.put(entry.getKey(), entry.getValue());
      }
    }
    alone = nothingBeside && !options.isEmpty() && options.size() == mapping.entries().size();
  }

  /** Finds the options in a document of that format. */
  static EmbeddingOptions of(Reading reading, Mapping document) {
    return new EmbeddingOptions(reading, document);
  }

  private static Mapping child(Mapping mapping, String key) {
    Member member = mapping.entries().get(key);
    return member != null && member.value() instanceof Mapping child
        ? child
        : new MappingBuilder().build(mapping.place());
  }

  /** Whether the catalog of models holds these options and nothing else. */
  boolean areAlone() {
    return alone;
  }

  /** The signals, with the options said in each embedding signal that does not say otherwise. */
  ConfigNode saidIn(ConfigNode signals) {
    if (options.isEmpty()
        || !(signals instanceof Mapping kinds)
        || !kinds.entries().containsKey(EMBEDDINGS)) {
      return signals;
    }
    MappingBuilder all = new MappingBuilder();
    kinds
        .entries()
        .forEach(
            (kind, list) ->
                all.put(
                    kind,
                    list.key(),
                    kind.equals(EMBEDDINGS) ? saidInEach(list.value()) : list.value()));
    return all.build(kinds.place());
  }

  private ConfigNode saidInEach(ConfigNode list) {
    return list instanceof Sequence signals
        ? new Sequence(
            signals.place(), signals.items().stream().map(this::added).toList(), signals.flow())
        : list;
  }

  private ConfigNode added(ConfigNode item) {
    if (!(item instanceof Mapping signal)) {
      return item;
    }
    MappingBuilder more = new MappingBuilder();
    signal.entries().forEach((key, member) -> more.put(key, member.key(), member.value()));
    options.forEach((key, option) -> more.put(key, option.key(), option.value()));
    return more.build(signal.place());
  }
}
