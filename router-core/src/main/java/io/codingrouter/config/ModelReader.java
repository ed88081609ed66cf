package io.codingrouter.config;

import io.codingrouter.dispatch.Compatibility;
import io.codingrouter.dispatch.Compatibility.OnUnsupported;
import io.codingrouter.dispatch.Compatibility.Profile;
import io.codingrouter.dispatch.Reliability;
import io.codingrouter.dispatch.Reliability.Load;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.Location;
import io.codingrouter.model.Modality;
import io.codingrouter.model.Pricing;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** Reads the models, with their endpoints and keys. */
final class ModelReader {
  private static final Words<String> FORMATS = Words.of(Candidate.OPENAI, Candidate.ANTHROPIC);
  private static final Words<Profile> PROFILES =
      Words.of(List.of(Profile.values()), Profile::configName);
  private static final Words<OnUnsupported> ON_UNSUPPORTED =
      Words.of(List.of(OnUnsupported.values()), OnUnsupported::configName);
  static final Words<Location> LOCATIONS =
      Words.of(List.of(Location.values()), l -> l.name().toLowerCase(Locale.ROOT));
  private static final Words<Modality> MODALITIES =
      Words.of(List.of(Modality.values()), Modality::configName);
  private static final int DEAREST = 1_000_000;

  private final Names names = new Names("model");

  /** The names of the models read so far. */
  Names names() {
    return names;
  }

  /** Reads a model; what it does not say of its reliability holds as for all. */
  ModelCard read(Section section, Reliability forAll) {
    Field nameField = section.field("name").required("the name that the backend knows");
    String name = nameField.text().orElse("");
    names.add(nameField, name);
    String apiFormat = section.field("api_format").word(FORMATS).orElse(Candidate.OPENAI);
    List<Endpoint> servers = endpoints(section.field("endpoints"), name, apiFormat);
    Optional<Location> location = section.field("location").word(LOCATIONS);
    Reliability reliability = reliability(section, forAll, servers, location);
    section.field("external_model_ids");
    section.field("loras");
    section.field("tags");
    section.field("modality");
    Optional<Pricing> pricing = section.field("pricing").section(ModelReader::pricing);
    return new ModelCard(
        name,
        section.field("provider_model_id").text(),
        section.field("description").text().orElse(""),
        section.field("param_size").text().orElse(""),
        servers,
        KeyReader.accessKey(section, "model " + name),
        apiFormat,
        section.field("reasoning_family").text(),
        pricing,
        section.field("capabilities").texts(),
        toDouble(section.field("quality_score").number(0, 1)),
        location,
        toInt(section.field("context_window").tokens()),
        toInt(section.field("max_output_tokens").tokens()),
        KeyReader.secrets(section.field("headers"), "model " + name, true),
        KeyReader.secrets(section.field("query"), "model " + name, false),
        modalities(section.field("input_modalities")),
        section.field("tools").flag().orElse(true),
        reliability,
        LimitsReader.ofModel(section.field("limits"), pricing),
        compatibility(section, apiFormat));
  }

  private static Compatibility compatibility(Section section, String apiFormat) {
    Field field = section.field("profile");
    Optional<Profile> profile = field.word(PROFILES);
    if (profile.isPresent() && apiFormat.equals(Candidate.ANTHROPIC)) {
      field.warn("means nothing where api_format is anthropic, which says what the backend takes");
    }
    return new Compatibility(
        profile, section.field("on_unsupported").word(ON_UNSUPPORTED).orElse(OnUnsupported.ADAPT));
  }

  // A model on one's own desk answers one at a time: two share its speed, and its memory.
  private static Reliability reliability(
      Section section, Reliability forAll, List<Endpoint> servers, Optional<Location> location) {
    Reliability read = ReliabilityReader.read(section.field("reliability"), forAll);
    Load load = ReliabilityReader.load(section, read.load());
    boolean own =
        location.isPresent()
            ? location.get() == Location.LOCAL
            : servers.stream().allMatch(server -> Locality.isThisMachine(server.baseUri()));
    OptionalInt maxInFlight =
        load.maxInFlight().isEmpty() && own ? OptionalInt.of(1) : load.maxInFlight();
    return new Reliability(
        read.timeouts(),
        read.retries(),
        read.ejection(),
        new Load(maxInFlight, load.maxPending(), load.waits(), load.leastRequest()));
  }

  private static List<Endpoint> endpoints(Field field, String model, String format) {
    if (format.equals(Candidate.ANTHROPIC) && (field.isEmptyList() || !field.isPresent())) {
      return List.of(EndpointReader.ANTHROPIC);
    }
    field.required("a list with at least one endpoint: host:port");
    if (field.isEmptyList()) {
      field.problem("must have at least one endpoint: host:port");
    }
    return field.sections(new EndpointReader(model, format)::read);
  }

  private static Set<Modality> modalities(Field field) {
    Set<Modality> modalities = EnumSet.noneOf(Modality.class);
    modalities.addAll(field.words(MODALITIES));
    if (!modalities.isEmpty()) {
      modalities.add(Modality.TEXT);
    }
    return Collections.unmodifiableSet(modalities);
  }

  private static Pricing pricing(Section section) {
    return new Pricing(
        section.field("currency").text().orElse("USD"),
        section.field("prompt_per_1m").number(0, DEAREST).orElse(BigDecimal.ZERO),
        section.field("completion_per_1m").number(0, DEAREST).orElse(BigDecimal.ZERO),
        section.field("cached_input_per_1m").number(0, DEAREST),
        section.field("cache_write_per_1m").number(0, DEAREST),
        section.field("reasoning_per_1m").number(0, DEAREST));
  }

  private static OptionalDouble toDouble(Optional<BigDecimal> number) {
    return number.isPresent()
        ? OptionalDouble.of(number.get().doubleValue())
        : OptionalDouble.empty();
  }

  private static OptionalInt toInt(Optional<Integer> number) {
    return number.isPresent() ? OptionalInt.of(number.get()) : OptionalInt.empty();
  }
}
