package io.codingrouter.config;

import io.codingrouter.decision.Algorithm;
import io.codingrouter.decision.Decision;
import io.codingrouter.decision.Plugin;
import io.codingrouter.decision.Requirement;
import io.codingrouter.decision.Rule;
import io.codingrouter.model.ModelRef;
import io.codingrouter.model.Pricing;
import io.codingrouter.model.ReasoningFamily;
import io.codingrouter.signal.Bounds;
import io.codingrouter.signal.KeywordRule;
import io.codingrouter.signal.TextSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Typed values as a document has them. Their texts are meant as they are, so dollars are escaped.
 */
final class DraftValues {
  private DraftValues() {}

  static Map<String, Object> of(KeywordRule rule) {
    Map<String, Object> map = named(rule.name());
    map.put("operator", rule.operator().name());
    if (rule.method() != KeywordRule.Method.LITERAL) {
      map.put("method", rule.method().configName());
    }
    map.put("keywords", rule.keywords().stream().map(Template::escape).toList());
    map.put("case_sensitive", rule.caseSensitive());
    if (rule.source() != TextSource.ASK) {
      map.put("source", rule.source().configName());
    }
    KeywordRule defaults = KeywordRule.builder(rule.name()).build();
    if (rule.fuzzyThreshold() != defaults.fuzzyThreshold()) {
      map.put("fuzzy_threshold", rule.fuzzyThreshold());
    }
    if (rule.bm25Threshold() != defaults.bm25Threshold()) {
      map.put("bm25_threshold", rule.bm25Threshold());
    }
    if (rule.ngramThreshold() != defaults.ngramThreshold()) {
      map.put("ngram_threshold", rule.ngramThreshold());
    }
    if (rule.ngramArity() != defaults.ngramArity()) {
      map.put("ngram_arity", rule.ngramArity());
    }
    return map;
  }

  static Map<String, Object> of(Listener listener) {
    Map<String, Object> map = named(listener.name());
    map.put("address", Template.escape(listener.address()));
    map.put("port", listener.port());
    map.put("timeout", listener.timeout());
    return map;
  }

  static Map<String, Object> of(Pricing pricing) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("currency", Template.escape(pricing.currency()));
    map.put("prompt_per_1m", pricing.promptPer1m());
    map.put("completion_per_1m", pricing.completionPer1m());
    pricing.cachedInputPer1m().ifPresent(price -> map.put("cached_input_per_1m", price));
    pricing.cacheWritePer1m().ifPresent(price -> map.put("cache_write_per_1m", price));
    pricing.reasoningPer1m().ifPresent(price -> map.put("reasoning_per_1m", price));
    return map;
  }

  static Map<String, Object> of(ReasoningFamily family) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("type", family.type().configName());
    map.put("parameter", Template.escape(family.parameter()));
    return map;
  }

  static Map<String, Object> of(Decision decision) {
    Map<String, Object> map = named(decision.name());
    if (!decision.description().isEmpty()) {
      map.put("description", Template.escape(decision.description()));
    }
    map.put("priority", decision.priority());
    if (decision.tier() > 0) {
      map.put("tier", decision.tier());
    }
    map.put("rules", of(decision.rule(), 0));
    map.put("modelRefs", decision.models().stream().map(DraftValues::of).toList());
    if (!decision.requirement().equals(Requirement.NONE)) {
      map.put("require", of(decision.requirement()));
    }
    decision.algorithm().ifPresent(algorithm -> map.put("algorithm", of(algorithm)));
    if (!decision.plugins().isEmpty()) {
      map.put("plugins", decision.plugins().stream().map(DraftValues::of).toList());
    }
    return map;
  }

  private static Map<String, Object> of(Rule rule, int depth) {
    if (depth > Draft.DEEPEST) {
      throw Draft.tooDeep();
    }
    if (rule instanceof Rule.Is is) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("type", Template.escape(is.type()));
      map.put("name", Template.escape(is.name()));
      if (!is.test().label().isEmpty()) {
        map.put("label", Template.escape(is.test().label()));
      }
      if (!is.test().score().isEmpty()) {
        map.put("predicate", of(is.test().score()));
      }
      if (is.test().firesOnError()) {
        map.put("on_error", "match");
      }
      return map;
    }
    if (rule instanceof Rule.All all) {
      return group("AND", all.children(), depth);
    }
    if (rule instanceof Rule.Any any) {
      return group("OR", any.children(), depth);
    }
    if (rule instanceof Rule.Not not) {
      return group("NOT", List.of(not.child()), depth);
    }
    throw new AssertionError(rule);
  }

  private static Map<String, Object> of(Bounds bounds) {
    Map<String, Object> map = new LinkedHashMap<>();
    bounds.gt().ifPresent(bound -> map.put("gt", bound));
    bounds.gte().ifPresent(bound -> map.put("gte", bound));
    bounds.lt().ifPresent(bound -> map.put("lt", bound));
    bounds.lte().ifPresent(bound -> map.put("lte", bound));
    return map;
  }

  private static Map<String, Object> group(String operator, List<Rule> children, int depth) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("operator", operator);
    map.put("conditions", children.stream().map(child -> of(child, depth + 1)).toList());
    return map;
  }

  private static Map<String, Object> of(ModelRef model) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("model", Template.escape(model.name()));
    map.put("use_reasoning", model.useReasoning());
    model.effort().ifPresent(effort -> map.put("reasoning_effort", Template.escape(effort)));
    model.lora().ifPresent(lora -> map.put("lora_name", Template.escape(lora)));
    if (model.weight() != 1) {
      map.put("weight", model.weight());
    }
    return map;
  }

  private static Map<String, Object> of(Requirement requirement) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (!requirement.capabilities().isEmpty()) {
      map.put("capabilities", requirement.capabilities().stream().map(Template::escape).toList());
    }
    requirement.location().ifPresent(at -> map.put("location", at.name().toLowerCase(Locale.ROOT)));
    return map;
  }

  private static Map<String, Object> of(Algorithm algorithm) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("type", Template.escape(algorithm.type()));
    Map<String, Object> settings = new LinkedHashMap<>(escaped(algorithm.configuration()));
    for (String key : List.of("on_error", "name")) {
      Object value = settings.remove(key);
      if (value != null) {
        map.put(key, value);
      }
    }
    if (!settings.isEmpty()) {
      map.put(algorithm.type(), settings);
    }
    return map;
  }

  private static Map<String, Object> of(Plugin plugin) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("type", Template.escape(plugin.type()));
    map.put("configuration", escaped(plugin.configuration()));
    return map;
  }

  private static Map<String, Object> named(String name) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", Template.escape(name));
    return map;
  }

  /** Settings whose texts mean themselves. */
  static Map<String, Object> escaped(Map<String, ?> settings) {
    Map<String, Object> copy = new LinkedHashMap<>();
    settings.forEach((key, value) -> copy.put(key, escapedValue(value)));
    return copy;
  }

  private static Object escapedValue(Object value) {
    if (value instanceof String text) {
      return Template.escape(text);
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      map.forEach((key, item) -> copy.put(key.toString(), escapedValue(item)));
      return copy;
    }
    if (value instanceof Collection<?> items) {
      List<Object> copy = new ArrayList<>();
      items.forEach(item -> copy.add(escapedValue(item)));
      return copy;
    }
    return value;
  }
}
