package io.codingrouter.config;

import io.codingrouter.config.ConfigNode.Mapping;
import io.codingrouter.config.ConfigNode.Member;
import io.codingrouter.config.ConfigNode.Scalar;
import io.codingrouter.config.ConfigNode.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The canonical v0.3 format of vLLM Semantic Router, rewritten as the native one: one meaning for
 * both, whether a file is loaded or migrated. Values keep their places, and messages the paths, as
 * they were written.
 */
final class CanonicalFormat {
  static final String VERSION = "v0.3";

  /** Keys of the native format by what this one calls them, for what is missing. */
  private static final Map<String, String> WRITTEN_KEYS =
      Map.of("endpoints", "backend_refs", "default_model", "defaults.default_model");

  private static final List<String> MODEL_KEYS =
      List.of(
          "name", "provider_model_id", "api_format", "reasoning_family", "limits", "reliability");
  private static final String EXTERNAL_IDS = "external_model_ids";
  private static final List<String> REASONING_KEYS =
      List.of(
          "type",
          "parameter",
          "activation_parameter",
          "effort_flags",
          "levels",
          "efforts",
          "default",
          "modes",
          "default_mode",
          "disabled");
  private static final Map<String, String> CARD_KEYS = cardKeys();
  private static final Map<String, String> PRICE_KEYS = priceKeys();

  /** What of {@code global} is known there, and what will not happen here. */
  private static final Map<String, String> GLOBAL =
      Map.of(
          "services", "this is a library, without services of its own",
          "stores", "no store is opened",
          "integrations", "nothing is integrated");

  private static final String CATALOG = "model_catalog";

  private static final Set<String> AUTO_NAMES = Set.of("auto_model_name", "auto_model_names");
  private static final List<String> ROUTER_KEYS =
      List.of(
          "config_source",
          "include_config_models_in_list",
          "clear_route_cache",
          "streamed_body",
          "skip_processing",
          "model_selection",
          "learning");

  private final Reading reading;
  private final Map<String, Card> cards = new LinkedHashMap<>();
  private final MappingBuilder aliases = new MappingBuilder();

  /** What a card says of a model, and where. */
  private record Card(Section section, Mapping values) {}

  CanonicalFormat(Reading reading) {
    this.reading = reading;
  }

  private static Map<String, String> cardKeys() {
    return MovedKeys.same(
            "param_size",
            "description",
            "capabilities",
            "quality_score",
            "loras",
            "tags",
            "modality",
            "max_output_tokens")
        .renamed("context_window_size", "context_window")
        .build();
  }

  private static Map<String, String> priceKeys() {
    return MovedKeys.same(
            "currency",
            "prompt_per_1m",
            "completion_per_1m",
            "cached_input_per_1m",
            "cache_write_per_1m",
            "reasoning_per_1m")
        .renamed("input_cost_per_million_tokens", "prompt_per_1m")
        .renamed("output_cost_per_million_tokens", "completion_per_1m")
        .build();
  }

  /** The same in the native format. */
  Mapping toNative(Mapping document) {
    reading.writtenKeys(WRITTEN_KEYS);
    Section root = new Section(reading, ConfigPath.ROOT, document);
    EmbeddingOptions embeddings = EmbeddingOptions.of(reading, document);
    MappingBuilder out = new MappingBuilder();
    put(out, "version", document.place(), ConfigReader.VERSION);
    checkVersion(root.field("version"));
    reading.move(root, "listeners", out, "listeners");
    Recipes recipes = new Recipes(root, reading);
    MappingBuilder routing = new MappingBuilder();
    recipes.read(section -> routing(section, recipes, embeddings, routing));
    Field main = root.field("routing");
    if (!recipes.isChosen()) {
      main.required("the signals and decisions");
    }
    main.section(section -> routing(section, recipes, embeddings, routing));
    recipes.entryNames().forEach(this::alias);
    root.field("providers").required("the models").section(section -> providers(section, out));
    routing.build(document.place()).entries().forEach((k, v) -> out.put(k, v.key(), v.value()));
    root.field("global").section(section -> global(section, embeddings, out));
    Mapping names = aliases.build(document.place());
    if (!names.entries().isEmpty()) {
      out.put("aliases", document.place(), names);
    }
    put(out, "default_route", document.place(), "false");
    root.close();
    return out.build(document.place());
  }

  /** A version may be absent, or the native one: the shape tells. */
  private static void checkVersion(Field field) {
    String version = field.text().map(String::strip).orElse(VERSION);
    if (!version.equals(VERSION) && !version.equals(ConfigReader.VERSION)) {
      field.problem("is a version that nobody knows here: write " + VERSION);
    }
  }

  private boolean routing(
      Section section, Recipes recipes, EmbeddingOptions embeddings, MappingBuilder out) {
    section.field("modelCards").sections(this::card);
    reading.move(section, "strategy", out, "strategy");
    Member signals = section.take("signals");
    if (signals != null) {
      ConfigNode complete = embeddings.saidIn(signals.value());
      reading.moved(complete, section.path().key("signals"));
      out.put("signals", signals.key(), complete);
    }
    reading.move(section, "stickiness", out, "stickiness");
    reading.move(section, "limits", out, "limits");
    reading.move(section, "projections", out, "projections");
    Member decisions = section.take("decisions");
    if (decisions != null) {
      ConfigPath path = section.path().key("decisions");
      reading.moved(decisions.value(), path);
      out.put("decisions", decisions.key(), recipes.assigned(decisions.value(), path));
    }
    return true;
  }

