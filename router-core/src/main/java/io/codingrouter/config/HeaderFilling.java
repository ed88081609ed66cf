package io.codingrouter.config;

import io.codingrouter.decision.Decision;
import io.codingrouter.decision.Plugin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Fills the masked headers that decisions set, by the names of decision and header. */
final class HeaderFilling {
  private final SecretFilling secrets;
  private final RouterConfig source;

  private record Header(String name, Secret value) {}

  HeaderFilling(SecretFilling secrets, RouterConfig source) {
    this.secrets = secrets;
    this.source = source;
  }

  /** The decisions with secrets, in the same order. */
  List<Decision> fill(List<Decision> decisions) {
    List<Decision> filled = new ArrayList<>();
    for (Decision decision : decisions) {
      ConfigPath path = ConfigPath.ROOT.key("decisions").item(filled.size()).key("plugins");
      Map<String, Secret> known = known(decision.name());
      filled.add(known.isEmpty() ? decision : fill(decision, known, path));
    }
    return filled;
  }

  private Map<String, Secret> known(String decision) {
    Map<String, Secret> known = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    source.decisions().stream()
        .filter(each -> each.name().equals(decision))
        .flatMap(each -> each.plugins().stream())
        .filter(HeaderFilling::setsHeaders)
        .forEach(
            plugin ->
                HeaderMutationReader.SETTING.forEach(
                    key ->
                        headers(plugin, key)
                            .forEach(header -> known.put(header.name(), header.value()))));
    return known;
  }

  private Decision fill(Decision decision, Map<String, Secret> known, ConfigPath path) {
    List<Plugin> plugins = new ArrayList<>();
    for (Plugin plugin : decision.plugins()) {
      ConfigPath here = path.item(plugins.size()).key("configuration");
      plugins.add(setsHeaders(plugin) ? fill(plugin, known, here) : plugin);
    }
    return decision.toBuilder().plugins(plugins).build();
  }

  private Plugin fill(Plugin plugin, Map<String, Secret> known, ConfigPath path) {
    Map<String, Object> settings = new LinkedHashMap<>(plugin.configuration());
    for (String key : HeaderMutationReader.SETTING) {
      List<Map<String, Object>> filled = new ArrayList<>();
      for (Header header : headers(plugin, key)) {
        ConfigPath here = path.key(key).item(filled.size()).key("value");
        Optional<Secret> from = Optional.ofNullable(known.get(header.name()));
        filled.add(
            Map.of("name", header.name(), "value", secrets.fill(header.value(), from, here)));
      }
      if (!filled.isEmpty()) {
        settings.put(key, List.copyOf(filled));
      }
    }
    return new Plugin(plugin.type(), settings);
  }

  private static boolean setsHeaders(Plugin plugin) {
    return plugin.type().equals(HeaderMutationReader.TYPE);
  }

  private static List<Header> headers(Plugin plugin, String key) {
    List<Header> headers = new ArrayList<>();
    if (plugin.configuration().get(key) instanceof List<?> items) {
      for (Object item : items) {
        if (item instanceof Map<?, ?> map && map.get("value") instanceof Secret value) {
          headers.add(new Header(String.valueOf(map.get("name")), value));
        }
      }
    }
    return headers;
  }
}
