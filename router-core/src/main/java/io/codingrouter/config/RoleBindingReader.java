package io.codingrouter.config;

import io.codingrouter.signal.RoleBinding;
import io.codingrouter.signal.RoleBinding.Kind;
import io.codingrouter.signal.RoleBinding.Subject;
import java.util.List;

/** Reads role bindings. */
final class RoleBindingReader {
  private static final Words<Kind> KINDS = Words.of(List.of(Kind.values()), Kind::configName);

  private final Names names = new Names("role binding");

  RoleBinding read(Section section) {
    section.field("description").text();
    Field nameField = section.field("name").required("a name for the binding");
    String name = nameField.text().orElse("");
    names.add(nameField, name);
    Field subjects = section.field("subjects").required("who has it: [{kind: Group, name: staff}]");
    if (subjects.isEmptyList()) {
      subjects.problem("must have at least one subject, such as {kind: Group, name: staff}");
    }
    return new RoleBinding(
        name,
        section.field("role").required("the name that conditions use").text().orElse(""),
        subjects.sections(RoleBindingReader::subject));
  }

  private static Subject subject(Section section) {
    Kind kind = section.field("kind").required("User or Group").word(KINDS).orElse(Kind.USER);
    Field nameField = section.field("name").required("the name of the user or group");
    String name = nameField.text().map(String::strip).orElse("");
    if (kind == Kind.GROUP && name.indexOf(',') >= 0) {
      nameField.problem("must have no comma, which stands between groups: write two subjects");
    }
    return new Subject(kind, name);
  }
}
