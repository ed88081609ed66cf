package io.codingrouter.config;

import io.codingrouter.signal.RoleBinding;
import io.codingrouter.signal.SignalRule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Reads the signals, kind by kind. */
final class SignalReader {
  private final SignalNames names = new SignalNames();

  /** The names of the signals read so far. */
  SignalNames names() {
    return names;
  }

  List<SignalRule> read(Section section) {
    List<SignalRule> rules = new ArrayList<>();
    SignalKinds.TYPES_BY_KEY.forEach(
        (key, type) -> {
          Field field = section.field(key);
          switch (key) {
            case "keywords" -> rules.addAll(rules(field, type, KeywordReader::read));
            case "language" -> rules.addAll(rules(field, type, LanguageReader::read));
            case "embeddings" -> rules.addAll(rules(field, type, EmbeddingReader::read));
            case "reasks" -> rules.addAll(rules(field, type, ReaskReader::read));
            case "context" -> rules.addAll(rules(field, type, ContextReader::read));
            case "role_bindings" -> rules.addAll(roleBindings(field, type));
            case "structure" -> rules.addAll(rules(field, type, StructureReader::read));
            case "conversation" -> rules.addAll(rules(field, type, ConversationReader::read));
            case "metadata" -> rules.addAll(rules(field, type, AttributeReader::metadata));
            case "labels" -> rules.addAll(rules(field, type, AttributeReader::label));
            default -> {
              if (JudgedSignals.include(key)) {
                judged(field, key, type);
              } else {
                unread(field, key, type);
              }
            }
          }
        });
    return List.copyOf(rules);
  }

  /** Reads a list of signals, each of which has a name of its own. */
  private List<? extends SignalRule> rules(
      Field list, String type, BiFunction<Section, String, ? extends SignalRule> reader) {
    return list.sections(
        section -> {
          Field nameField = section.field("name").required("the name that conditions use");
          String name = nameField.text().orElse("");
          names.of(type).add(nameField, name);
          return reader.apply(section, name);
        });
  }

  /** Reads role bindings: conditions go by the role, which several of them may give. */
  private List<RoleBinding> roleBindings(Field list, String type) {
    RoleBindingReader reader = new RoleBindingReader();
    Names roles = names.of(type);
    List<RoleBinding> bindings = list.sections(reader::read);
    bindings.forEach(binding -> roles.add(binding.role()));
    return bindings;
  }

  /** Checks signals that nothing here decides. */
  private void judged(Field list, String key, String type) {
    if (!list.isPresent()) {
      return;
    }
    Inert.warnOfSignals(list, key);
    list.noteUnused();
    list.sections(
        section -> {
          Field nameField = section.field("name").required("the name that conditions use");
          names.of(type).add(nameField, nameField.text().orElse(""));
          JudgedSignals.check(key, section);
          return section;
        });
  }

  /** Takes the names of signals of which nothing else is read. */
  private void unread(Field field, String key, String type) {
    if (!field.isPresent()) {
      return;
    }
    Inert.warnOfSignals(field, key);
    field.noteUnused();
    for (String name : field.textsOf("name")) {
      names.of(type).add(name);
    }
  }
}
