package io.codingrouter;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.config.RouterConfig;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.telemetry.RouteTrace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Decisions by the role of who asks. */
class RoleRoutingTest {
  private static final String YAML =
      """
      version: v0.1
      providers:
        models:
          - {name: small, endpoints: [{endpoint: "localhost:8000"}]}
          - {name: large, endpoints: [{endpoint: "localhost:8001"}]}
        default_model: small
      signals:
        role_bindings:
          - name: staff-by-group
            role: staff
            subjects: [{kind: Group, name: engineers}, {kind: group, name: " sales "}]
          - name: staff-by-name
            role: staff
            subjects: [{kind: User, name: ann@example.com}]
          - {name: guests, role: guest, subjects: [{kind: User, name: Guest}]}
      decisions:
        - name: for-staff
          priority: 10
          rules: {type: authz, name: staff}
          modelRefs: [{model: large}]
        - name: not-for-guests
          priority: 5
          rules: {operator: NOT, conditions: [{type: authz, name: guest}]}
          modelRefs: [{model: small}]
      """;
  private static final RouterConfig CONFIG = RouterConfig.parse(YAML);

  private static ChatRequest from(String user, String groups) {
    ChatRequest.Builder request = ChatRequest.user("hello").toBuilder().endUser(user);
    return (groups.isEmpty() ? request : request.label("groups", groups)).build();
  }

  @ParameterizedTest
  @CsvSource({
    "ann@example.com, '', for-staff",
    "bob, engineers, for-staff",
    "bob, 'visitors , sales', for-staff",
    "bob, 'visitors,,', not-for-guests",
    "bob, Engineers, not-for-guests",
    "bob, 'engineers and sales', not-for-guests",
    "Ann@example.com, '', not-for-guests",
    "engineers, ann@example.com, not-for-guests",
    "Guest, '', default-route",
    "Guest, sales, for-staff"
  })
  void go_by_the_user_and_the_groups_exactly(String user, String groups, String decision) {
    try (Router router = Router.create(CONFIG)) {
      assertThat(router.route(from(user, groups)).decision()).isEqualTo(decision);
    }
  }

  @Test
  void nobody_without_a_name_is_let_through_whatever_the_groups_say() {
    ChatRequest inBody = ChatRequest.user("hello").toBuilder().set("/user", "ann").build();
    try (Router router = Router.create(CONFIG)) {
      for (ChatRequest request :
          new ChatRequest[] {ChatRequest.user("hello"), from(" ", "engineers"), inBody}) {
        Route.Blocked blocked = (Route.Blocked) router.route(request);
        assertThat(blocked.reason()).isEqualTo(Route.Blocked.UNAUTHORIZED);
        assertThat(blocked.message()).contains("endUser", "groups");
        assertThat(blocked.decision()).isEmpty();
        assertThat(RouteSpec.of(request).blocked(Route.Blocked.UNAUTHORIZED).check(router))
            .isEmpty();
      }
    }
  }

  private static String scored(String decisions) {
    return YAML.substring(0, YAML.indexOf("decisions:"))
        + """
        projections:
          scores:
            - name: trust
              inputs: [{type: authz, name: staff, weight: 1}]
            - name: standing
              inputs: [{type: projection, name: trust, weight: 2, value_source: score}]
          mappings:
            - name: standings
              source: standing
              method: threshold_bands
              outputs: [{name: trusted, gt: 0}, {name: stranger, lte: 0}]
        """
        + decisions;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: projection, name: trusted} | ann@example.com | bob",
        "{type: projection, name: stranger} | bob | ann@example.com",
        "{operator: NOT, conditions: [{type: projection, name: trusted}]} | bob | ann@example.com"
      })
  void nobody_without_a_name_is_let_through_where_roles_count_in_a_score(
      String rules, String holds, String fails) {
    RouterConfig config =
        RouterConfig.parse(
            scored(
                """
                decisions:
                  - name: by-standing
                    rules: %s
                    modelRefs: [{model: large}]
                """
                    .formatted(rules)));
    try (Router router = Router.create(config)) {
      assertThat(router.route(ChatRequest.user("hello")))
          .isInstanceOfSatisfying(
              Route.Blocked.class,
              blocked -> assertThat(blocked.reason()).isEqualTo(Route.Blocked.UNAUTHORIZED));
      assertThat(router.route(from(holds, "")).decision()).isEqualTo("by-standing");
      assertThat(router.route(from(fails, "")).decision()).isEqualTo("default-route");
    }
  }

  @Test
  void roles_in_a_score_that_no_decision_asks_for_block_nobody() {
    try (Router router = Router.create(RouterConfig.parse(scored("")))) {
      assertThat(router.route(ChatRequest.user("hello")).decision()).isEqualTo("default-route");
    }
  }

  @Test
  void a_request_that_names_its_model_asks_no_decision_and_needs_no_name() {
    ChatRequest request = ChatRequest.user("hello").toBuilder().model("small").build();
    try (Router router = Router.create(CONFIG)) {
      assertThat(router.route(request)).isInstanceOf(Route.Forward.class);
    }
  }

  @Test
  void roles_that_no_decision_asks_for_block_nobody() {
    String unused = YAML.substring(0, YAML.indexOf("decisions:"));
    try (Router router = Router.create(RouterConfig.parse(unused))) {
      assertThat(router.route(ChatRequest.user("hello")).decision()).isEqualTo("default-route");
    }
  }

  @Test
  void an_explanation_names_the_binding_and_never_who_asks() {
    try (Router router = Router.create(CONFIG)) {
      RouteTrace trace = router.explain(from("ann@example.com", "secret-group"));
      assertThat(trace.describe())
          .contains("authz staff", "by staff-by-name")
          .doesNotContain("ann@", "secret-group");
      RouteTrace blocked = router.explain(ChatRequest.user("hello"));
      assertThat(blocked.outcome()).isEqualTo("blocked");
      assertThat(blocked.notes()).anyMatch(note -> note.contains("no end user"));
      assertThat(blocked.describe())
          .contains("not asked: the request has no end user")
          .doesNotContain("named its model", "names its model");
    }
    assertThat(CONFIG.signals().toString()).doesNotContain("ann@");
  }

  @Test
  void bindings_read_back_from_their_own_yaml_without_a_warning() {
    assertThat(CONFIG.warnings()).isEmpty();
    assertThat(RouterConfig.parse(CONFIG.toYaml())).isEqualTo(CONFIG);
  }
}
