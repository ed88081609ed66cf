package io.codingrouter.signal;

import java.util.List;
import java.util.Objects;

/**
 * A signal on who asks: users and groups that have a role. A condition of type {@code authz} names
 * the role, which several bindings may give.
 *
 * <p>Who asks is what the application says of the request, never its body: the user is {@link
 * io.codingrouter.message.ChatRequest#endUser()}, the groups are the label {@link #GROUPS_LABEL}.
 * Names are compared exactly, case included. A request without a user has no role, whatever its
 * groups; and where any decision asks for a role, itself or by a projection that adds up roles, it
 * is blocked as {@code unauthorized} before any is taken, rather than sent to where roles do not
 * matter. One that names its model itself asks no decision, and is not blocked for this. Upstream
 * answers 403 in this case; its switch to let such requests pass, {@code authz.fail_open}, is not
 * read.
 *
 * @param name the binding's own name
 * @param role the role that its subjects have
 * @param subjects who has it
 */
public record RoleBinding(String name, String role, List<Subject> subjects) implements SignalRule {
  /** The type of conditions on roles. */
  public static final String TYPE = "authz";

  /** The label that holds the groups of the user, with commas between. */
  public static final String GROUPS_LABEL = "groups";

  public RoleBinding {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(role, "role");
    subjects = List.copyOf(subjects);
  }

  /**
   * A user, or all users of a group.
   *
   * @param kind which of the two
   * @param name the user's or the group's name
   */
  public record Subject(Kind kind, String name) {
    public Subject {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(name, "name");
    }

    /** Prints the kind, not who it is. */
    @Override
    public String toString() {
      return kind.configName();
    }
  }

  /** What a subject is. */
  public enum Kind {
    /** One user. */
    USER("User"),
    /** All users of a group. */
    GROUP("Group");

    private final String configName;

    Kind(String configName) {
      this.configName = configName;
    }

    /**
     * Returns the word for this kind in the configuration.
     *
     * @return the name with a capital
     */
    public String configName() {
      return configName;
    }
  }

  @Override
  public String type() {
    return TYPE;
  }
}
