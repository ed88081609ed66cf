package io.codingrouter.config;

import io.codingrouter.decision.Decision;
import io.codingrouter.decision.Strategy;
import io.codingrouter.model.ReasoningFamily;
import io.codingrouter.signal.Envelopes;
import io.codingrouter.signal.KeywordRule;
import io.codingrouter.signal.Projections;
import io.codingrouter.signal.SignalRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What a router shall do: models, signals, decisions and switches, read from YAML or built, and
 * checked as a whole. Immutable and safe for concurrent use. Two configurations are equal if they
 * say the same, up to their secrets, in whatever format.
 */
public final class RouterConfig {
  private final Settings settings;
  private final ConfigDocument document;
  private final List<Problem> warnings;
  private final Map<String, ModelCard> modelsByName;
  private final Envelopes envelopes;

  private RouterConfig(Settings settings, ConfigDocument document, List<Problem> warnings) {
    this.settings = settings;
    this.document = document;
    this.warnings = List.copyOf(warnings);
    this.modelsByName = new HashMap<>();
    for (ModelCard model : settings.models()) {
      modelsByName.put(model.name(), model);
    }
    this.envelopes = settings.envelopes().envelopes();
  }

  /** Reads a document and checks it as a whole; throws if there is any problem. */
  static RouterConfig of(
      ConfigNode.Mapping document,
      Problems problems,
      UnaryOperator<String> environment,
      Reading.Observer observer) {
    Reading reading = new Reading(problems, environment, observer);
    ConfigNode.Mapping rewritten =
        ConfigFormat.of(document, problems) == ConfigFormat.CANONICAL
            ? new CanonicalFormat(reading).toNative(document)
            : document;
    Settings settings = new ConfigReader(reading).read(rewritten);
    problems.check();
    return new RouterConfig(
        settings,
        new ConfigDocument(reading.withoutSecrets(document), reading.withoutSecrets(rewritten)),
        problems.warnings());
  }

  /**
   * Reads a file; {@code ${VAR}} is taken from the environment.
   *
   * @param file a YAML file in UTF-8
   * @return the configuration
   * @throws ConfigException if the file is missing or anything in it is wrong, with every problem
   */
  public static RouterConfig load(Path file) {
    return load(file, System::getenv);
  }

  /**
   * Reads a file.
   *
   * @param file a YAML file in UTF-8
   * @param environment gives the value of a variable, null if it is not set
   * @return the configuration
   * @throws ConfigException if the file is missing or anything in it is wrong, with every problem
   */
  public static RouterConfig load(Path file, UnaryOperator<String> environment) {
    return parse(ConfigFile.read(file), environment);
  }

  /**
   * Reads a text; {@code ${VAR}} is taken from the environment.
   *
   * @param yaml the text
   * @return the configuration
   * @throws ConfigException if anything is wrong, with every problem
   */
  public static RouterConfig parse(String yaml) {
    return parse(yaml, System::getenv);
  }

  /**
   * Reads a text.
   *
   * @param yaml the text
   * @param environment gives the value of a variable, null if it is not set
   * @return the configuration
   * @throws ConfigException if anything is wrong, with every problem
   */
  public static RouterConfig parse(String yaml, UnaryOperator<String> environment) {
    Problems problems = new Problems();
    return of(YamlComposer.compose(yaml, problems), problems, environment, Reading.Observer.NONE);
  }

  /**
   * Starts a configuration in code. All that YAML can say can be said here, and it is checked the
   * same way.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the JSON Schema (draft 2020-12) of the YAML format, which editors complete by.
   *
   * @return the schema's text
   */
  public static String schema() {
    return ConfigFile.resource("config.schema.json");
  }

  /**
   * Writes the configuration as YAML that reads back equal: {@code ${VAR}} as it was written, other
   * secrets as {@code ••••}.
   *
   * @return the text
   */
  public String toYaml() {
    return document.toYaml();
  }

