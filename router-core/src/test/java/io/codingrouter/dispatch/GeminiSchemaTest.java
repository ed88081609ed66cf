package io.codingrouter.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiSchemaTest {
  private final Changes changes = new Changes();

  private String write(String schema) {
    JsonNode written = GeminiSchema.of(JsonTree.value(schema.replace('\'', '"')), changes);
    GeminiApi.accepts(written);
    return JsonTree.write(written).replace('"', '\'');
  }

  /** The property {@code a} as it is written. */
  private String property(String schema) {
    String written = write("{'type':'object','properties':{'a':" + schema + "}}");
    return JsonTree.write(JsonTree.value(written.replace('\'', '"')).at("/properties/a"))
        .replace('"', '\'');
  }

  @Test
  void a_schema_that_gemini_takes_stays_as_it_is() {
    JsonNode schema =
        JsonTree.value(
            ("{'properties':{'path':{'description':'a file','type':'string','pattern':'^/'},"
                    + "'lines':{'type':'array','items':{'type':'integer','minimum':1}},"
                    + "'mode':{'type':'string','enum':['r','w'],'nullable':true}},"
                    + "'required':['path'],'type':'object'}")
                .replace('\'', '"'));
    assertThat(GeminiSchema.of(schema, changes)).isSameAs(schema);
    JsonNode none = JsonTree.NODES.objectNode();
    assertThat(GeminiSchema.of(none, changes)).isSameAs(none);
    assertThat(changes.list()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'const':'x'}                                            | {'type':'string','enum':['x']}
          {'const':5,'description':'Five.'}                        | {'type':'number','description':'Five. Always 5.'}
          {'type':'string','enum':['a','']}                        | {'type':'string','description':'One of "a", "".'}
          {'type':['string','null'],'description':'D'}             | {'type':'string','description':'D','nullable':true}
          {'type':'integer','exclusiveMinimum':0}                  | {'type':'integer','minimum':1}
          {'type':'number','exclusiveMinimum':0.5}                 | {'type':'number','minimum':0.5,'description':'Greater than 0.5.'}
          {'type':'string','format':'uuid','title':'Id'}           | {'type':'string','description':'Format: uuid.'}
          {'type':'string','format':'date-time'}                   | {'type':'string','format':'date-time'}
          {'type':'string','default':'x'}                          | {'type':'string','description':'Default: x.'}
          {'anyOf':[{'type':'string'},{'type':'null'}]}            | {'type':'string','nullable':true}
          {'oneOf':[{'const':'a'},{'const':'b'}],'description':'D'} | {'anyOf':[{'type':'string','enum':['a'],'description':'D'},{'type':'string','enum':['b'],'description':'D'}]}
          {'allOf':[{'type':'string'},{'minLength':2}]}            | {'type':'string','minLength':2}
          {'type':'array','items':{'type':'string'},'uniqueItems':true} | {'type':'array','description':'No item twice.','items':{'type':'string'}}
          {'type':'object','additionalProperties':{'type':'string'}} | {'type':'object'}
          """)
  void what_it_has_no_word_for_is_said_otherwise(String given, String written) {
    assertThat(property(given)).isEqualTo(written.replace("\"", "\\'"));
  }

  @Test
  void what_was_changed_is_told_without_the_caller_s_words() {
    write(
        "{'$schema':'https://json-schema.org/draft/2020-12/schema','type':'object',"
            + "'additionalProperties':false,'x-secret':1,"
            + "'properties':{'a':{'type':'object','additionalProperties':false}}}");
    assertThat(changes.list())
        .containsExactly(
            "$schema removed from a tool's schema",
            "additionalProperties removed from a tool's schema (2 times)",
            "a keyword that Gemini does not know removed from a tool's schema");
  }

  @Test
  void references_are_written_out_as_far_as_they_do_not_lead_to_themselves() {
    String written =
        write(
            "{'type':'object','properties':{'root':{'$ref':'#/$defs/node','description':'Top.'}},"
                + "'$defs':{'node':{'type':'object','description':'A node.','properties':{"
                + "'name':{'$ref':'#/$defs/name'},'next':{'$ref':'#/$defs/node'}}},"
                + "'name':{'type':'string'}}}");
    assertThat(written)
        .startsWith(
            "{'type':'object','properties':{'root':{'type':'object','description':'Top.',"
                + "'properties':{'name':{'type':'string'},'next':{'anyOf':[");
    assertThat(changes.list())
        .contains(
            "$ref written out in a tool's schema (2 times)",
            "$ref that leads to itself removed from a tool's schema");
  }

  @Test
  void a_choice_between_objects_becomes_one_that_has_what_each_has() {
    assertThat(
            write(
                "{'oneOf':[{'type':'object','properties':{'a':{'type':'string'}},'required':['a']},"
                    + "{'type':'object','properties':{'b':{'type':'string'}}}]}"))
        .isEqualTo("{'type':'object','properties':{'a':{'type':'string'},'b':{'type':'string'}}}");
  }

  @Test
  void what_must_be_there_is_only_what_there_is() {
    assertThat(write("{'type':'object','properties':{'a':{'type':'string'}},'required':['a','z']}"))
        .isEqualTo("{'type':'object','properties':{'a':{'type':'string'}},'required':['a']}");
  }

  @Test
  void references_that_multiply_are_cut_off() {
    StringBuilder defs = new StringBuilder("'d0':{'type':'string'}");
    for (int i = 1; i <= 30; i++) {
      String inner = "{'$ref':'#/$defs/d" + (i - 1) + "'}";
      defs.append(
          ",'d" + i + "':{'type':'object','properties':{'a':" + inner + ",'b':" + inner + "}}");
    }
    String written =
        write("{'type':'object','properties':{'a':{'$ref':'#/$defs/d30'}},'$defs':{" + defs + "}}");
    assertThat(written).hasSizeLessThan(3_000_000);
    assertThat(changes.list().toString()).contains("too deep or too large cut off");
  }

  @Test
  void nesting_beyond_all_measure_is_cut_off() {
    String deep = "{'type':'array','items':".repeat(60) + "{'type':'string'}" + "}".repeat(60);
    assertThat(property(deep)).hasSizeLessThan(2_000);
  }
}
