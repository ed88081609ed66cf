package io.codingrouter.config;

import io.codingrouter.decision.Requirement;
import io.codingrouter.dispatch.Compatibility;
import io.codingrouter.dispatch.Reliability;
import io.codingrouter.model.Location;
import io.codingrouter.model.Modality;
import io.codingrouter.model.Pricing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A model that requests can be sent to.
 *
 * @param name its name, as decisions use it
 * @param providerModelId its name as its backend knows it, if that is another
 * @param description what it is for, {@code ""} if nobody said
 * @param paramSize its size as written, such as {@code 80b}; {@code ""} if nobody said
 * @param endpoints the servers that serve it
 * @param accessKey the key that is sent as a bearer token
 * @param apiFormat the protocol: {@code openai} or {@code anthropic}
 * @param reasoningFamily the name of the family that says how it is told to reason
 * @param pricing what it costs; unknown if absent
 * @param capabilities what it is good at, in words of one's own
 * @param qualityScore how good it is, from 0 to 1
 * @param declaredLocation where it runs, as declared
 * @param contextWindow how many tokens it can read and write together
 * @param maxOutputTokens how many tokens it can write
 * @param headers further headers to send; their values are secret
 * @param query further query parameters to send; their values are secret
 * @param inputModalities what it can be given; empty if nobody said, and then it is given anything
 * @param tools whether it can call tools
 * @param reliability how much is done to get an answer from it
 * @param limits how much it may be asked
 * @param compatibility what its backend does not take of a request, and what becomes of it
 */
public record ModelCard(
    String name,
    Optional<String> providerModelId,
    String description,
    String paramSize,
    List<Endpoint> endpoints,
    Optional<Secret> accessKey,
    String apiFormat,
    Optional<String> reasoningFamily,
    Optional<Pricing> pricing,
    List<String> capabilities,
    OptionalDouble qualityScore,
    Optional<Location> declaredLocation,
    OptionalInt contextWindow,
    OptionalInt maxOutputTokens,
    Map<String, Secret> headers,
    Map<String, Secret> query,
    Set<Modality> inputModalities,
    boolean tools,
    Reliability reliability,
    Limits limits,
    Compatibility compatibility) {

  /**
   * Tells whether the model is declared to run locally, which is what privacy relies on.
   *
   * @return false as well where its addresses merely suggest it
   */
  public boolean isDeclaredLocal() {
    return declaredLocation.filter(Location.LOCAL::equals).isPresent();
  }

  /**
   * Tells whether the model is what a decision requires.
   *
   * @param requirement the decision's demand
   * @return whether all of its capabilities are among the model's, and it runs where it must
   */
  public boolean meets(Requirement requirement) {
    return capabilities.containsAll(requirement.capabilities())
        && requirement
            .location()
            .map(at -> at == Location.LOCAL ? isDeclaredLocal() : location() == at)
            .orElse(true);
  }

  /**
   * Returns the name that is sent to the backend.
   *
   * @return {@link #providerModelId()}, else the name
   */
  public String wireName() {
    return providerModelId.orElse(name);
  }

  /**
   * Returns where the model runs: as declared, else as its endpoints' addresses suggest. Loopback,
   * private ranges, {@code host.containers.internal}, {@code host.docker.internal}, {@code .local}
   * and names of a single label are local. Privacy relies on {@link #declaredLocation()} alone.
   *
   * @return local if all endpoints are, else cloud
   */
  public Location location() {
    return declaredLocation.orElseGet(
        () ->
            endpoints.stream().allMatch(e -> Locality.of(e.baseUri()) == Location.LOCAL)
                ? Location.LOCAL
                : Location.CLOUD);
  }
}