  /**
   * Returns the same configuration, to be written in the native format. What means nothing here is
   * left out, as {@link #warnings()} said.
   *
   * @return an equal configuration whose {@link #toYaml()} is of the native format
   */
  public RouterConfig migrate() {
    return new RouterConfig(settings, document.migrated(), warnings);
  }

  /**
   * Fills masked secrets with those of another configuration, by the names of model or decision,
   * and of header.
   *
   * @param other where the secrets are
   * @return the same configuration with secrets
   */
  public RouterConfig withSecretsFrom(RouterConfig other) {
    SecretFilling filling = new SecretFilling(other, warnings);
    Settings filled =
        settings.with(filling.fill(models()), new HeaderFilling(filling, other).fill(decisions()));
    return new RouterConfig(filled, document, filling.warnings());
  }

  /**
   * Returns what was read but will not act as written.
   *
   * @return warnings in the order of the text
   */
  public List<Problem> warnings() {
    return warnings;
  }

  /**
   * Returns the format's version as written.
   *
   * @return {@code v0.1} for the native format, {@code v0.3} for the canonical one
   */
  public String version() {
    return document.version();
  }

  /**
   * Returns the router's name.
   *
   * @return the name, {@code ""} if there is none
   */
  public String name() {
    return settings.name();
  }

  /**
   * Returns what the router is for.
   *
   * @return the description, {@code ""} if there is none
   */
  public String description() {
    return settings.description();
  }

  /**
   * Returns when the configuration was made, as written.
   *
   * @return the date, {@code ""} if there is none
   */
  public String created() {
    return settings.created();
  }

  /**
   * Returns where a gateway listens.
   *
   * @return listeners as written
   */
  public List<Listener> listeners() {
    return settings.listeners();
  }

  /**
   * Returns the models.
   *
   * @return models as written
   */
  public List<ModelCard> models() {
    return settings.models();
  }

  /**
   * Finds a model.
   *
   * @param name its name
   * @return the model, empty if there is none of this name
   */
  public Optional<ModelCard> model(String name) {
    return Optional.ofNullable(modelsByName.get(name));
  }

  /**
   * Returns the model to ask when a decision names none.
   *
   * @return the model's name, empty if none is set
   */
  public Optional<String> defaultModel() {
    return settings.defaultModel();
  }

  /**
   * Returns how families of models are told to reason.
   *
   * @return families by name
   */
  public Map<String, ReasoningFamily> reasoningFamilies() {
    return settings.reasoningFamilies();
  }

  /**
   * Returns how hard a model shall reason when its decision does not say.
   *
   * @return the effort, empty if none is set
   */
  public Optional<String> defaultReasoningEffort() {
    return settings.defaultReasoningEffort();
  }

  /**
   * Returns the keyword signals.
   *
   * @return rules as written
   */
  public List<KeywordRule> keywords() {
    return settings.signals().stream()
        .filter(KeywordRule.class::isInstance)
        .map(KeywordRule.class::cast)
        .toList();
  }

  /**
   * Returns the signals that are decided here, of all kinds.
   *
   * @return signals by kind, as written
   */
  public List<SignalRule> signals() {
    return settings.signals();
  }

  /**
   * Returns what is derived from signals.
   *
   * @return by default {@link Projections#NONE}
   */
  public Projections projections() {
    return settings.projections();
  }

  /**
   * Returns the decisions, the default route that was added included.
   *
   * @return decisions as written, an added one last
   */
  public List<Decision> decisions() {
    return settings.decisions();
  }

  /**
   * Returns which of several decisions that hold is taken.
   *
   * @return by default {@link Strategy#PRIORITY}
   */
  public Strategy strategy() {
    return settings.strategy();
  }

  /**
   * Returns what model names of callers stand for.
   *
   * @return {@code auto} or a model's name, by pattern; {@code *} matches any characters
   */
  public Map<String, String> aliases() {
    return settings.aliases();
  }

