package io.codingrouter.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolCallMergerTest {
  private final ToolCallMerger merger = new ToolCallMerger();

  private void add(String fragment) {
    merger.add(Json.object(fragment.replace('\'', '"'), "the fragment"));
  }

  private void assertCalls(String expected) {
    assertThat(merger.toJson()).isEqualTo(Json.value(expected.replace('\'', '"')));
  }

  @Test
  void calls_of_one_number_are_told_apart_by_id_and_name() {
    add("{'index':0,'id':'a','function':{'name':'f','arguments':'{}'}}");
    add("{'index':0,'id':'b','function':{'name':'f','arguments':'{}'}}");
    assertCalls(
        "[{'id':'a','function':{'name':'f','arguments':'{}'}},"
            + "{'id':'b','function':{'name':'f','arguments':'{}'}}]");
  }

  @Test
  void an_id_alone_begins_no_call() {
    add("{'index':0,'id':'a','function':{'name':'f','arguments':'{'}}");
    add("{'index':0,'id':'made-up','function':{'arguments':'}'}}");
    assertCalls("[{'id':'a','function':{'name':'f','arguments':'{}'}}]");
  }

  @Test
  void a_name_that_is_repeated_begins_one_only_behind_whole_arguments() {
    add("{'function':{'name':'f','arguments':'{'}}");
    add("{'function':{'name':'f','arguments':'}'}}");
    add("{'function':{'name':'f','arguments':''}}");
    add("{'function':{'name':'f','arguments':'{}'}}");
    assertCalls(
        "[{'function':{'name':'f','arguments':'{}'}},{'function':{'name':'f','arguments':'{}'}}]");
  }

  @Test
  void without_a_number_a_fragment_belongs_to_its_id_else_to_the_last_call() {
    add("{'id':'a','function':{'name':'f','arguments':'{'}}");
    add("{'id':'b','function':{'name':'g','arguments':'['}}");
    add("{'function':{'arguments':']'}}");
    add("{'id':'a','function':{'arguments':'}'}}");
    add("{'extra_content':{'x':1}}");
    assertCalls(
        "[{'id':'a','function':{'name':'f','arguments':'{}'}},"
            + "{'id':'b','function':{'name':'g','arguments':'[]'},'extra_content':{'x':1}}]");
  }

  @Test
  void a_name_may_come_after_its_id() {
    add("{'index':0,'id':'a','type':'function','function':{'arguments':''}}");
    add("{'index':0,'function':{'name':'f'}}");
    add("{'index':0,'function':{'name':'','arguments':'{}'}}");
    assertCalls("[{'id':'a','type':'function','function':{'arguments':'{}','name':'f'}}]");
  }

  @Test
  void calls_stand_in_the_order_of_their_numbers() {
    add("{'index':1,'id':'b','function':{'name':'g','arguments':'{}'}}");
    add("{'index':0,'id':'a','function':{'name':'f','arguments':'{}'}}");
    assertCalls(
        "[{'id':'a','function':{'name':'f','arguments':'{}'}},"
            + "{'id':'b','function':{'name':'g','arguments':'{}'}}]");
  }

  @Test
  @Timeout(30)
  void many_calls_take_time_in_proportion_to_their_number() {
    int many = 300_000; // each looked for among all others would take minutes
    for (int i = 0; i < many; i++) {
      add("{'id':'" + i + "','function':{'name':'f','arguments':'{}'}}");
    }
    assertThat(merger.toJson()).hasSize(many);
  }

  @Test
  @Timeout(30)
  void a_name_that_is_repeated_with_each_piece_of_long_arguments_costs_no_more() {
    merger.add(piece("{\"a\":\""));
    for (int i = 0; i < 200_000; i++) { // read from the beginning each time it would take minutes
      merger.add(piece("}}}}}}}}}}"));
    }
    merger.add(piece("\"}"));
    merger.add(piece("{}"));
    assertThat(merger.toJson()).hasSize(2);
    assertThat(merger.toJson().get(1).path("function").path("arguments").asText()).isEqualTo("{}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", " {\"a\":{\"b\":[1]}} ", "{\"}\":\"\\\\\\\"}\"}", "{\"a\":\"{\"}", "{\n}\n"})
  void arguments_are_whole_with_their_last_brace_however_they_are_cut(String arguments) {
    for (int cut = 0; cut <= arguments.length(); cut++) {
      ToolCallMerger cutAt = new ToolCallMerger();
      cutAt.add(piece(arguments.substring(0, cut)));
      cutAt.add(piece(arguments.substring(cut)));
      cutAt.add(piece("{}"));
      assertThat(cutAt.toJson().get(0).path("function").path("arguments").asText().strip())
          .as("cut at %s", cut)
          .isEqualTo(arguments.strip());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{a}", "{}x", "x{}", "[]", "{}{}", "}{", "{\"a\":\"}"})
  void what_is_no_object_is_never_whole(String arguments) {
    merger.add(piece(arguments));
    merger.add(piece("{}"));
    merger.add(piece("{}"));
    assertThat(merger.toJson()).hasSize(1);
  }

  private static JsonNode piece(String arguments) {
    ObjectNode fragment = Json.NODES.objectNode();
    fragment.putObject("function").put("name", "f").put("arguments", arguments);
    return fragment;
  }
}
