package io.codingrouter;

import io.codingrouter.config.ConfigException;
import io.codingrouter.config.SpecCase;
import io.codingrouter.config.SpecCase.Demand;
import io.codingrouter.config.SpecCase.Kind;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Location;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What must hold for a request: a routing rule as a unit test, without a server or a key.
 * Immutable. Two are equal if they have the same name, ask the same and demand the same, wherever
 * they are written.
 *
 * <pre>{@code
 * RouteSpec spec = RouteSpec.of(ChatRequest.user("our salaries")).never(Location.CLOUD);
 * assertThat(spec.check(router)).isEmpty();
 * }</pre>
 *
 * <p>A policy of many is a file, which {@link #load} reads: a list of cases, each with a {@code
 * prompt}, several {@code prompts} or a {@code request} (a body, or the path of a file that has
 * it), who asks ({@code tenant}, {@code session}, {@code user}, {@code labels}, {@code metadata},
 * {@code seed}, {@code timeout}), and what must hold, by the names of the methods here.
 *
 * <pre>{@code
 * - prompts: [Refactor the salary table, Explain the pension fund]
 *   never: cloud
 * - prompt: Prove that the square root of 2 is irrational
 *   decision: reasoning-route
 * }</pre>
 */
public final class RouteSpec {
  private final SpecCase written;

  private RouteSpec(SpecCase written) {
    this.written = written;
  }

  /**
   * Starts a specification that demands nothing yet.
   *
   * @param request what is asked
   * @return the specification
   */
  public static RouteSpec of(ChatRequest request) {
    Objects.requireNonNull(request, "request");
    return new RouteSpec(new SpecCase(Optional.empty(), "", request, List.of()));
  }

  /**
   * Reads a policy file; a probe file of vLLM Semantic Router is read too.
   *
   * @param file a YAML file in UTF-8; files of requests that it names are found from its folder
   * @return the specifications in their order
   * @throws ConfigException if a file is missing or anything in it is wrong, with every problem
   */
  public static List<RouteSpec> load(Path file) {
    return SpecCase.load(file).stream().map(RouteSpec::new).toList();
  }

  /**
   * Reads the text of a policy file. {@code ${VAR}} means itself.
   *
   * @param yaml the text; files of requests that it names are found from the working directory
   * @return the specifications in their order
   * @throws ConfigException if anything is wrong, with every problem
   */
  public static List<RouteSpec> parse(String yaml) {
    return SpecCase.parse(yaml).stream().map(RouteSpec::new).toList();
  }

  /**
   * Writes down what a router does with requests, so that a change of its configuration shows:
   * decision, model, and where it runs. Where no candidate is in the cloud, {@code never: cloud} is
   * demanded. Where an algorithm orders the models and the request brings no seed, its number in
   * the list becomes its seed. Nothing is counted and no call is made.
   *
   * @param router the router
   * @param requests what is asked
   * @return specifications that hold now, in the order of the requests
   * @throws IllegalStateException if the router is closed
   */
  public static List<RouteSpec> record(Router router, List<ChatRequest> requests) {
    List<RouteSpec> specs = new ArrayList<>();
    for (ChatRequest request : requests) {
      specs.add(Rehearsal.record(router, request, specs.size()));
    }
    return List.copyOf(specs);
  }

  /**
   * Writes a policy file that {@link #parse} reads back equal.
   *
   * @param specs specifications that demand something
   * @return the text, in which the requests stand as they are
   * @throws IllegalArgumentException if one demands nothing, or what was read from a file of
   *     another router and cannot be checked here, or if the text would be larger than 4 MB
   */
  public static String toYaml(List<RouteSpec> specs) {
    return SpecCase.toYaml(specs.stream().map(spec -> spec.written).toList());
  }

  /**
   * Returns what the specification is called.
   *
   * @return its name, else where it is written, such as {@code policy.yaml, line 12}; {@code ""} if
   *     it has neither
   */
  public String name() {
    return written.name().orElse(written.place());
  }

  /**
   * Names the specification.
   *
   * @param name what failures shall call it
   * @return a specification of this name
   */
  public RouteSpec named(String name) {
    return new RouteSpec(
        new SpecCase(Optional.of(name), written.place(), written.request(), written.demands()));
  }

  /**
   * Returns what is asked.
   *
   * @return the request
   */
  public ChatRequest request() {
    return written.request();
  }