  /**
   * Tells whether a model name that nobody knows is routed rather than refused.
   *
   * @return by default false
   */
  public boolean routesUnknownModels() {
    return settings.routesUnknownModels();
  }

  /**
   * Tells whether a conversation stays where it is when a turn says nothing to the contrary.
   *
   * @return by default that it does
   */
  public Stickiness stickiness() {
    return settings.stickiness();
  }

  /**
   * Returns how much tenants may ask.
   *
   * @return by default {@link TenantLimits#NONE}
   */
  public TenantLimits tenantLimits() {
    return settings.tenantLimits();
  }

  /**
   * Returns a switch of {@code advanced}.
   *
   * @param name its name, such as {@code semantic_cache}
   * @return the switch; off if it is not mentioned
   */
  public Feature feature(String name) {
    return settings.advanced().getOrDefault(name, Feature.OFF);
  }

  /**
   * Returns how coding agents wrap what a human asks.
   *
   * @return the built-in table, with the configuration's own additions
   */
  public Envelopes envelopes() {
    return envelopes;
  }

  /**
   * Returns where a decision is written.
   *
   * @param decision one of {@link #decisions()}
   * @return the line, from 1; empty if the configuration was not read from text, or the decision
   *     was added to what was read
   */
  public OptionalInt line(Decision decision) {
    return document.decisionLine(settings.decisions().indexOf(decision));
  }

  /**
   * Tells whether a decision is what would be added if there were no default route: shown as
   * auto-generated.
   *
   * @param decision one of {@link #decisions()}
   * @return whether name, priority, rule and models are those of the generated one
   */
  public boolean isGenerated(Decision decision) {
    return DefaultRoute.isGenerated(decision, defaultModel());
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof RouterConfig other && settings.equals(other.settings);
  }

  @Override
  public int hashCode() {
    return settings.hashCode();
  }

  @Override
  public String toString() {
    return "RouterConfig["
        + models().size()
        + " models, "
        + signals().size()
        + " signals, "
        + decisions().size()
        + " decisions]";
  }

  /**
   * Builds a {@link RouterConfig}. In texts, {@code ${VAR}} stands for an environment variable as
   * in YAML; the typed values {@link KeywordRule} and {@link Decision} mean their texts as they
   * are. Not safe for concurrent use.
   */
  public static final class Builder {
    private final Draft draft = new Draft();
    private final List<Decision> lastResorts = new ArrayList<>();
    private UnaryOperator<String> environment = System::getenv;

    private Builder() {
      draft.set("version", ConfigReader.VERSION);
    }

    /**
     * Sets where {@code ${VAR}} is looked up.
     *
     * @param environment gives the value of a variable, null if it is not set; by default that of
     *     the process
     * @return this builder
     */
    public Builder environment(UnaryOperator<String> environment) {
      this.environment = Objects.requireNonNull(environment, "environment");
      return this;
    }

    /**
     * Names the router.
     *
     * @param name the name
     * @return this builder
     */
    public Builder name(String name) {
      return set("name", name);
    }

    /**
     * Says what the router is for.
     *
     * @param description any words
     * @return this builder
     */
    public Builder description(String description) {
      return set("description", description);
    }

    /**
     * Says when the configuration was made.
     *
     * @param created a date, in any form
     * @return this builder
     */
    public Builder created(String created) {
      return set("created", created);
    }

    /**
     * Adds a listener.
     *
     * @param listener the listener
     * @return this builder
     */
    public Builder listener(Listener listener) {
      draft.add("listeners", DraftValues.of(listener));
      return this;
    }

    /**
     * Adds a model.
     *
     * @param name its name, as its backend knows it
     * @param description says the rest, such as {@code m -> m.endpoint("localhost:8000")}
     * @return this builder
     */
    public Builder model(String name, Consumer<ModelBuilder> description) {
      ModelBuilder model = new ModelBuilder(name);
      description.accept(model);
      draft.add("providers.models", model.toMap());
      return this;
    }

