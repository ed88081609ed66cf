package io.codingrouter.config;

import io.codingrouter.message.ChatRequest;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One case of a policy file: a request, and what must hold for it. This is what {@code
 * io.codingrouter.RouteSpec} is read from and written to. Immutable.
 *
 * @param name what its author calls it
 * @param place where it is written, such as {@code policy.yaml, line 12}; {@code ""} if nowhere
 * @param request what is asked
 * @param demands what must hold; kept in the order of their kinds
 */
public record SpecCase(
    Optional<String> name, String place, ChatRequest request, List<Demand> demands) {
  public SpecCase {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(request, "request");
    demands = demands.stream().distinct().sorted(Comparator.comparing(Demand::kind)).toList();
  }

  /** What a demand is about. */
  public enum Kind {
    /** The decision that is taken; {@code ""} for none. */
    DECISION("decision"),
    /** The model that is asked first; {@code ""} for none. */
    MODEL("model"),
    /** A model that must be among the candidates. */
    REACHES("reaches"),
    /** Where the model runs that is asked first: {@code local} or {@code cloud}. */
    LOCATION("location"),
    /** Where no candidate may run: {@code local} or {@code cloud}. */
    NEVER("never"),
    /**
     * Whether candidates receive other messages than were written: {@code true} or {@code false}.
     */
    REDACTED("redacted"),
    /** Why the request is blocked. */
    BLOCKED("blocked"),
    /** The algorithm of the decision; {@code static} for the order as written. */
    ALGORITHM("algorithm"),
    /** A signal that must fire, as {@code type:name}. */
    MATCHES("matches"),
    /** A signal that must not fire, as {@code type:name}. */
    MISSES("misses"),
    /** Something that a file of another router demands, and that cannot be checked here. */
    UNCHECKED("");

    private final String configName;

    Kind(String configName) {
      this.configName = configName;
    }

    /**
     * Returns the key by which policy files say this.
     *
     * @return the key, {@code ""} if they cannot
     */
    public String configName() {
      return configName;
    }
  }

  /**
   * Something that must hold.
   *
   * @param kind what it is about
   * @param value what is wanted, in the words of a policy file
   */
  public record Demand(Kind kind, String value) {
    public Demand {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(value, "value");
    }

    /** Prints the demand as a policy file has it. */
    @Override
    public String toString() {
      return kind == Kind.UNCHECKED
          ? value
          : kind.configName() + ": " + (value.isEmpty() ? "\"\"" : value);
    }
  }

  /**
   * Reads a policy file: a list of cases, or a probe file of vLLM Semantic Router, told apart by
   * their shape. Texts mean what they say: {@code ${VAR}} is not replaced.
   *
   * @param file a YAML file in UTF-8; files of requests that it names are found from its folder
   * @return the cases in their order
   * @throws ConfigException if a file is missing or anything is wrong, with every problem
   */
  public static List<SpecCase> load(Path file) {
    Path name = file.getFileName();
    Path folder = file.toAbsolutePath().getParent();
    return SpecReader.read(
        ConfigFile.read(file),
        name == null ? "" : name.toString(),
        folder == null ? file.toAbsolutePath() : folder);
  }

  /**
   * Reads the text of a policy file.
   *
   * @param yaml the text; files of requests that it names are found from the working directory
   * @return the cases in their order
   * @throws ConfigException if anything is wrong, with every problem
   */
  public static List<SpecCase> parse(String yaml) {
    return SpecReader.read(yaml, "", Path.of(""));
  }

  /**
   * Writes cases as a policy file that reads back equal, up to their places.
   *
   * @param cases cases that demand something
   * @return the text
   * @throws IllegalArgumentException if a case demands nothing or what cannot be written, or the
   *     text would be too long to be read
   */
  public static String toYaml(List<SpecCase> cases) {
    return SpecWriter.write(cases);
  }

  /** Prints the place and the demands, never the request. */
  @Override
  public String toString() {
    return "SpecCase[" + place + ", " + demands + "]";
  }
}
