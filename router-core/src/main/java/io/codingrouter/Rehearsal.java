package io.codingrouter;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.config.SpecCase;
import io.codingrouter.config.SpecCase.Demand;
import io.codingrouter.decision.Algorithm;
import io.codingrouter.decision.Decision;
import io.codingrouter.message.ChatMessage;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.Location;
import io.codingrouter.telemetry.RouteTrace;
import io.codingrouter.telemetry.SignalTrace;
import io.codingrouter.text.Spelling;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** A case, played through by a router: what of its demands does not hold, and which rule did it. */
final class Rehearsal {
  // A model that is drawn once in a hundred times is overlooked once in 150 specifications.
  private static final int DRAWS = 500;

  private final Router router;
  private final RouterConfig config;
  private final SpecCase written;
  private final Set<String> broken = new LinkedHashSet<>();

  Rehearsal(Router router, SpecCase written) {
    this.router = router;
    this.config = router.config();
    this.written = written;
  }

  /** What a router does with a request now, as a specification. */
  static RouteSpec record(Router router, ChatRequest request, int number) {
    ChatRequest seeded = seeded(request, number);
    Route route = router.rehearse(seeded);
    boolean ordered = algorithm(router.config(), route.decision()).isPresent();
    RouteSpec spec = RouteSpec.of(ordered ? seeded : request).decision(route.decision());
    if (route instanceof Route.Blocked refusal) {
      return spec.blocked(refusal.reason());
    }
    spec = spec.model(route.trace().model());
    List<Candidate> candidates = candidates(route);
    if (candidates.isEmpty()) {
      return spec;
    }
    boolean staysLocal = candidates.stream().allMatch(c -> c.location() == Location.LOCAL);
    return staysLocal ? spec.never(Location.CLOUD) : spec.location(candidates.get(0).location());
  }

  /** A request with a seed: its own, if it has one. */
  static ChatRequest seeded(ChatRequest request, long seed) {
    return request.seed().isPresent() ? request : request.toBuilder().seed(seed).build();
  }

  /** What does not hold, one sentence each. */
  Set<String> broken() {
    Route route = play(0);
    boolean drawn =
        written.request().seed().isEmpty() && algorithm(config, route.decision()).isPresent();
    for (int seed = 1; drawn && seed < DRAWS; seed++) {
      play(seed);
    }
    return broken;
  }

  private Route play(long seed) {
    Route route = router.rehearse(seeded(written.request(), seed));
    for (Demand demand : written.demands()) {
      fault(demand, route).ifPresent(fault -> broken.add(does(route) + ", " + fault));
    }
    return route;
  }

  /** Why a demand does not hold; nothing if it does. */
  private Optional<String> fault(Demand demand, Route route) {
    String wanted = demand.value();
    List<Candidate> candidates = candidates(route);
    RouteTrace trace = route.trace();
    return switch (demand.kind()) {
      case DECISION ->
          wanted.equals(trace.decision())
              ? Optional.empty()
              : but("", demand, config.decisions().stream().map(Decision::name).toList());
      case MODEL ->
          wanted.equals(trace.model())
              ? Optional.empty()
              : but(first(candidates), demand, models());
      case REACHES ->
          names(candidates).contains(wanted)
              ? Optional.empty()
              : but("may reach " + listed(names(candidates)), demand, models());
      case LOCATION ->
          trace.location().filter(place -> lower(place).equals(wanted)).isPresent()
              ? Optional.empty()
              : but(first(candidates), demand);
      case NEVER -> reached(candidates, demand);
      case REDACTED -> sent(route, demand);
      case BLOCKED ->
          route instanceof Route.Blocked refusal && refusal.reason().equals(wanted)
              ? Optional.empty()
              : but(route instanceof Route.Blocked ? "" : "is not blocked", demand);
      case ALGORITHM -> {
        String type = algorithm(config, trace.decision()).map(Algorithm::type).orElse("static");
        yield type.equals(wanted)
            ? Optional.empty()
            : but("orders its models by '" + type + "'", demand);
      }
      case MATCHES -> fires(wanted) ? Optional.empty() : but(wanted + " does not fire", demand);
      case MISSES -> fires(wanted) ? but(wanted + " fires", demand) : Optional.empty();
      case UNCHECKED -> Optional.of("but `" + wanted + "` is demanded, which is not checked here");
    };
  }

