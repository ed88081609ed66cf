package io.codingrouter.config;

import io.codingrouter.decision.Decision;
import io.codingrouter.decision.Strategy;
import io.codingrouter.dispatch.Reliability;
import io.codingrouter.model.ReasoningFamily;
import io.codingrouter.signal.Projections;
import io.codingrouter.signal.SignalRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a whole configuration of the native format. */
final class ConfigReader {
  static final String VERSION = "v0.1";
  static final String AUTO = "auto";
  private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(5);
  private static final int HIGHEST_PORT = 65_535;
  private static final Words<Strategy> STRATEGIES =
      Words.of(List.of(Strategy.values()), Strategy::configName);
  private static final Words<ReasoningFamily.Type> FAMILY_TYPES =
      Words.of(List.of(ReasoningFamily.Type.values()), ReasoningFamily.Type::configName);
  private static final Words<String> UNKNOWN_MODEL = Words.of("route", "refuse");

  private final Reading reading;
  private final ModelReader models = new ModelReader();
  private final SignalReader signals = new SignalReader();
  private final Names listeners = new Names("listener");

  ConfigReader(Reading reading) {
    this.reading = reading;
  }

  /** Reads a document; what is wrong with it is left with the {@link Reading}'s problems. */
  Settings read(ConfigNode.Mapping document) {
    Section root = new Section(reading, ConfigPath.ROOT, document);
    Settings settings = settings(root);
    root.close();
    return settings;
  }

  private Settings settings(Section root) {
    checkVersion(root.field("version").required("write version: " + VERSION));
    Providers providers =
        root.field("providers")
            .required("the models")
            .section(this::providers)
            .orElse(Providers.NONE);
    List<SignalRule> signalRules = root.field("signals").section(signals::read).orElse(List.of());
    Projections projections =
        root.field("projections")
            .section(new ProjectionReader(signals.names())::read)
            .orElse(Projections.NONE);
    DecisionReader reader =
        new DecisionReader(models.names(), signals.names(), providers.defaultModel.isPresent());
    List<Decision> decisions =
        withDefault(root, root.field("decisions").sections(reader::read), providers);
    new RequirementCheck(providers.models, providers.defaultModel)
        .check(decisions, reader.sections());
    Strategy strategy = root.field("strategy").word(STRATEGIES).orElse(Strategy.PRIORITY);
    if (reading.problems().isEmpty()) {
      DeadDecisions.warn(decisions, reader.sections(), strategy);
    }
    root.field("memory");
    root.field("embedding_models");
    return new Settings(
        root.field("name").text().orElse(""),
        root.field("description").text().orElse(""),
        root.field("created").text().orElse(""),
        root.field("listeners").sections(this::listener),
        providers.models,
        providers.defaultModel,
        providers.families,
        providers.effort,
        signalRules,
        projections,
        decisions,
        strategy,
        aliases(root.field("aliases")),
        root.field("unknown_model").word(UNKNOWN_MODEL).orElse("refuse").equals("route"),
        StickinessReader.read(root.field("stickiness")),
        LimitsReader.ofTenants(root.field("limits"), providers.models),
        root.field("advanced").section(FeatureReader::read).orElse(Map.of()),
        root.field("envelopes").section(EnvelopeWords::read).orElse(EnvelopeWords.NONE),
        reading.unused());
  }

  private static void checkVersion(Field field) {
    String version = field.text().map(String::strip).orElse("");
    if (!version.isEmpty() && !version.equals(VERSION)) {
      field.problem(
          version.equals(CanonicalFormat.VERSION)
              ? "does not go with this shape, of decisions and signals at the top: write " + VERSION
              : "is a version that nobody knows here: write " + VERSION);
    }
  }

  private Listener listener(Section section) {
    Field nameField = section.field("name").required("a name for the listener");
    String name = nameField.text().orElse("");
    listeners.add(nameField, name);
    return new Listener(
        name,
        section
            .field("address")
            .required("the address to bind, such as 127.0.0.1")
            .text()
            .orElse(""),
        section
            .field("port")
            .required("a number from 1 to " + HIGHEST_PORT)
            .integer(1, HIGHEST_PORT)
            .orElse(HIGHEST_PORT),
        section.field("timeout").duration().orElse(DEFAULT_TIMEOUT));
  }