  /**
   * Demands a decision.
   *
   * @param decision its name, {@code ""} for none
   * @return a specification that demands this too
   */
  public RouteSpec decision(String decision) {
    return with(Kind.DECISION, decision);
  }

  /**
   * Demands the model that is asked first. Where an algorithm draws it, every draw must give it.
   *
   * @param model its name, {@code ""} for none
   * @return a specification that demands this too
   */
  public RouteSpec model(String model) {
    return with(Kind.MODEL, model);
  }

  /**
   * Demands that a model is among those that may be asked, be it by failover.
   *
   * @param model its name
   * @return a specification that demands this too
   */
  public RouteSpec reaches(String model) {
    return with(Kind.REACHES, model);
  }

  /**
   * Demands where the model runs that is asked first. Failover may lead elsewhere, see {@link
   * #never}.
   *
   * @param location local or cloud
   * @return a specification that demands this too
   */
  public RouteSpec location(Location location) {
    return with(Kind.LOCATION, location.name().toLowerCase(Locale.ROOT));
  }

  /**
   * Demands that the request can reach no model of a location, not even by failover.
   *
   * @param location where it must not go
   * @return a specification that demands this too
   */
  public RouteSpec never(Location location) {
    return with(Kind.NEVER, location.name().toLowerCase(Locale.ROOT));
  }

  /**
   * Demands that no candidate receives the user's messages as they were written, or that every
   * candidate does.
   *
   * @param redacted whether something must be taken out of them
   * @return a specification that demands this too
   */
  public RouteSpec redacted(boolean redacted) {
    return with(Kind.REDACTED, Boolean.toString(redacted));
  }

  /**
   * Demands that the request is blocked.
   *
   * @param reason why, as {@link Route.Blocked#reason()}
   * @return a specification that demands this too
   */
  public RouteSpec blocked(String reason) {
    return with(Kind.BLOCKED, reason);
  }

  /**
   * Demands how the decision orders its models.
   *
   * @param type the type of its algorithm, {@code static} for the order as written
   * @return a specification that demands this too
   */
  public RouteSpec algorithm(String type) {
    return with(Kind.ALGORITHM, type);
  }

  /**
   * Demands that a signal fires.
   *
   * @param type its type, such as {@code keyword}
   * @param name its name
   * @return a specification that demands this too
   */
  public RouteSpec matches(String type, String name) {
    return and(new Demand(Kind.MATCHES, type + ":" + name));
  }

  /**
   * Demands that a signal does not fire.
   *
   * @param type its type, such as {@code keyword}
   * @param name its name
   * @return a specification that demands this too
   */
  public RouteSpec misses(String type, String name) {
    return and(new Demand(Kind.MISSES, type + ":" + name));
  }

  private RouteSpec with(Kind kind, String value) {
    List<Demand> others = written.demands().stream().filter(d -> d.kind() != kind).toList();
    return new RouteSpec(new SpecCase(written.name(), written.place(), written.request(), others))
        .and(new Demand(kind, value));
  }

  private RouteSpec and(Demand demand) {
    List<Demand> demands = new ArrayList<>(written.demands());
    demands.add(demand);
    return new RouteSpec(new SpecCase(written.name(), written.place(), written.request(), demands));
  }

  /**
   * Checks a router. Nothing is counted and no call is made. Where an algorithm draws models and
   * the request brings no seed, hundreds of draws are tried, always the same ones.
   *
   * @param router the router
   * @return what does not hold, one sentence each, with the place of this specification and of the
   *     decision, and without the request's text; empty if all holds
   * @throws IllegalStateException if the router is closed
   */
  public List<String> check(Router router) {
    String place =
        written.name().isPresent() && !written.place().isEmpty()
            ? name() + " (" + written.place() + ")"
            : name();
    return new Rehearsal(router, written)
        .broken().stream()
            .map(sentence -> place.isEmpty() ? sentence : place + ": " + sentence)
            .toList();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof RouteSpec other
        && written.name().equals(other.written.name())
        && written.request().equals(other.written.request())
        && written.demands().equals(other.written.demands());
  }

  @Override
  public int hashCode() {
    return Objects.hash(written.name(), written.request(), written.demands());
  }

  /** Prints the name and the demands, never the request. */
  @Override
  public String toString() {
    return "RouteSpec[" + (name().isEmpty() ? "" : name() + ", ") + written.demands() + "]";
  }
}
