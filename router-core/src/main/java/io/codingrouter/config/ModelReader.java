package io.codingrouter.config;

import io.codingrouter.model.Candidate;
import io.codingrouter.model.Location;
import io.codingrouter.model.Pricing;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Reads the models, with their endpoints and keys. */
final class ModelReader {
  private static final Words<String> PROTOCOLS = Words.of("http", "https");
  private static final Words<String> FORMATS = Words.of(Candidate.OPENAI, Candidate.ANTHROPIC);
  private static final Words<String> UNSUPPORTED = Words.of("adapt", "reject", "send");
  private static final Words<Location> LOCATIONS =
      Words.of(List.of(Location.values()), l -> l.name().toLowerCase(Locale.ROOT));
  private static final URI NOWHERE = URI.create("http://invalid/v1");
  private static final int DEAREST = 1_000_000;

  private final Names names = new Names("model");

  /** The names of the models read so far. */
  Names names() {
    return names;
  }

  ModelCard read(Section section) {
    Field nameField = section.field("name").required("the name that the backend knows");
    String name = nameField.text().orElse("");
    names.add(nameField, name);
    Field endpoints =
        section.field("endpoints").required("a list with at least one endpoint: host:port");
    if (endpoints.isList() && endpoints.items().isEmpty()) {
      endpoints.problem("must have at least one endpoint: host:port");
    }
    Names endpointNames = new Names("endpoint of this model");
    List<Endpoint> servers = endpoints.sections(s -> endpoint(s, endpointNames));
    Field format = section.field("api_format");
    String apiFormat = format.word(FORMATS).orElse(Candidate.OPENAI);
    Inert.warnOfFormat(format, apiFormat);
    section.field("on_unsupported").word(UNSUPPORTED);
    section.field("loras");
    section.field("tags");
    section.field("modality");
    return new ModelCard(
        name,
        section.field("description").text().orElse(""),
        section.field("param_size").text().orElse(""),
        servers,
        accessKey(section, name),
        apiFormat,
        section.field("reasoning_family").text(),
        section.field("pricing").section(ModelReader::pricing),
        section.field("capabilities").texts(),
        toDouble(section.field("quality_score").number(0, 1)),
        section.field("location").word(LOCATIONS),
        toInt(section.field("context_window").tokens()),
        toInt(section.field("max_output_tokens").tokens()),
        secrets(section.field("headers"), name, true),
        secrets(section.field("query"), name, false),
        toInt(section.field("max_in_flight").integer(1, Integer.MAX_VALUE)));
  }

  private static Endpoint endpoint(Section section, Names names) {
    Field nameField = section.field("name");
    String fallback = "endpoint-" + (section.path().index() + 1);
    String name = nameField.text().filter(text -> !text.isBlank()).orElse(fallback);
    names.add(nameField, name);
    String protocol = section.field("protocol").word(PROTOCOLS).orElse("http");
    int weight = section.field("weight").integer(0, Integer.MAX_VALUE).orElse(1);
    Field field = section.field("endpoint").required("host:port");
    String address = field.text().map(String::strip).orElse("");
    URI base =
        address.isEmpty()
            ? NOWHERE
            : EndpointAddress.parse(address, field)
                .map(parsed -> parsed.baseUri(protocol))
                .orElse(NOWHERE);
    return new Endpoint(name, address, protocol, weight, base);
  }

  private static Optional<Secret> accessKey(Section section, String model) {
    Field key = section.field("access_key");
    Field variable = section.field("api_key_env");
    if (key.isPresent() && variable.isPresent()) {
      variable.problem("write access_key or api_key_env, not both");
    }
    Optional<Secret> written = key.secret("the access_key of model " + model);
    Optional<Secret> named = variable.secretVariable("the access_key of model " + model);
    return written.or(() -> named);
  }

  private static Map<String, Secret> secrets(Field field, String model, boolean headers) {
    Map<String, Secret> secrets = new LinkedHashMap<>();
    String kind = headers ? "the header " : "the query parameter ";
    field.entries(
        (name, value) -> {
          if (headers ? !isToken(name) : name.isBlank()) {
            value.problem(
                "this name is not one that " + (headers ? "a header" : "a query") + " has");
            value.secret("");
          } else {
            value
                .secret(kind + Shown.key(name) + " of model " + model)
                .ifPresent(secret -> secrets.put(name, secret));
          }
        });
    return Collections.unmodifiableMap(secrets);
  }

  private static boolean isToken(String name) {
    return !name.isEmpty() && Ascii.consistsOf(name, "!#$%&'*+-.^_`|~");
  }

  private static Pricing pricing(Section section) {
    return new Pricing(
        section.field("currency").text().orElse("USD"),
        section.field("prompt_per_1m").number(0, DEAREST).orElse(BigDecimal.ZERO),
        section.field("completion_per_1m").number(0, DEAREST).orElse(BigDecimal.ZERO),
        section.field("cached_input_per_1m").number(0, DEAREST),
        section.field("cache_write_per_1m").number(0, DEAREST));
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