  private static Optional<String> reached(List<Candidate> candidates, Demand demand) {
    List<String> there =
        candidates.stream()
            .filter(candidate -> lower(candidate.location()).equals(demand.value()))
            .map(Rehearsal::shown)
            .distinct()
            .toList();
    return there.isEmpty()
        ? Optional.empty()
        : Optional.of("may reach " + listed(there) + ", which `" + demand + "` forbids");
  }

  private static Optional<String> sent(Route route, Demand demand) {
    if (!(route instanceof Route.Forward forward)) {
      return but("sends nothing", demand);
    }
    List<String> asked = saidByUser(forward.exchange().original());
    boolean redacted = Boolean.parseBoolean(demand.value());
    List<String> wrong =
        forward.candidates().stream()
            .filter(each -> asked.equals(saidByUser(forward.request(each))) == redacted)
            .map(Rehearsal::shown)
            .distinct()
            .toList();
    return wrong.isEmpty()
        ? Optional.empty()
        : but(
            "sends "
                + listed(wrong)
                + (redacted ? " the messages as they were written" : " other messages"),
            demand);
  }

  private static List<String> saidByUser(ChatRequest request) {
    return request.messages().stream()
        .filter(message -> message.role().equals("user"))
        .map(ChatMessage::text)
        .toList();
  }

  private boolean fires(String signal) {
    int colon = signal.indexOf(':');
    return router.explain(written.request()).signals().stream()
        .filter(found -> found.kind().equals(signal.substring(0, colon)))
        .filter(found -> found.name().equals(signal.substring(colon + 1)))
        .map(SignalTrace::result)
        .anyMatch(result -> result.matched());
  }

  /** What becomes of the request, and by which rule. */
  private String does(Route route) {
    String decision = route.decision();
    String goes = decision.isEmpty() ? "takes no decision" : "goes to decision '" + decision + "'";
    OptionalInt line =
        config.decisions().stream()
            .filter(each -> each.name().equals(decision))
            .findFirst()
            .map(config::line)
            .orElse(OptionalInt.empty());
    String where = line.isPresent() ? " (line " + line.getAsInt() + " of the config)" : "";
    String refused =
        route instanceof Route.Blocked refusal ? ", is blocked for '" + refusal.reason() + "'" : "";
    return goes + where + refused;
  }

  private static Optional<String> but(String fact, Demand demand) {
    return Optional.of((fact.isEmpty() ? "" : fact + ", ") + "but `" + demand + "` is demanded");
  }

  /** The same, with the name that was probably meant where nobody has the one that is demanded. */
  private static Optional<String> but(String fact, Demand demand, Collection<String> known) {
    String hint =
        demand.value().isEmpty() || known.contains(demand.value())
            ? ""
            : ", which the config does not have"
                + Spelling.nearest(demand.value(), known)
                    .map(near -> "; did you mean '" + near + "'?")
                    .orElse("");
    return but(fact, demand).map(sentence -> sentence + hint);
  }

  private List<String> models() {
    return config.models().stream().map(card -> card.name()).toList();
  }

  private static Optional<Algorithm> algorithm(RouterConfig config, String decision) {
    return config.decisions().stream()
        .filter(each -> each.name().equals(decision))
        .findFirst()
        .flatMap(Decision::algorithm);
  }

  private static List<Candidate> candidates(Route route) {
    return route instanceof Route.Forward forward ? forward.candidates() : List.of();
  }

  private static String first(List<Candidate> candidates) {
    return candidates.isEmpty() ? "asks no model" : "asks " + shown(candidates.get(0)) + " first";
  }

  private static List<String> names(List<Candidate> candidates) {
    return candidates.stream().map(each -> each.model().name()).distinct().toList();
  }

  private static String shown(Candidate candidate) {
    return candidate.model().name() + " (" + lower(candidate.location()) + ")";
  }

  private static String listed(Collection<String> names) {
    return names.isEmpty() ? "no model" : names.stream().collect(Collectors.joining(" and "));
  }

  private static String lower(Location location) {
    return location.name().toLowerCase(Locale.ROOT);
  }
}