  private boolean card(Section section) {
    Field name = section.field("name").required("the name of a model under providers.models");
    MappingBuilder card = new MappingBuilder();
    CARD_KEYS.forEach((written, key) -> reading.move(section, written, card, key));
    section.field("modalities").section(kinds -> modalities(kinds, card));
    String model = name.quietText();
    Card complete = new Card(section, card.build(section.place()));
    if (cards.putIfAbsent(model, complete) != null) {
      name.problem("another card has this name: names must be unique");
    }
    return true;
  }

  private boolean modalities(Section section, MappingBuilder card) {
    reading.move(section, "input", card, "input_modalities");
    inert(section, "output", "replies are taken as they come");
    return true;
  }

  private boolean providers(Section section, MappingBuilder out) {
    MappingBuilder providers = new MappingBuilder();
    Field modelsField = section.field("models").required("a list with at least one model");
    List<ConfigNode> models = new ArrayList<>(modelsField.sections(this::model));
    if (modelsField.isPresent()) {
      Sequence list = new Sequence(modelsField.place(), models, false);
      reading.moved(list, modelsField.path());
      providers.put("models", modelsField.place(), list);
    }
    section
        .field("defaults")
        .section(
            defaults -> {
              reading.move(defaults, "default_model", providers, "default_model");
              reading.move(defaults, "model", providers, "default_model");
              reading.move(
                  defaults, "default_reasoning_effort", providers, "default_reasoning_effort");
              reading.move(defaults, "reasoning_effort", providers, "default_reasoning_effort");
              reading.move(defaults, "reasoning_families", providers, "reasoning_families");
              return true;
            });
    Mapping built = providers.build(section.place());
    reading.moved(built, section.path());
    out.put("providers", section.place(), built);
    cards
        .values()
        .forEach(card -> card.section().warn("describes a model that providers.models has not"));
    return true;
  }

  private ConfigNode model(Section section) {
    MappingBuilder model = new MappingBuilder();
    MODEL_KEYS.forEach(key -> reading.move(section, key, model, key));
    if (isOwnName(section)) {
      section.take(EXTERNAL_IDS);
    } else {
      reading.move(section, EXTERNAL_IDS, model, EXTERNAL_IDS);
    }
    section.field("reasoning").section(reasoning -> reasoning(reasoning, model));
    section.field("pricing").section(pricing -> pricing(pricing, model));
    Field refs = section.field("backend_refs");
    if (refs.isPresent()) {
      Sequence endpoints =
          new Sequence(refs.place(), refs.sections(new CanonicalBackend(reading)::read), false);
      reading.moved(endpoints, refs.path());
      model.put("endpoints", refs.place(), endpoints);
    }
    Card card = cards.remove(section.field("name").quietText());
    if (card != null) {
      card.values()
          .entries()
          .forEach((key, member) -> model.put(key, member.key(), member.value()));
    }
    return built(section, model);
  }

  /** Whether backends know a model by the name that they are told anyway. */
  private static boolean isOwnName(Section section) {
    Member ids = section.mapping().entries().get(EXTERNAL_IDS);
    String id = Recipes.text(section.mapping(), "provider_model_id");
    String told = id.isEmpty() ? Recipes.text(section.mapping(), "name") : id;
    return ids != null
        && ids.value() instanceof Mapping mapping
        && mapping.entries().keySet().stream()
            .allMatch(backend -> Recipes.text(mapping, backend).equals(told));
  }

  /** What v0.4 says of how a model reasons: of that, its family is read. */
  private boolean reasoning(Section section, MappingBuilder model) {
    reading.move(section, "family", model, "reasoning_family");
    REASONING_KEYS.forEach(key -> inert(section, key, "describe a family in reasoning_families"));
    return true;
  }

  private boolean pricing(Section section, MappingBuilder model) {
    MappingBuilder pricing = new MappingBuilder();
    PRICE_KEYS.forEach((written, key) -> reading.move(section, written, pricing, key));
    model.put("pricing", section.place(), built(section, pricing));
    return true;
  }

  private Mapping built(Section section, MappingBuilder builder) {
    Mapping mapping = builder.build(section.place());
    reading.moved(mapping, section.path());
    return mapping;
  }

  private boolean global(Section section, EmbeddingOptions embeddings, MappingBuilder out) {
    GLOBAL.forEach((key, consequence) -> inert(section, key, consequence));
    if (embeddings.areAlone()) {
      section.take(CATALOG);
    } else {
      inert(section, CATALOG, "no model is downloaded; of embedding_config, soft matching is read");
    }
    section.field("router").section(router -> router(router, out));
    return true;
  }

  private boolean router(Section section, MappingBuilder out) {
    if (!out.has("strategy")) {
      reading.move(section, "strategy", out, "strategy");
    } else {
      section.take("strategy");
    }
    for (String key : AUTO_NAMES) {
      Field field = section.field(key);
      List<Field> names =
          !field.isPresent() ? List.of() : field.isList() ? field.items() : List.of(field);
      names.forEach(name -> alias(name.quietText(), name.place()));
    }
    ROUTER_KEYS.forEach(key -> inert(section, key, "the library has its own way"));
    return true;
  }

  /** Lets a name of a model ask for the router's choice. */
  private void alias(String name, Place place) {
    if (!name.isBlank() && !name.equals(ConfigReader.AUTO)) {
      put(aliases, name, place, ConfigReader.AUTO);
    }
  }

  /** Reads a key that means nothing here, and says so once. */
  private static void inert(Section section, String key, String consequence) {
    Field field = section.field(key);
    if (field.isFilled()) {
      field.warnOnce(Inert.notYet(key) + ": " + consequence);
    }
  }

  private static void put(MappingBuilder to, String key, Place place, String value) {
    to.put(key, place, new Scalar(place, value, true));
  }
}