    /**
     * Sets the model to ask when no decision says otherwise.
     *
     * @param model the model's name
     * @return this builder
     */
    public Builder defaultModel(String model) {
      return set("providers.default_model", model);
    }

    /**
     * Describes how a family of models is told to reason.
     *
     * @param name the name that models refer to
     * @param family the family
     * @return this builder
     */
    public Builder reasoningFamily(String name, ReasoningFamily family) {
      draft.put("providers.reasoning_families", name, DraftValues.of(family));
      return this;
    }

    /**
     * Sets how hard models reason when their decision does not say.
     *
     * @param effort the effort in the provider's words
     * @return this builder
     */
    public Builder defaultReasoningEffort(String effort) {
      return set("providers.default_reasoning_effort", effort);
    }

    /**
     * Adds a keyword signal.
     *
     * @param rule the signal
     * @return this builder
     */
    public Builder keywords(KeywordRule rule) {
      draft.add("signals.keywords", DraftValues.of(rule));
      return this;
    }

    /**
     * Adds a decision. One that is the last resort is left out: it is made from the default model.
     *
     * @param decision the decision
     * @return this builder
     */
    public Builder decision(Decision decision) {
      if (decision.isLastResort()) {
        lastResorts.add(decision);
      } else {
        draft.add("decisions", DraftValues.of(decision));
      }
      return this;
    }

    /**
     * Sets which of several decisions that hold is taken.
     *
     * @param strategy the strategy
     * @return this builder
     */
    public Builder strategy(Strategy strategy) {
      return set("strategy", strategy.configName());
    }

    /**
     * Sets what a model name of callers stands for.
     *
     * @param pattern the name; {@code *} matches any characters
     * @param target {@code auto}, or a model's name
     * @return this builder
     */
    public Builder alias(String pattern, String target) {
      draft.put("aliases", pattern, target);
      return this;
    }

    /**
     * Sets whether a model name that nobody knows is routed rather than refused.
     *
     * @param routes whether it is
     * @return this builder
     */
    public Builder routesUnknownModels(boolean routes) {
      return set("unknown_model", routes ? "route" : "refuse");
    }

    /**
     * Turns a switch of {@code advanced} on or off.
     *
     * @param name its name, such as {@code semantic_cache}
     * @param on whether it is on
     * @return this builder
     */
    public Builder feature(String name, boolean on) {
      draft.put("advanced", name, on);
      return this;
    }

    /**
     * Turns a switch of {@code advanced} on, with settings.
     *
     * @param name its name, such as {@code semantic_cache}
     * @param settings its settings: Strings, Numbers, Booleans, Durations and Collections
     * @return this builder
     */
    public Builder feature(String name, Map<String, ?> settings) {
      draft.put("advanced", name, DraftValues.escaped(settings));
      return this;
    }

    /**
     * Sets any key that the format has.
     *
     * @param path keys with dots between, {@code [n]} for the item of a list: {@code
     *     envelopes.strip} or {@code signals.keywords[0].fuzzy_threshold}
     * @param value a String, Number, Boolean, Duration, Collection or Map
     * @return this builder
     * @throws IllegalArgumentException if the path leads through something that has no keys
     */
    public Builder set(String path, Object value) {
      draft.set(path, Objects.requireNonNull(value, path));
      return this;
    }

    /**
     * Builds and checks the configuration.
     *
     * @return the configuration
     * @throws ConfigException if anything is wrong, with every problem
     */
    public RouterConfig build() {
      Problems problems = new Problems();
      RouterConfig config = of(draft.toNode(), problems, environment, Reading.Observer.NONE);
      DefaultRoute.checkMade(lastResorts, config.decisions(), problems);
      problems.check();
      return config;
    }
  }
}
