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
    keywords = addKeywords(ofKind(rules, KeywordRule.class));
    rules.forEach(this::addReader);
    embeddings = addEmbeddings(embeddingRules(rules, projections), former);
    addReasks(ofKind(rules, ReaskRule.class));
    RoleSignal.of(ofKind(rules, RoleBinding.class)).forEach(this::add);
    addStructure(StructureIndex.compile(ofKind(rules, StructureRule.class)));
    instruments.signals().forEach(signal -> add(new CustomSignal(signal)));
    new ProjectionCompiler(projections, evaluators).compile();
  }

  private KeywordIndex addKeywords(List<KeywordRule> rules) {
    for (int i = 0; i < rules.size(); i++) {
      add(new KeywordSignal(rules.get(i), i));
    }
    return KeywordIndex.compile(rules);
  }

  /** Adds a signal that reads the request by itself: it shares no work with others of its kind. */
  private void addReader(SignalRule rule) {
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

  private EmbeddingIndex addEmbeddings(List<EmbeddingRule> rules, EmbeddingIndex former) {
    EmbeddingIndex index = EmbeddingIndex.compile(rules, instruments.embeddings(), former);
    for (int i = 0; i < index.rules().size(); i++) {
      add(new EmbeddingSignal(index, i));
    }
    return index;
  }

  private void addReasks(List<ReaskRule> rules) {
    if (!rules.isEmpty()) {
      EmbeddingModel model = instruments.embeddings().get();
      rules.forEach(rule -> add(new ReaskSignal(rule, rules, model)));
    }
  }

  private void addStructure(StructureIndex index) {
    for (int i = 0; i < index.rules().size(); i++) {
      add(new StructureSignal(index, i));
    }
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
    evaluators.putIfAbsent(SignalCondition.fires(evaluator.type(), evaluator.name()), evaluator);
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

  private void add(SignalCondition condition) {
    Evaluator signal = signal(condition);
    if (signal != null && !condition.test().equals(SignalTest.NONE)) {
      evaluators.computeIfAbsent(condition, absent -> new TestedSignal(signal, condition.test()));
    }
    if (signal == null && condition.type().equals(CustomSignal.TYPE)) {
      throw CustomSignal.missing("a decision", condition.name());
    }
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
    return evaluators.get(SignalCondition.fires(condition.type(), condition.name()));
  }
}
