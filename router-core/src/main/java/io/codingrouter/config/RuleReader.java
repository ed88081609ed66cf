package io.codingrouter.config;

import io.codingrouter.decision.Rule;
import io.codingrouter.signal.Bounds;
import io.codingrouter.signal.SignalTest;
import java.util.List;
import java.util.Locale;

/** Reads rules: a condition on a signal, or a group of rules. */
final class RuleReader {
  private static final Words<Group> GROUPS = Words.of(List.of(Group.values()), Group::name);

  private static final Words<String> ON_ERROR = Words.of("match", "no_match");

  private final SignalNames signals;

  RuleReader(SignalNames signals) {
    this.signals = signals;
  }

  private enum Group {
    AND,
    OR,
    NOT
  }

  /** Whether a rule holds for every request. */
  static boolean isAlways(Rule rule) {
    if (rule instanceof Rule.All all) {
      return all.children().stream().allMatch(RuleReader::isAlways);
    }
    return rule instanceof Rule.Any any && any.children().stream().anyMatch(RuleReader::isAlways);
  }

  Rule read(Section section) {
    Field type = section.field("type");
    Field name = section.field("name");
    Field operator = section.field("operator");
    Field conditions = section.field("conditions");
    Field label = section.field("label");
    Field predicate = section.field("predicate");
    Field onError = section.field("on_error");
    if (!type.isPresent() && !name.isPresent()) {
      for (Field leafOnly : List.of(label, predicate, onError)) {
        if (leafOnly.isPresent()) {
          leafOnly.problem("belongs to a condition (type, name), not to a group");
        }
      }
      return group(section, operator, conditions);
    }
    if (operator.isPresent() || conditions.isPresent()) {
      section.problem(
          "is a condition (type, name) and a group (operator, conditions) at once: write one");
    }
    SignalTest test =
        new SignalTest(
            label.text().orElse(""),
            predicate.section(BoundsReader::read).orElse(Bounds.NONE),
            onError.word(ON_ERROR).orElse("no_match").equals("match"));
    return condition(type, name, test);
  }

  private Rule group(Section section, Field operator, Field conditions) {
    List<Rule> children = conditions.sections(this::read);
    int written = conditions.items().size();
    if (!operator.isPresent() && written == 0) {
      return Rule.ALWAYS;
    }
    Group group = operator.required("AND, OR or NOT").word(GROUPS).orElse(Group.AND);
    if (group == Group.NOT && written != 1) {
      section.problem("NOT takes exactly one condition: put several into an AND or OR inside it");
      return Rule.ALWAYS;
    }
    if (group == Group.OR && written == 0) {
      section.warn("OR of nothing never holds: add a condition, or write AND to hold always");
    }
    if (group == Group.NOT && !children.isEmpty()) {
      return new Rule.Not(children.get(0));
    }
    return group == Group.OR ? new Rule.Any(children) : new Rule.All(children);
  }

  private Rule condition(Field typeField, Field nameField, SignalTest test) {
    typeField.required("the kind of the signal, such as keyword");
    nameField.required("the name of the signal");
    String written = typeField.quietText().strip().toLowerCase(Locale.ROOT);
    if (written.equals("latency")) {
      typeField.problem("latency is no signal: write algorithm: {type: latency_aware}");
      return Rule.ALWAYS;
    }
    String type = typeField.word(SignalKinds.TYPES).orElse("");
    String name = nameField.text().orElse("");
    if (!type.isEmpty()) {
      signals.check(nameField, type, name);
    }
    return Rule.is(type, name, test);
  }
}
