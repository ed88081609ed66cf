package io.codingrouter.config;

import io.codingrouter.config.ConfigNode.Mapping;
import io.codingrouter.config.ConfigNode.Member;
import io.codingrouter.config.ConfigNode.Scalar;
import io.codingrouter.config.ConfigNode.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Which routing is read of a file of the canonical format that has several. There, the model name
 * of a request leads through an entrypoint to a recipe; here, one routing serves all requests: the
 * main one if it decides anything, else the recipe called default, else the recipe of the first
 * entrypoint that has one, else the first.
 */
final class Recipes {
  /** How entrypoints call the main routing, and a recipe that takes its place. */
  private static final String DEFAULT = "default";

  private final Section root;
  private final List<String> names;
  private final boolean mainDecides;
  private final String chosen;
  private final Map<String, Place> entryNames = new LinkedHashMap<>();
  private final Assignments assignments;

  /** Looks at a document, and warns of what is not read. */
  Recipes(Section root, Reading reading) {
    this.root = root;
    names = texts("recipes", "name");
    mainDecides = mainDecides();
    chosen = mainDecides || names.isEmpty() ? DEFAULT : choose();
    assignments = new Assignments(reading);
    Field recipes = root.field("recipes");
    if (mainDecides ? recipes.isFilled() : names.size() > 1) {
      recipes.warn(
          Inert.notYet("recipes")
              + ": one routing serves all requests, "
              + (mainDecides ? "the main one" : "that of " + Shown.key(chosen)));
    }
    root.field("entrypoints").sections(this::entrypoint);
  }

  /** Whether there is a routing outside of the main one to be read. */
  boolean isChosen() {
    return !mainDecides && !names.isEmpty();
  }

  /** Names by which requests ask for the routing that is read. */
  Map<String, Place> entryNames() {
    return entryNames;
  }

  /** The decisions, with the models that entrypoints assign to them. */
  ConfigNode assigned(ConfigNode decisions, ConfigPath path) {
    return assignments.madeIn(decisions, path);
  }

  /** Hands the routing of the chosen recipe on. */
  void read(Consumer<Section> reader) {
    root.field("recipes")
        .sections(
            section -> {
              Field routing = section.field("routing");
              section.field("description").text();
              if (section.field("name").quietText().equals(chosen) && isChosen()) {
                routing.section(
                    inner -> {
                      reader.accept(inner);
                      return inner;
                    });
              }
              return section;
            });
  }

  private Section entrypoint(Section section) {
    Field recipe = section.field("recipe");
    String name = recipe.isPresent() ? recipe.quietText() : DEFAULT;
    List<Field> models = section.field("model_names").items();
    Field assigned = section.field("assignments");
    if (name.equals(chosen)) {
      models.forEach(model -> entryNames.putIfAbsent(model.quietText(), model.place()));
      assignments.add(assigned);
    } else if (names.contains(name)) {
      recipe.warnOnce(
          "is a recipe that is not read: requests for these model_names are refused, unless an"
              + " alias has the name");
    } else if (!name.equals(DEFAULT)) {
      recipe.problem("no recipe has this name" + Nearest.hint(name, names));
    }
    return section;
  }

  private String choose() {
    if (names.contains(DEFAULT)) {
      return DEFAULT;
    }
    return texts("entrypoints", "recipe").stream()
        .filter(names::contains)
        .findFirst()
        .orElse(names.get(0));
  }

  private boolean mainDecides() {
    Member routing = root.mapping().entries().get("routing");
    return routing != null
        && routing.value() instanceof Mapping mapping
        && (mapping.entries().containsKey("decisions") || mapping.entries().containsKey("signals"));
  }

  private List<String> texts(String list, String key) {
    List<String> texts = new ArrayList<>();
    Member member = root.mapping().entries().get(list);
    if (member != null && member.value() instanceof Sequence sequence) {
      for (ConfigNode item : sequence.items()) {
        if (item instanceof Mapping mapping && !text(mapping, key).isEmpty()) {
          texts.add(text(mapping, key));
        }
      }
    }
    return texts;
  }

  static String text(Mapping mapping, String key) {
    Member member = mapping.entries().get(key);
    return member != null && member.value() instanceof Scalar scalar ? scalar.text() : "";
  }
}
