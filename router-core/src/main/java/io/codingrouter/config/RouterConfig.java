package io.codingrouter.config;

import io.codingrouter.decision.Decision;
import io.codingrouter.decision.Strategy;
import io.codingrouter.model.ReasoningFamily;
import io.codingrouter.signal.Envelopes;
import io.codingrouter.signal.KeywordRule;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a router shall do: models, signals, decisions and switches, read from YAML or built, and
 * checked as a whole. Immutable and safe for concurrent use. Two configurations are equal if they
 * say the same, up to their secrets.
 */
public final class RouterConfig {
  private final Settings settings;
  private final ConfigNode document;
  private final List<Problem> warnings;
  private final Map<String, ModelCard> modelsByName;
  private final Envelopes envelopes;

  private RouterConfig(Settings settings, ConfigNode document, List<Problem> warnings) {
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
    Settings settings = new ConfigReader(reading).read(document);
    problems.check();
    return new RouterConfig(settings, reading.withoutSecrets(document), problems.warnings());
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
   * Writes the configuration as YAML that reads back equal: {@code ${VAR}} as it was written, other
   * secrets as {@code ••••}.
   *
   * @return the text
   */
  public String toYaml() {
    return YamlWriter.write(document);
  }

  /**
   * Fills masked secrets with those of another configuration, by the names of model and header.
   *
   * @param other where the secrets are
   * @return the same configuration with secrets
   */
  public RouterConfig withSecretsFrom(RouterConfig other) {
    SecretFilling filling = new SecretFilling(other, warnings);
    Settings filled = settings.withModels(filling.fill(models()));
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
   * @return {@code v0.1} for the native format
   */
  public String version() {
    return settings.version();
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
    return settings.keywords();
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
        + keywords().size()
        + " keyword signals, "
        + decisions().size()
        + " decisions]";
  }
}
