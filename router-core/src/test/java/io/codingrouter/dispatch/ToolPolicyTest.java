package io.codingrouter.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.decision.Plugin;
import io.codingrouter.message.ChatRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ToolPolicyTest {
  private static final String USER = "{\"role\":\"user\",\"content\":\"hunter2\"}";

  private static Adaptation apply(Map<String, Object> settings, String fields) {
    return RequestPolicy.of(List.of(new Plugin("tools", settings)))
        .apply(ChatRequest.fromJson("{" + fields + ",\"messages\":[" + USER + "]}"));
  }

  private static Map<String, Object> allow(String... names) {
    return Map.of("mode", "filtered", "allow_tools", List.of(names));
  }

  private static Map<String, Object> block(String... names) {
    return Map.of("mode", "filtered", "block_tools", List.of(names));
  }

  private static String tool(String name) {
    return "{\"type\":\"function\",\"function\":{\"name\":\""
        + name
        + "\",\"parameters\":{\"x\":1.50}}}";
  }

  private static String tools(String... names) {
    List<String> tools = new ArrayList<>();
    for (String name : names) {
      tools.add(tool(name));
    }
    return "\"tools\":[" + String.join(",", tools) + "]";
  }

  @Test
  void lets_pass_what_it_allows_as_it_was() {
    Adaptation filtered = apply(allow("read", "grep"), tools("bash", "read", "write", "grep"));
    assertThat(filtered.request().json("/tools"))
        .contains("[" + tool("read") + "," + tool("grep") + "]");
    assertThat(filtered.changes()).containsExactly("2 of 4 tools removed");
  }

  @Test
  void blocks_a_tool_even_if_it_allows_it() {
    Adaptation filtered =
        apply(
            Map.of(
                "mode", "filtered",
                "allow_tools", List.of("read", "bash"),
                "block_tools", List.of("BASH ")),
            tools("bash", "read", " Bash"));
    assertThat(filtered.request().json("/tools")).contains("[" + tool("read") + "]");
  }

  @Test
  void a_request_that_keeps_all_its_tools_is_the_very_same() {
    ChatRequest request =
        ChatRequest.fromJson("{" + tools("read") + ",\"messages\":[" + USER + "]}");
    RequestPolicy policy = RequestPolicy.of(List.of(new Plugin("tools", block("bash"))));
    assertThat(policy.apply(request).request()).isSameAs(request);
    assertThat(RequestPolicy.of(List.of(new Plugin("tools", Map.of("mode", "passthrough")))))
        .isSameAs(RequestPolicy.NONE);
    assertThat(RequestPolicy.of(List.of(new Plugin("tools", Map.of()))))
        .isSameAs(RequestPolicy.NONE);
  }

  @Test
  void leaves_no_empty_list_and_nothing_that_needs_one() {
    String more = ",\"tool_choice\":\"required\",\"parallel_tool_calls\":false,\"n\":1";
    for (Map<String, Object> settings :
        List.<Map<String, Object>>of(block("bash"), allow("read"), Map.of("mode", "none"))) {
      Adaptation filtered = apply(settings, tools("bash") + more);
      assertThat(filtered.request().fields()).containsExactly("n", "messages");
      assertThat(filtered.changes())
          .containsExactly("tools removed", "tool_choice removed", "parallel_tool_calls removed");
    }
    assertThat(apply(allow("read"), "\"tools\":[]").request().fields()).containsExactly("messages");
  }

  @Test
  void a_choice_of_a_tool_that_is_gone_goes_too() {
    String chosen = ",\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"bash\"}}";
    Adaptation filtered = apply(block("bash"), tools("bash", "read") + chosen);
    assertThat(filtered.request().fields()).containsExactly("tools", "messages");
    assertThat(filtered.changes()).containsExactly("1 of 2 tools removed", "tool_choice removed");
    assertThat(
            apply(block("bash"), tools("bash", "read") + chosen.replace("bash", "read"))
                .request()
                .fields())
        .contains("tool_choice");
    assertThat(
            apply(block("bash"), tools("bash", "read") + ",\"tool_choice\":\"auto\"")
                .request()
                .fields())
        .contains("tool_choice");
  }

  @Test
  void a_choice_among_several_keeps_those_that_are_left() {
    String chosen =
        ",\"tool_choice\":{\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":\"auto\",\"tools\":["
            + "{\"type\":\"function\",\"function\":{\"name\":\"bash\"}},"
            + "{\"type\":\"function\",\"function\":{\"name\":\"read\"}}]}}";
    Adaptation filtered = apply(block("bash"), tools("bash", "read") + chosen);
    assertThat(filtered.request().json("/tool_choice/allowed_tools/tools"))
        .contains("[{\"type\":\"function\",\"function\":{\"name\":\"read\"}}]");
    assertThat(filtered.changes()).contains("1 of 2 tools removed from tool_choice");
    assertThat(
            apply(block("bash", "read"), tools("bash", "read", "grep") + chosen).request().fields())
        .doesNotContain("tool_choice");
  }

  @Test
  void knows_custom_tools_tools_of_the_backend_and_the_older_functions() {
    Adaptation filtered =
        apply(
            block("web_search", "sh", "bash"),
            "\"tools\":[{\"type\":\"web_search\"},{\"type\":\"custom\",\"custom\":{\"name\":\"sh\"}},"
                + tool("read")
                + "],\"functions\":[{\"name\":\"bash\"}],\"function_call\":{\"name\":\"bash\"}");
    assertThat(filtered.request().json("/tools")).contains("[" + tool("read") + "]");
    assertThat(filtered.request().fields()).containsExactly("tools", "messages");
  }

  @Test
  void a_caller_who_wants_no_call_gets_none() {
    for (String none : List.of("\"tool_choice\":\"none\"", "\"function_call\":\"none\"")) {
      String list = none.contains("tool") ? tools("read") : "\"functions\":[{\"name\":\"read\"}]";
      Adaptation filtered = apply(allow("read"), list + "," + none);
      assertThat(filtered.changes()).isEmpty();
      assertThat(filtered.request().toJson()).contains(none);
    }
  }

  @Test
  void the_changes_tell_no_name_that_the_caller_gave() {
    Adaptation filtered = apply(allow("read"), tools("read", "hunter2"));
    assertThat(filtered.changes()).isNotEmpty().noneMatch(each -> each.contains("hunter2"));
  }

  @Test
  void what_the_conversation_called_stays_in_its_history() {
    String history =
        "[{\"role\":\"user\",\"content\":\"u\"},{\"role\":\"assistant\",\"content\":null,"
            + "\"tool_calls\":[{\"id\":\"1\",\"type\":\"function\",\"function\":{\"name\":\"bash\",\"arguments\":\"{}\"}}]},"
            + "{\"role\":\"tool\",\"tool_call_id\":\"1\",\"content\":\"ok\"},{\"role\":\"user\",\"content\":\"v\"}]";
    RequestPolicy policy = RequestPolicy.of(List.of(new Plugin("tools", block("bash"))));
    ChatRequest request =
        ChatRequest.fromJson("{" + tools("bash", "read") + ",\"messages\":" + history + "}");
    assertThat(policy.apply(request).request().json("/messages")).contains(history);
  }

  @Test
  void history_goes_where_that_is_asked_for_and_what_was_said_stays() {
    String call =
        "\"tool_calls\":[{\"id\":\"1\",\"type\":\"function\",\"function\":{\"name\":\"bash\"}}]";
    String result = "{\"role\":\"tool\",\"tool_call_id\":\"1\",\"content\":\"ok\"}";
    ChatRequest request =
        ChatRequest.fromJson(
            "{\"messages\":["
                + USER
                + ",{\"role\":\"assistant\",\"content\":\"I look.\","
                + call
                + "},"
                + result
                + ",{\"role\":\"assistant\",\"content\":null,"
                + call
                + "},"
                + result
                + ",{\"role\":\"assistant\",\"content\":\"Done.\"},{\"role\":\"user\",\"content\":\"v\"}]}");
    Adaptation stripped =
        RequestPolicy.of(
                List.of(new Plugin("tools", Map.of("mode", "none", "strip_tool_history", true))))
            .apply(request);
    assertThat(stripped.request().json("/messages"))
        .contains(
            "["
                + USER
                + ",{\"role\":\"assistant\",\"content\":\"I look.\"},"
                + "{\"role\":\"assistant\",\"content\":\"Done.\"},{\"role\":\"user\",\"content\":\"v\"}]");
    assertThat(stripped.changes()).containsExactly("tool calls removed from 4 messages");
  }

  @Property
  void what_is_left_is_what_lists_say_in_its_order(
      @ForAll List<@IntRange(max = 9) Integer> offered,
      @ForAll Set<@IntRange(max = 9) Integer> allowed,
      @ForAll Set<@IntRange(max = 9) Integer> blocked) {
    Map<String, Object> settings =
        Map.of("mode", "filtered", "allow_tools", names(allowed), "block_tools", names(blocked));
    List<String> expected =
        offered.stream()
            .filter(i -> (allowed.isEmpty() || allowed.contains(i)) && !blocked.contains(i))
            .map(i -> tool("t" + i))
            .toList();
    Adaptation once = apply(settings, tools(names(offered).toArray(String[]::new)));
    assertThat(once.request().json("/tools").orElse("[]"))
        .isEqualTo("[" + String.join(",", expected) + "]");
    ChatRequest again =
        RequestPolicy.of(List.of(new Plugin("tools", settings))).apply(once.request()).request();
    assertThat(again).isEqualTo(once.request());
  }

  private static List<String> names(Iterable<Integer> numbers) {
    List<String> names = new ArrayList<>();
    numbers.forEach(i -> names.add("t" + i));
    return names;
  }
}