  private record Providers(
      List<ModelCard> models,
      Optional<String> defaultModel,
      Map<String, ReasoningFamily> families,
      Optional<String> effort) {
    static final Providers NONE =
        new Providers(List.of(), Optional.empty(), Map.of(), Optional.empty());
  }

  private Providers providers(Section section) {
    Map<String, ReasoningFamily> families = families(section.field("reasoning_families"));
    Reliability reliability =
        ReliabilityReader.read(section.field("reliability"), Reliability.DEFAULT);
    Field modelsField = section.field("models").required("a list with at least one model");
    if (modelsField.isEmptyList()) {
      modelsField.problem("must have at least one model");
    }
    List<ModelCard> cards =
        modelsField.sections(
            model -> {
              resolveFamily(model.field("reasoning_family"), families);
              return models.read(model, reliability);
            });
    Field defaultField = section.field("default_model");
    Optional<String> defaultModel = defaultField.text();
    defaultModel.ifPresent(name -> models.names().check(defaultField, name, List.of()));
    section.field("external_models");
    return new Providers(
        cards,
        defaultModel,
        Collections.unmodifiableMap(families),
        section.field("default_reasoning_effort").text());
  }

  private static Map<String, ReasoningFamily> families(Field field) {
    Map<String, ReasoningFamily> families = new LinkedHashMap<>();
    field.entries(
        (name, value) -> value.section(ConfigReader::family).ifPresent(f -> families.put(name, f)));
    return families;
  }

  private static ReasoningFamily family(Section section) {
    return new ReasoningFamily(
        section
            .field("type")
            .required("where the family takes its switch")
            .word(FAMILY_TYPES)
            .orElse(ReasoningFamily.Type.REASONING_EFFORT),
        section.field("parameter").required("the name of the request's field").text().orElse(""));
  }

  /** Makes sure that a family is described: in the configuration, or else by us. */
  private static void resolveFamily(Field field, Map<String, ReasoningFamily> families) {
    String name = field.quietText();
    ReasoningFamily known = KnownFamilies.BY_NAME.get(name);
    if (known != null) {
      families.putIfAbsent(name, known);
    } else if (!name.isEmpty() && !families.containsKey(name)) {
      field.problem(
          "no reasoning family has this name"
              + Nearest.find(name, families.keySet())
                  .or(() -> Nearest.find(name, KnownFamilies.BY_NAME.keySet()))
                  .map(near -> "; did you mean \"" + near + "\"?")
                  .orElse(": describe it under providers.reasoning_families"));
    }
  }

  private Map<String, String> aliases(Field field) {
    Map<String, String> aliases = new LinkedHashMap<>();
    field.entries(
        (pattern, target) -> {
          String model = target.required(AUTO + " or a model's name").text().orElse("");
          if (pattern.isBlank()) {
            target.problem("an alias must not be empty");
          }
          models.names().check(target, model, List.of(AUTO));
          aliases.put(pattern, model);
        });
    return Collections.unmodifiableMap(aliases);
  }

  private List<Decision> withDefault(Section root, List<Decision> decisions, Providers providers) {
    boolean added = root.field("default_route").flag().orElse(true);
    if (decisions.stream().anyMatch(decision -> RuleReader.isAlways(decision.rule()))) {
      return decisions;
    }
    if (providers.defaultModel.isEmpty()) {
      if (!root.field("providers").isPresent()) {
        return decisions;
      }
      root.problem(
          "no decision holds always, and there is no default: set providers.default_model to one"
              + " of the models");
      return decisions;
    }
    if (!added) {
      return decisions;
    }
    List<Decision> all = new ArrayList<>(decisions);
    all.add(DefaultRoute.of(providers.defaultModel.get(), decisions));
    return List.copyOf(all);
  }
}
