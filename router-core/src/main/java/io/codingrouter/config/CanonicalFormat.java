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
          "name",
          "provider_model_id",
          "external_model_ids",
          "api_format",
          "reasoning_family",
          "pricing",
          "limits",
          "reliability");
  private static final Map<String, String> CARD_KEYS = cardKeys();
  private static final Map<String, String> BACKEND_KEYS = backendKeys();

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
  private final Map<String, Mapping> cards = new LinkedHashMap<>();

  CanonicalFormat(Reading reading) {
    this.reading = reading;
  }

  private static Map<String, String> cardKeys() {
    Map<String, String> keys = new LinkedHashMap<>();
    for (String same :
        List.of(
            "param_size",
            "description",
            "capabilities",
            "quality_score",
            "loras",
            "tags",
            "modality")) {
      keys.put(same, same);
    }
    keys.put("context_window_size", "context_window");
    return keys;
  }

  private static Map<String, String> backendKeys() {
    Map<String, String> keys = new LinkedHashMap<>();
    for (String same :
        List.of(
            "name",
            "endpoint",
            "base_url",
            "protocol",
            "weight",
            "provider",
            "type",
            "auth_header",
            "auth_prefix",
            "chat_path",
            "api_key_env")) {
      keys.put(same, same);
    }
    keys.put("api_key", "access_key");
    keys.put("extra_headers", "headers");
    return keys;
  }

  /** The same in the native format. */
  Mapping toNative(Mapping document) {
    reading.writtenKeys(WRITTEN_KEYS);
    Section root = new Section(reading, ConfigPath.ROOT, document);
    EmbeddingOptions embeddings = EmbeddingOptions.of(reading, document);
    MappingBuilder out = new MappingBuilder();
    put(out, "version", document.place(), ConfigReader.VERSION);
    checkVersion(root.field("version"));
    move(root, "listeners", out, "listeners");
    MappingBuilder routing = new MappingBuilder();
    root.field("routing")
        .required("the signals and decisions")
        .section(section -> routing(section, embeddings, routing));
    root.field("providers").required("the models").section(section -> providers(section, out));
    routing.build(document.place()).entries().forEach((k, v) -> out.put(k, v.key(), v.value()));
    root.field("global").section(section -> global(section, embeddings, out));
    inert(root, "entrypoints", "requests to these names are not routed by a recipe of their own");
    inert(root, "recipes", "only the main routing is read");
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

  private boolean routing(Section section, EmbeddingOptions embeddings, MappingBuilder out) {
    section.field("modelCards").sections(this::card);
    move(section, "strategy", out, "strategy");
    Member signals = section.take("signals");
    if (signals != null) {
      ConfigNode complete = embeddings.saidIn(signals.value());
      reading.moved(complete, section.path().key("signals"));
      out.put("signals", signals.key(), complete);
    }
    move(section, "stickiness", out, "stickiness");
    move(section, "limits", out, "limits");
    move(section, "projections", out, "projections");
    move(section, "decisions", out, "decisions");
    return true;
  }

  private boolean card(Section section) {
    Field name = section.field("name").required("the name of a model under providers.models");
    MappingBuilder card = new MappingBuilder();
    CARD_KEYS.forEach((written, key) -> move(section, written, card, key));
    String model = name.quietText();
    if (cards.putIfAbsent(model, card.build(section.place())) != null) {
      name.problem("another card has this name: names must be unique");
    }
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
              move(defaults, "default_model", providers, "default_model");
              move(defaults, "default_reasoning_effort", providers, "default_reasoning_effort");
              move(defaults, "reasoning_families", providers, "reasoning_families");
              return true;
            });
    Mapping built = providers.build(section.place());
    reading.moved(built, section.path());
    out.put("providers", section.place(), built);
    for (String card : cards.keySet()) {
      section.warn(
          "routing.modelCards describes " + Shown.key(card) + ", which is not among the models");
    }
    return true;
  }

  private ConfigNode model(Section section) {
    MappingBuilder model = new MappingBuilder();
    MODEL_KEYS.forEach(key -> move(section, key, model, key));
    Field refs = section.field("backend_refs");
    if (refs.isPresent()) {
      Sequence endpoints = new Sequence(refs.place(), refs.sections(this::backend), false);
      reading.moved(endpoints, refs.path());
      model.put("endpoints", refs.place(), endpoints);
    }
    Mapping card = cards.remove(section.field("name").quietText());
    if (card != null) {
      card.entries().forEach((key, member) -> model.put(key, member.key(), member.value()));
    }
    return built(section, model);
  }

  private ConfigNode backend(Section section) {
    MappingBuilder backend = new MappingBuilder();
    BACKEND_KEYS.forEach((written, key) -> move(section, written, backend, key));
    MappingBuilder query = new MappingBuilder();
    move(section, "api_version", query, "api-version");
    if (query.has("api-version")) {
      backend.put("query", section.place(), query.build(section.place()));
    }
    return built(section, backend);
  }

  private ConfigNode built(Section section, MappingBuilder builder) {
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
      move(section, "strategy", out, "strategy");
    } else {
      section.take("strategy");
    }
    MappingBuilder aliases = new MappingBuilder();
    for (String key : AUTO_NAMES) {
      Field field = section.field(key);
      List<Field> names =
          !field.isPresent() ? List.of() : field.isList() ? field.items() : List.of(field);
      for (Field name : names) {
        if (!name.quietText().isBlank() && !name.quietText().equals(ConfigReader.AUTO)) {
          put(aliases, name.quietText(), name.place(), ConfigReader.AUTO);
        }
      }
    }
    Mapping built = aliases.build(section.place());
    if (!built.entries().isEmpty()) {
      out.put("aliases", section.place(), built);
    }
    ROUTER_KEYS.forEach(key -> inert(section, key, "the library has its own way"));
    return true;
  }

  /** Reads a key that means nothing here, and says so once. */
  private static void inert(Section section, String key, String consequence) {
    Field field = section.field(key);
    if (field.isPresent()) {
      field.warn(Inert.notYet(key) + ": " + consequence);
    }
  }

  private void move(Section from, String written, MappingBuilder to, String key) {
    Member member = from.take(written);
    if (member != null) {
      reading.moved(member.value(), from.path().key(written));
      to.put(key, member.key(), member.value());
    }
  }

  private static void put(MappingBuilder to, String key, Place place, String value) {
    to.put(key, place, new Scalar(place, value, true));
  }
}
