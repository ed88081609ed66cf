package io.codingrouter.signal;

import io.codingrouter.message.ChatRequest;
import io.codingrouter.signal.RoleBinding.Kind;
import io.codingrouter.signal.RoleBinding.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A role as a signal, by all bindings that give it. */
final class RoleSignal extends Evaluator {
  private final List<Holders> holders;

  private record Holders(String binding, Set<String> users, Set<String> groups) {
    static Holders of(RoleBinding binding) {
      return new Holders(binding.name(), names(binding, Kind.USER), names(binding, Kind.GROUP));
    }

    private static Set<String> names(RoleBinding binding, Kind kind) {
      return binding.subjects().stream()
          .filter(subject -> subject.kind() == kind)
          .map(Subject::name)
          .collect(Collectors.toUnmodifiableSet());
    }

    boolean include(String user, List<String> groups) {
      return users.contains(user) || groups.stream().anyMatch(this.groups::contains);
    }
  }

  private RoleSignal(String role, List<RoleBinding> bindings) {
    super(RoleBinding.TYPE, role);
    this.holders = bindings.stream().map(Holders::of).toList();
  }

  /** The roles that bindings give, each once. */
  static List<RoleSignal> of(List<RoleBinding> bindings) {
    Map<String, List<RoleBinding>> byRole = new LinkedHashMap<>();
    bindings.forEach(
        binding -> byRole.computeIfAbsent(binding.role(), r -> new ArrayList<>()).add(binding));
    return byRole.entrySet().stream()
        .map(role -> new RoleSignal(role.getKey(), role.getValue()))
        .toList();
  }

  @Override
  Cost cost() {
    return Cost.REQUEST;
  }

  @Override
  boolean reads(Matter matter) {
    return matter == Matter.ROLE;
  }

  @Override
  SignalResult evaluate(SignalMatches matches, int number) {
    ChatRequest request = matches.request();
    String user = request.endUser().orElse("");
    if (user.isBlank()) {
      return SignalResult.MISS;
    }
    List<String> groups = groups(request.labels().getOrDefault(RoleBinding.GROUPS_LABEL, ""));
    for (Holders each : holders) {
      if (each.include(user, groups)) {
        matches.keep(number, each.binding());
        return SignalResult.HIT;
      }
    }
    return SignalResult.MISS;
  }

  private static List<String> groups(String label) {
    List<String> groups = new ArrayList<>();
    for (int start = 0; start < label.length(); ) {
      int comma = label.indexOf(',', start);
      int end = comma < 0 ? label.length() : comma;
      groups.add(label.substring(start, end).strip());
      start = end + 1;
    }
    return groups;
  }

  @Override
  List<String> evidence(SignalMatches matches, int number) {
    return matches.kept(number) instanceof String binding ? List.of("by " + binding) : List.of();
  }
}
