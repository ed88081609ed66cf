package io.codingrouter;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.text.Spelling;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the model name of a request means. */
final class ModelNames {
  /** The name by which a caller asks the router to choose. */
  static final String AUTO = "auto";

  // The names that the system this format comes from uses for the same.
  private static final Set<String> AUTO_NAMES = Set.of(AUTO, "MoM", "vllm-sr/auto");

  private final Set<String> models;
  private final Map<String, String> aliases;
  private final boolean routesUnknown;

  ModelNames(RouterConfig config) {
    models = new HashSet<>();
    config.models().forEach(model -> models.add(model.name()));
    config
        .decisions()
        .forEach(decision -> decision.models().forEach(ref -> ref.lora().ifPresent(models::add)));
    aliases = config.aliases();
    routesUnknown = config.routesUnknownModels();
  }

  /**
   * Resolves a name.
   *
   * @return {@link #AUTO}, a model's name, or {@code ""} if nobody knows the name
   */
  String resolve(String requested) {
    if (AUTO_NAMES.contains(requested) || models.contains(requested)) {
      return AUTO_NAMES.contains(requested) ? AUTO : requested;
    }
    for (Map.Entry<String, String> alias : aliases.entrySet()) {
      if (matches(alias.getKey(), requested)) {
        return AUTO_NAMES.contains(alias.getValue()) ? AUTO : alias.getValue();
      }
    }
    return routesUnknown ? AUTO : "";
  }

  /** One sentence that refuses a name and says which ones there are. */
  String refusal(String requested) {
    List<String> known = new ArrayList<>(models);
    known.add(AUTO);
    return Spelling.nearest(requested, known)
        .map(nearest -> "the request names a model that is not configured; did it mean '" + nearest)
        .map(start -> start + "'?")
        .orElse(
            "the request names a model that is not configured; use 'auto', add an alias, or set"
                + " unknown_model: route");
  }

  /** Matches a pattern in which {@code *} stands for any characters, in linear time per star. */
  private static boolean matches(String pattern, String name) {
    String[] pieces = pattern.split("\\*", -1);
    if (pieces.length == 1) {
      return pattern.equals(name);
    }
    String last = pieces[pieces.length - 1];
    if (!name.startsWith(pieces[0])) {
      return false;
    }
    int at = pieces[0].length();
    for (int i = 1; i < pieces.length - 1; i++) {
      int found = name.indexOf(pieces[i], at);
      if (found < 0) {
        return false;
      }
      at = found + pieces[i].length();
    }
    return name.length() - last.length() >= at && name.endsWith(last);
  }
}
