package io.codingrouter.signal;

import io.codingrouter.embedding.EmbeddingModel;
import io.codingrouter.signal.Evaluator.Matter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles signals to a {@link SignalIndex}. Used once. */
final class SignalCompiler {
  private final Map<SignalCondition, Evaluator> evaluators = new LinkedHashMap<>();
  private final KeywordIndex keywords;
  private final EmbeddingIndex embeddings;
  private final Instruments instruments;

  SignalCompiler(
      List<SignalRule> rules,
      Projections projections,
      Instruments instruments,
      EmbeddingIndex former) {
    this.instruments = instruments;
    List<KeywordRule> keywordRules = ofKind(rules, KeywordRule.class);
    keywords = KeywordIndex.compile(keywordRules);
    for (int i = 0; i < keywordRules.size(); i++) {
      add(new KeywordSignal(keywordRules.get(i), i));
    }
    for (SignalRule rule : rules) {
      if (rule instanceof ContextRule context) {
        add(new ContextSignal(context));
      } else if (rule instanceof ConversationRule conversation) {
        add(new ConversationSignal(conversation));
      } else if (rule instanceof LanguageRule language) {
        add(new LanguageSignal(language));
      } else if (rule instanceof MetadataRule metadata) {
        add(AttributeSignal.of(metadata));
      } else if (rule instanceof LabelRule label) {
        add(AttributeSignal.of(label));
      }
    }
    embeddings =
        EmbeddingIndex.compile(
            embeddingRules(rules, projections), instruments.embeddings(), former);
    for (int i = 0; i < embeddings.rules().size(); i++) {
      add(new EmbeddingSignal(embeddings, i));
    }
    List<ReaskRule> reasks = ofKind(rules, ReaskRule.class);
    if (!reasks.isEmpty()) {
      EmbeddingModel model = instruments.embeddings().get();
      reasks.forEach(rule -> add(new ReaskSignal(rule, reasks, model)));
    }
    RoleSignal.of(ofKind(rules, RoleBinding.class)).forEach(this::add);
    StructureIndex structure = StructureIndex.compile(ofKind(rules, StructureRule.class));
    for (int i = 0; i < structure.rules().size(); i++) {
      add(new StructureSignal(structure, i));
    }
    instruments.signals().forEach(signal -> add(new CustomSignal(CustomSignal.TYPE, signal)));
    new ProjectionCompiler(projections, evaluators).compile();
  }

  /** The embedding rules; of those in a partition, the partition chooses, not their places. */
  private static List<EmbeddingRule> embeddingRules(
      List<SignalRule> rules, Projections projections) {
    Set<String> members = new HashSet<>();
    for (Projections.Partition partition : projections.partitions()) {
      if (partition.type().equals(EmbeddingRule.TYPE) && partition.members().size() > 1) {
        members.addAll(partition.members());
      }
    }
    return ofKind(rules, EmbeddingRule.class).stream()
        .map(rule -> members.contains(rule.name()) ? rule.atAnyPlace() : rule)
        .toList();
  }

  private static <R extends SignalRule> List<R> ofKind(List<SignalRule> rules, Class<R> kind) {
    return rules.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private void add(Evaluator evaluator) {
    evaluators.putIfAbsent(
        new SignalCondition(evaluator.type(), evaluator.name(), SignalTest.NONE), evaluator);
  }

  SignalIndex compile(List<SignalCondition> conditions) {
    conditions.forEach(this::add);
    List<Evaluator> ordered = new ArrayList<>(evaluators.values());
    ordered.sort(Comparator.comparing(Evaluator::cost));
    Map<Evaluator, Integer> places = new HashMap<>();
    for (int i = 0; i < ordered.size(); i++) {
      places.put(ordered.get(i), i);
    }
    Map<SignalCondition, Integer> numbers = new HashMap<>();
    evaluators.forEach((condition, evaluator) -> numbers.put(condition, places.get(evaluator)));
    ordered.forEach(evaluator -> evaluator.link(places::get));
    return new SignalIndex(
        List.copyOf(ordered), numbers, keywords, embeddings, instruments, matters(conditions));
  }

  private Set<Matter> matters(List<SignalCondition> conditions) {
    Set<Matter> matters = EnumSet.noneOf(Matter.class);
    for (SignalCondition condition : conditions) {
      Evaluator signal = signal(condition);
      if (condition.type().equals(RoleBinding.TYPE)) {
        matters.add(Matter.ROLE); // even of a role that nobody has
      }
      for (Matter matter : Matter.values()) {
        if (signal != null && signal.reads(matter)) {
          matters.add(matter);
        }
      }
    }
    return matters;
  }

  private @Nullable Evaluator signal(SignalCondition condition) {
    return evaluators.get(new SignalCondition(condition.type(), condition.name(), SignalTest.NONE));
  }

  private void add(SignalCondition condition) {
    Evaluator signal = signal(condition);
    if (signal != null && !condition.test().equals(SignalTest.NONE)) {
      evaluators.computeIfAbsent(condition, absent -> new TestedSignal(signal, condition.test()));
    }
    if (signal == null && condition.type().equals(CustomSignal.TYPE)) {
      throw CustomSignal.missing("a decision", condition.name());
    }
  }
}
