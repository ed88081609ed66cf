package io.codingrouter;

import io.codingrouter.config.ModelCard;
import io.codingrouter.config.RouterConfig;
import io.codingrouter.dispatch.ModelListing;
import io.codingrouter.model.ModelRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** The names that a request may give for its model, and how much it may hold then. */
final class ModelCatalog {
  private final RouterConfig config;
  private final Map<String, OptionalInt> windows = new LinkedHashMap<>();

  private ModelCatalog(RouterConfig config) {
    this.config = config;
  }

  /** What is served: by the router's choice, by alias, by model, by adapter; in this order. */
  static ModelListing of(RouterConfig config) {
    ModelCatalog catalog = new ModelCatalog(config);
    catalog.list();
    return new ModelListing(
        catalog.windows.entrySet().stream()
            .map(entry -> new ModelListing.Served(entry.getKey(), entry.getValue()))
            .toList(),
        config.routesUnknownModels());
  }

  private void list() {
    ModelNames names = new ModelNames(config);
    Map<String, OptionalInt> named = new LinkedHashMap<>();
    config.models().forEach(card -> named.put(card.name(), card.contextWindow()));
    for (ModelRef ref : refs()) {
      OptionalInt window = named.getOrDefault(ref.name(), OptionalInt.empty());
      ref.lora().ifPresent(lora -> named.putIfAbsent(lora, window));
    }
    OptionalInt largest = largest();
    windows.put(ModelNames.AUTO, largest);
    for (String alias : config.aliases().keySet()) {
      if (alias.indexOf('*') < 0) { // a pattern is no name
        windows.put(alias, named.getOrDefault(names.resolve(alias), largest));
      }
    }
    named.forEach(windows::putIfAbsent);
  }

  private List<ModelRef> refs() {
    List<ModelRef> refs = new ArrayList<>();
    config.decisions().forEach(decision -> refs.addAll(decision.models()));
    return refs;
  }

  // Models whose window is too small for a request are left out, so the largest is what may be
  // used; known only where all are.
  private OptionalInt largest() {
    Set<String> reached = new LinkedHashSet<>();
    refs().forEach(ref -> reached.add(ref.name()));
    config.defaultModel().ifPresent(reached::add);
    int largest = 0;
    for (ModelCard card : config.models()) {
      if (reached.contains(card.name())) {
        if (card.contextWindow().isEmpty()) {
          return OptionalInt.empty();
        }
        largest = Math.max(largest, card.contextWindow().getAsInt());
      }
    }
    return largest == 0 ? OptionalInt.empty() : OptionalInt.of(largest);
  }
}
