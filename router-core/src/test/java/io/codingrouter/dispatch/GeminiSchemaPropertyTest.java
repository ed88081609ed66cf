package io.codingrouter.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the schema of a tool is like, Gemini gets one that it takes and that allows no less. */
class GeminiSchemaPropertyTest {
  private static final List<JsonNode> SCALARS =
      values("null", "''", "'a'", "'bb'", "0", "1", "5", "2.5", "-1", "true", "false");
  private static final List<JsonNode> VALUES = new ArrayList<>(SCALARS);

  static {
    VALUES.addAll(values("[]", "[1]", "['a','a']", "[null]", "['a',1]", "[1,'a','a']", "{}"));
    for (JsonNode scalar : SCALARS) {
      VALUES.add(JsonTree.NODES.objectNode().set("a", scalar));
      VALUES.add(JsonTree.NODES.objectNode().put("b", 1).set("c", scalar));
    }
  }

  private static List<JsonNode> values(String... jsons) {
    return List.of(jsons).stream().map(json -> JsonTree.value(json.replace('\'', '"'))).toList();
  }

  private static Arbitrary<JsonNode> leaf() {
    return Arbitraries.of(
        values(
            "true",
            "{}",
            "{'type':'string'}",
            "{'type':'string','minLength':2,'format':'uuid'}",
            "{'type':'string','enum':['a','']}",
            "{'type':'string','enum':['a','bb']}",
            "{'enum':['a',null]}",
            "{'enum':[1,5]}",
            "{'enum':['a',1]}",
            "{'const':'a'}",
            "{'const':5}",
            "{'const':null}",
            "{'type':'integer','exclusiveMinimum':0,'default':3}",
            "{'type':'number','exclusiveMaximum':2.5,'multipleOf':0.5}",
            "{'type':'number','minimum':1,'exclusiveMinimum':0}",
            "{'type':['string','null'],'enum':['a',null]}",
            "{'type':['integer','string'],'minimum':1,'minLength':2,'title':'T'}",
            "{'type':'boolean','const':true}",
            "{'type':'null'}",
            "{'type':'array'}",
            "{'type':'array','prefixItems':[{'type':'string'},{'type':'integer'}],'items':false}",
            "{'type':'array','prefixItems':[{'type':'integer'}],'items':{'type':'string'}}",
            "{'type':'array','prefixItems':[{'type':'integer'}]}",
            "{'$ref':'#/$defs/loop'}",
            "{'$ref':'#/$defs/leaf'}",
            "{'$ref':'#/$defs/none'}"));
  }

  private static Arbitrary<JsonNode> schema(int depth) {
    if (depth == 0) {
      return leaf();
    }
    Arbitrary<JsonNode> inner = schema(depth - 1);
    Arbitrary<JsonNode> choices =
        Combinators.combine(
                Arbitraries.of("anyOf", "oneOf", "allOf"), inner.list().ofMinSize(1).ofMaxSize(3))
            .as(
                (keyword, list) ->
                    with(JsonTree.NODES.objectNode().put("description", "D"), keyword, list));
    Arbitrary<JsonNode> arrays =
        inner.map(item -> JsonTree.NODES.objectNode().put("type", "array").set("items", item));
    return Arbitraries.oneOf(leaf(), choices, arrays, object(inner));
  }

  private static Arbitrary<JsonNode> object(Arbitrary<JsonNode> inner) {
    return Combinators.combine(
            Arbitraries.maps(Arbitraries.of("a", "b", "c"), inner).ofMaxSize(3),
            Arbitraries.of("a", "b", "odd").set().ofMaxSize(2),
            Arbitraries.of(true, false))
        .as(
            (properties, required, closed) -> {
              ObjectNode object = JsonTree.NODES.objectNode().put("type", "object");
              ObjectNode named = object.putObject("properties");
              for (Map.Entry<String, JsonNode> property : properties.entrySet()) {
                named.set(property.getKey(), property.getValue());
              }
              ArrayNode names = object.putArray("required");
              required.forEach(names::add);
              return closed ? object.put("additionalProperties", false) : object;
            });
  }

  private static JsonNode with(ObjectNode object, String keyword, List<JsonNode> list) {
    object.putArray(keyword).addAll(list);
    return object;
  }

  @Provide
  Arbitrary<JsonNode> parameters() {
    return object(schema(2))
        .map(
            schema -> {
              ObjectNode defs = ((ObjectNode) schema).putObject("$defs");
              defs.set("leaf", values("{'type':'string','description':'a leaf'}").get(0));
              defs.set(
                  "loop",
                  values(
                          "{'type':'object','properties':{'a':{'$ref':'#/$defs/loop'},"
                              + "'c':{'$ref':'#/$defs/leaf'}}}")
                      .get(0));
              return schema;
            });
  }

  @Property(tries = 2000)
  void it_is_one_that_gemini_takes_and_allows_no_less(@ForAll("parameters") JsonNode schema) {
    JsonNode written = GeminiSchema.of(schema, new Changes());
    GeminiApi.accepts(written);
    SchemaCheck before = new SchemaCheck(schema);
    SchemaCheck after = new SchemaCheck(written);
    for (JsonNode value : VALUES) {
      if (value.isObject() && before.allows(value)) {
        assertThat(after.allows(value)).as("%s by %s", value, written).isTrue();
      }
    }
    assertThat(GeminiSchema.of(written, new Changes())).as("once is enough").isSameAs(written);
  }
}
