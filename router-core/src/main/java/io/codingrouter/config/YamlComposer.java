package io.codingrouter.config;

import io.codingrouter.config.ConfigNode.Mapping;
import io.codingrouter.config.ConfigNode.Member;
import io.codingrouter.config.ConfigNode.Scalar;
import io.codingrouter.config.ConfigNode.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Composes YAML to {@link ConfigNode}s. Only the parser's events are used: no type is resolved, no
 * object is made, and depth and size are bounded while aliases are expanded.
 */
final class YamlComposer {
  static final int MOST_CHARACTERS = 4 << 20;
  private static final int DEEPEST = 64;
  private static final int MOST_NODES = 200_000;
  static final int LONGEST_KEY = 128;

  private final Problems problems;
  private final Parser parser;
  private final Map<String, @Nullable ConfigNode> anchors = new HashMap<>();
  private int nodes;

  private YamlComposer(String text, Problems problems) {
    this.problems = problems;
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MOST_CHARACTERS);
    this.parser = new ParserImpl(new StreamReader(text), options);
  }

  /** Composes a configuration: one mapping; throws if it cannot be read to its end. */
  static Mapping compose(String text, Problems problems) {
    ConfigNode root = root(text, problems);
    if (root instanceof Mapping mapping) {
      return mapping;
    }
    if (root instanceof Scalar scalar && scalar.isNull()) {
      throw problems.fatal(
          Place.NONE, "", "the configuration is empty: begin with the line version: v0.1");
    }
    throw problems.fatal(
        root.place(), "", "the configuration must be keys with values: begin with version: v0.1");
  }

  /** Composes any text, an empty one to a null; throws if it cannot be read to its end. */
  static ConfigNode root(String text, Problems problems) {
    if (text.length() > MOST_CHARACTERS) {
      throw problems.fatal(Place.NONE, "", tooLarge());
    }
    String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
    TextCheck.check(unmarked, problems);
    try {
      return new YamlComposer(unmarked, problems).document();
    } catch (MarkedYAMLException e) {
      throw new YamlFault(unmarked, e).report(problems);
    } catch (YAMLException e) {
      throw problems.fatal(Place.NONE, "", "this is not YAML: save the file as plain text");
    }
  }

  static String tooLarge() {
    return "the file is larger than " + (MOST_CHARACTERS >> 20) + " MB: is it the right one?";
  }

  private ConfigNode document() {
    parser.getEvent();
    if (parser.checkEvent(Event.ID.StreamEnd)) {
      return new Scalar(Place.NONE, "", true);
    }
    parser.getEvent();
    ConfigNode root = node(ConfigPath.ROOT, 0);
    parser.getEvent();
    if (!parser.checkEvent(Event.ID.StreamEnd)) {
      problems.add(
          place(parser.peekEvent().getStartMark()),
          "",
          "a second document begins here: a file holds one, remove the line ---");
    }
    return root;
  }

  private ConfigNode node(ConfigPath path, int depth) {
    Event event = parser.getEvent();
    Place place = place(event.getStartMark());
    if (depth > DEEPEST) {
      throw problems.fatal(
          place, path.toString(), "nested deeper than " + DEEPEST + " levels: flatten it");
    }
    if (event instanceof AliasEvent alias) {
      return alias(alias.getAnchor(), place);
    }
    String anchor = ((NodeEvent) event).getAnchor();
    if (anchor != null) {
      anchors.put(anchor, null);
    }
    ConfigNode node;
    if (event instanceof ScalarEvent scalar) {
      refuseTag(scalar.getTag(), path, place);
      node = new Scalar(place, scalar.getValue(), scalar.isPlain());
    } else if (event instanceof SequenceStartEvent start) {
      refuseTag(start.getTag(), path, place);
      node = sequence(path, place, start.isFlow(), depth);
    } else if (event instanceof MappingStartEvent start) {
      refuseTag(start.getTag(), path, place);
      node = mapping(path, place, depth);
    } else {
      throw new AssertionError(event.getEventId());
    }
    if (++nodes > MOST_NODES || node.weight() > MOST_NODES) {
      throw tooManyNodes(place);
    }
    if (anchor != null) {
      anchors.put(anchor, node);
    }
    return node;
  }

  private ConfigNode alias(String name, Place place) {
    ConfigNode target = anchors.get(name);
    if (target != null) {
      return target;
    }
    throw problems.fatal(
        place,
        "",
        anchors.containsKey(name)
            ? "this alias stands inside its own anchor: it would never end"
            : "no anchor of this name stands above: define it with & before using it with *");
  }

  private Sequence sequence(ConfigPath path, Place place, boolean flow, int depth) {
    List<ConfigNode> items = new ArrayList<>();
    long weight = 1;
    while (!parser.checkEvent(Event.ID.SequenceEnd)) {
      ConfigNode item = node(path.item(items.size()), depth + 1);
      weight += item.weight();
      if (weight > MOST_NODES) {
        throw tooManyNodes(place);
      }
      items.add(item);
    }
    parser.getEvent();
    return new Sequence(place, items, flow);
  }

  private Mapping mapping(ConfigPath path, Place place, int depth) {
    MappingBuilder entries = new MappingBuilder();
    List<ConfigNode> merged = new ArrayList<>();
    long weight = 1;
    while (!parser.checkEvent(Event.ID.MappingEnd)) {
      Place keyPlace = place(parser.peekEvent().getStartMark());
      ConfigNode key = node(path, depth + 1);
      ConfigNode value = node(key instanceof Scalar name ? path.key(name.text()) : path, depth + 1);
      weight += 1L + value.weight();
      if (weight > MOST_NODES) {
        throw tooManyNodes(place);
      }
      if (!(key instanceof Scalar scalar) || scalar.text().length() > LONGEST_KEY) {
        problems.add(
            keyPlace,
            path.toString(),
            "a key must be a plain text of at most " + LONGEST_KEY + " characters");
      } else if (scalar.plain() && scalar.text().equals("<<")) {
        merged.add(value);
      } else {
        Member taken = entries.put(scalar.text(), keyPlace, value);
        if (taken != null) {
          problems.add(
              keyPlace,
              path.key(scalar.text()).toString(),
              "this key is already set in line " + taken.key().line() + ": keep one of them");
        }
      }
    }
    parser.getEvent();
    merged.forEach(source -> merge(source, entries, path, true));
    return entries.build(place);
  }

  private void merge(ConfigNode source, MappingBuilder into, ConfigPath path, boolean listAllowed) {
    if (source instanceof Mapping mapping) {
      mapping.entries().forEach((key, entry) -> into.put(key, entry.key(), entry.value()));
    } else if (source instanceof Sequence sequence && listAllowed) {
      sequence.items().forEach(item -> merge(item, into, path, false));
    } else {
      problems.add(
          source.place(), path.toString(), "<< takes a mapping: write an alias such as *defaults");
    }
  }

  private void refuseTag(@Nullable String tag, ConfigPath path, Place place) {
    if (tag != null && !tag.equals("!") && !tag.equals("tag:yaml.org,2002:str")) {
      problems.add(place, path.toString(), "a tag (with !) means nothing here: remove it");
    }
  }

  private ConfigException tooManyNodes(Place place) {
    return problems.fatal(
        place, "", "more than " + MOST_NODES + " values once aliases are expanded: remove aliases");
  }

  private static Place place(Mark mark) {
    return new Place(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
