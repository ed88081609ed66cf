package io.codingrouter.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.ModelRef;
import java.net.URI;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies are written with ' for ". */
class AnthropicRequestTest {
  private static final String SONNET = "claude-sonnet-4-5";
  private static final String WEATHER =
      "{'type':'function','function':{'name':'weather','description':'Tells it',"
          + "'parameters':{'type':'object','properties':{'city':{'type':'string'}}}}}";
  private static final String ASKED =
      "{'role':'user','content':'Is it warm in Oslo and Rome?'},"
          + "{'role':'assistant','content':null,'tool_calls':["
          + "{'id':'call_1','type':'function','function':"
          + "{'name':'weather','arguments':'{\\'city\\': \\'Oslo\\'}'}},"
          + "{'id':'call_2','type':'function','function':"
          + "{'name':'weather','arguments':'{\\'city\\': \\'Rome\\'}'}}]},"
          + "{'role':'tool','tool_call_id':'call_1','content':'3 degrees'},"
          + "{'role':'tool','tool_call_id':'call_2','content':'21 degrees'}";

  private static ChatRequest request(String json) {
    return ChatRequest.fromJson(json.replace('\'', '"'));
  }

  private static Candidate candidate(String model) {
    return Candidate.builder(ModelRef.of(model), URI.create("https://api.anthropic.com/v1"))
        .apiFormat(Candidate.ANTHROPIC)
        .build();
  }

  private static Adaptation adapt(String model, String json) {
    ChatRequest given = request(json).toBuilder().model(model).build();
    Adaptation adaptation = ApiFormat.adapt(given, candidate(model), OptionalInt.empty());
    AnthropicApi.accepts(adaptation.request().toJson());
    return adaptation;
  }

  private static Adaptation adapt(String json) {
    return adapt(SONNET, json);
  }

  private static String json(Adaptation adaptation, String pointer) {
    return adaptation.request().json(pointer).orElse("").replace('"', '\'');
  }

  /** The body of a request that has these fields beside a user's hello. */
  private static Adaptation hello(String model, String fields) {
    return adapt(
        model,
        "{'messages':[{'role':'user','content':'hello'}]"
            + (fields.isEmpty() ? "" : "," + fields)
            + "}");
  }

  @Test
  void a_question_is_written_with_a_limit_and_as_blocks() {
    Adaptation adaptation =
        adapt(
            "{'stream':true,'messages':[{'role':'system','content':'Be brief.'},"
                + "{'role':'user','content':'hello'}]}");
    assertThat(adaptation.request().toJson().replace('"', '\''))
        .isEqualTo(
            "{'model':'claude-sonnet-4-5','max_tokens':4096,'stream':true,"
                + "'system':[{'type':'text','text':'Be brief.'}],"
                + "'messages':[{'role':'user','content':[{'type':'text','text':'hello'}]}]}");
    assertThat(adaptation.changes()).containsExactly("written in Anthropic's protocol");
  }

  @Test
  void who_asks_stays_known() {
    ChatRequest given = ChatRequest.user("hello").toBuilder().model("m").tenant("acme").build();
    Adaptation adaptation = ApiFormat.adapt(given, candidate("m"), OptionalInt.empty());
    assertThat(adaptation.request().tenant()).contains("acme");
  }

  @Test
  void images_and_files_are_given_as_they_can_be_taken() {
    Adaptation adaptation =
        adapt(
            "{'messages':[{'role':'user','content':["
                + "{'type':'text','text':'What is this?','cache_control':{'type':'ephemeral'}},"
                + "{'type':'image_url','image_url':{'url':'data:image/JPG;base64,QUJD'}},"
                + "{'type':'image_url','image_url':{'url':'https://example.com/a.png','detail':'low'}},"
                + "{'type':'file','file':{'filename':'a.pdf','file_data':'data:application/pdf;base64,QUJD'}},"
                + "{'type':'file','file':{'file_data':'data:text/plain;base64,aGVsbG8='}},"
                + "{'type':'file','file':{'file_id':'file-1'}},"
                + "{'type':'image_url','image_url':{'url':'data:image/svg+xml,<svg/>'}},"
                + "{'type':'input_audio','input_audio':{'data':'QUJD','format':'wav'}},"
                + "{'type':'text','text':'  '}]}]}");
    assertThat(json(adaptation, "/messages/0/content"))
        .isEqualTo(
            "[{'type':'text','text':'What is this?','cache_control':{'type':'ephemeral'}},"
                + "{'type':'image','source':{'type':'base64','media_type':'image/jpeg','data':'QUJD'}},"
                + "{'type':'image','source':{'type':'url','url':'https://example.com/a.png'}},"
                + "{'type':'document','source':{'type':'base64','media_type':'application/pdf',"
                + "'data':'QUJD'},'title':'a.pdf'},"
                + "{'type':'document','source':{'type':'text','media_type':'text/plain','data':'hello'}}]");
    assertThat(adaptation.changes())
        .contains(
            "a file that Anthropic does not take removed",
            "an image that is neither base64 nor an address removed",
            "content of a kind that Anthropic does not take removed");
  }

  @Test
  void the_results_of_a_turn_s_calls_are_one_message() {
    Adaptation adaptation =
        adapt(
            "{'tools':["
                + WEATHER
                + "],'messages':["
                + ASKED
                + ",{'role':'user','content':'In one word.'}]}");
    assertThat(json(adaptation, "/messages/1/content/0"))
        .isEqualTo("{'type':'tool_use','id':'call_1','name':'weather','input':{'city':'Oslo'}}");
    assertThat(json(adaptation, "/messages/2/content"))
        .isEqualTo(
            "[{'type':'tool_result','tool_use_id':'call_1',"
                + "'content':[{'type':'text','text':'3 degrees'}]},"
                + "{'type':'tool_result','tool_use_id':'call_2',"
                + "'content':[{'type':'text','text':'21 degrees'}]},"
                + "{'type':'text','text':'In one word.'}]");
    assertThat(json(adaptation, "/tools/0"))
        .isEqualTo(
            "{'name':'weather','description':'Tells it','input_schema':"
                + "{'type':'object','properties':{'city':{'type':'string'}}}}");
  }

  @Test
  void a_result_may_be_an_error_or_a_picture() {
    Adaptation adaptation =
        adapt(
            "{'tools':["
                + WEATHER
                + "],'messages':["
                + ASKED
                    .replace("'3 degrees'", "'no such city','is_error':true")
                    .replace(
                        "'21 degrees'",
                        "[{'type':'image_url','image_url':{'url':'data:image/png;base64,QQ=='}}]")
                + "]}");
    assertThat(json(adaptation, "/messages/2/content/0/is_error")).isEqualTo("true");
    assertThat(json(adaptation, "/messages/2/content/1/content/0/type")).isEqualTo("'image'");
  }

  @Test
  void a_missing_result_is_an_error_and_a_stray_one_is_text() {
    Adaptation adaptation =
        adapt(
            "{'tools':["
                + WEATHER
                + "],'messages':["
                + ASKED.replace("'tool_call_id':'call_2'", "'tool_call_id':'call_9'")
                + "]}");
    assertThat(json(adaptation, "/messages/2/content/1"))
        .startsWith("{'type':'tool_result','tool_use_id':'call_2'")
        .endsWith("'is_error':true}");
    assertThat(json(adaptation, "/messages/2/content/2"))
        .isEqualTo("{'type':'text','text':'21 degrees'}");
    assertThat(adaptation.changes())
        .contains(
            "a missing tool result added as an error",
            "a tool result without its call sent as the user's");
  }

  @Test
  void ids_that_count_from_zero_in_every_reply_are_told_apart() {
    String turn =
        "{'role':'assistant','tool_calls':[{'id':'call 0','type':'function',"
            + "'function':{'name':'weather','arguments':''}}]},"
            + "{'role':'tool','tool_call_id':'call 0','content':'ok'},";
    String messages = "{'role':'user','content':'go'}," + turn + turn;
    String first = json(with(messages), "/messages");
    String second = json(with(messages + turn), "/messages");
    assertThat(second).startsWith(first.substring(0, first.length() - 1));
  }

  private static Adaptation with(String messages) {
    return adapt(
        "{'tools':["
            + WEATHER
            + "],'messages':["
            + messages.substring(0, messages.length() - 1)
            + "]}");
  }

  @Test
  void arguments_that_are_no_object_are_wrapped() {
    Adaptation adaptation =
        adapt(
            "{'tools':["
                + WEATHER
                + "],'messages':["
                + ASKED.replace("{\\'city\\': \\'Oslo\\'}", "{\\'city\\': ")
                + "]}");
    assertThat(json(adaptation, "/messages/1/content/0/input"))
        .isEqualTo("{'arguments':'{\\'city\\': '}");
  }

  @Test
  void the_older_functions_are_tools() {
    Adaptation adaptation =
        adapt(
            "{'functions':[{'name':'weather','parameters':{}}],'function_call':{'name':'weather'},"
                + "'messages':[{'role':'user','content':'hello'},"
                + "{'role':'assistant','content':null,"
                + "'function_call':{'name':'weather','arguments':'{}'}},"
                + "{'role':'function','name':'weather','content':'3 degrees'}]}");
    assertThat(json(adaptation, "/tools/0/input_schema")).isEqualTo("{'type':'object'}");
    assertThat(json(adaptation, "/tool_choice")).isEqualTo("{'type':'tool','name':'weather'}");
    assertThat(json(adaptation, "/messages/2/content/0/tool_use_id"))
        .isEqualTo("'function_weather'");
  }

  @Test
  void a_conversation_with_calls_has_a_tool_that_cannot_be_called() {
    Adaptation adaptation = adapt("{'messages':[" + ASKED + "]}");
    assertThat(json(adaptation, "/tools/0/name")).isEqualTo("'unavailable'");
    assertThat(json(adaptation, "/tool_choice")).isEqualTo("{'type':'none'}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          'tool_choice':'auto'                                                 | {'type':'auto'}
          'tool_choice':'required'                                             | {'type':'any'}
          'tool_choice':'none'                                                 | {'type':'none'}
          'tool_choice':'none','parallel_tool_calls':false                     | {'type':'none'}
          'tool_choice':{'type':'function','function':{'name':'weather'}}      | {'type':'tool','name':'weather'}
          'parallel_tool_calls':false                                          | {'type':'auto','disable_parallel_tool_use':true}
          'parallel_tool_calls':true                                           | ~~
          'tool_choice':{'type':'allowed_tools','allowed_tools':{'mode':'required','tools':[{'type':'function','function':{'name':'weather'}}]}} | {'type':'any'}
          'tool_choice':{'type':'allowed_tools','allowed_tools':{'mode':'auto','tools':[]}}                                                      | ~~
          """)
  void a_choice_among_tools_is_said_in_their_words(String fields, String choice) {
    Adaptation adaptation = hello(SONNET, "'tools':[" + WEATHER + "]," + fields);
    assertThat(json(adaptation, "/tool_choice")).isEqualTo(choice);
  }

  @Test
  void a_tool_s_schema_is_an_object_s() {
    Adaptation adaptation =
        hello(
            SONNET,
            "'tools':[{'type':'function','function':{'name':'a'}},"
                + "{'type':'function','function':{'name':'b','strict':true,"
                + "'parameters':{'anyOf':[{}],'properties':{}}}},"
                + "{'type':'web_search_20250305','name':'web_search','max_uses':2},"
                + "{'type':'web_search'},{'type':'custom','custom':{'name':'c'}}]");
    assertThat(json(adaptation, "/tools"))
        .isEqualTo(
            "[{'name':'a','input_schema':{'type':'object'}},"
                + "{'name':'b','input_schema':{'type':'object','properties':{}}},"
                + "{'type':'web_search_20250305','name':'web_search','max_uses':2}]");
    assertThat(adaptation.changes())
        .contains(
            "strict removed from a tool",
            "anyOf removed from the top of a tool's schema",
            "a tool that Anthropic does not have removed (2 times)");
  }

  @Test
  void thoughts_of_claude_go_back_to_their_places_and_those_of_others_do_not() {
    Adaptation adaptation =
        adapt(
            "{'tools':["
                + WEATHER
                + "],'messages':["
                + ASKED.replace(
                    "'content':null",
                    "'content':'I look.','reasoning_content':'Both.','thinking_blocks':["
                        + "{'type':'thinking','thinking':'Both.','signature':'s1','index':0},"
                        + "{'type':'redacted_thinking','data':'xyz','index':2},"
                        + "{'type':'thinking','thinking':'Mine.','signature':''}]")
                + ",{'role':'assistant','content':'Rome.','reasoning_content':'of Qwen'},"
                + "{'role':'user','content':'Thanks'}]}");
    assertThat(json(adaptation, "/messages/1/content"))
        .startsWith(
            "[{'type':'thinking','thinking':'Both.','signature':'s1'},"
                + "{'type':'text','text':'I look.'},"
                + "{'type':'redacted_thinking','data':'xyz'},"
                + "{'type':'tool_use'");
    assertThat(json(adaptation, "/messages/3/content"))
        .isEqualTo("[{'type':'text','text':'Rome.'}]");
    assertThat(adaptation.changes()).contains("reasoning of another model removed (2 times)");
  }

  @Test
  void a_loop_of_calls_that_began_without_thinking_goes_on_without() {
    String fields = "'tools':[" + WEATHER + "],'thinking':{'type':'enabled','budget_tokens':2048}";
    Adaptation begun = adapt("{" + fields + ",'messages':[" + ASKED + "]}");
    assertThat(json(begun, "/thinking")).isEmpty();
    assertThat(begun.changes()).anyMatch(change -> change.startsWith("thinking removed"));
    String thought =
        ASKED.replace(
            "'content':null",
            "'thinking_blocks':[{'type':'thinking','thinking':'Both.','signature':'s1'}]");
    assertThat(json(adapt("{" + fields + ",'messages':[" + thought + "]}"), "/thinking/type"))
        .isEqualTo("'enabled'");
    assertThat(
            json(
                adapt(
                    "{"
                        + fields
                        + ",'messages':["
                        + ASKED
                        + ",{'role':'assistant','content':'Rome.'},"
                        + "{'role':'user','content':'Why?'}]}"),
                "/thinking/type"))
        .isEqualTo("'enabled'");
  }

  @Test
  void what_the_system_says_amid_a_conversation_stays_in_its_place() {
    Adaptation adaptation =
        adapt(
            "{'messages':[{'role':'developer','content':'Be brief.'},"
                + "{'role':'user','content':'hello'},{'role':'system','content':'It is late.'},"
                + "{'role':'assistant','content':'Hi.'},{'role':'user','content':'Bye'}]}");
    assertThat(json(adaptation, "/system")).isEqualTo("[{'type':'text','text':'Be brief.'}]");
    assertThat(json(adaptation, "/messages/0/content/1/text"))
        .isEqualTo("'<system-reminder>\\nIt is late.\\n</system-reminder>'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {'role':'assistant','content':'Hi. '}                                   | 2
          {'role':'system','content':'Say hello.'}                                | 1
          {'role':'assistant','content':''},{'role':'user','content':'hello'}     | 1
          """)
  void a_conversation_begins_with_the_user(String messages, int length) {
    Adaptation adaptation = adapt("{'messages':[" + messages + "]}");
    assertThat(json(adaptation, "/messages/" + (length - 1))).isNotEmpty();
    assertThat(json(adaptation, "/messages/" + length)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          claude-sonnet-4-5 | 'max_tokens':100                                                     | 'max_tokens':100
          claude-sonnet-4-5 | 'max_completion_tokens':100,'max_tokens':7                           | 'max_tokens':100
          claude-sonnet-4-5 | 'thinking':{'type':'enabled','budget_tokens':8192}                   | 'max_tokens':12288,'thinking':{'type':'enabled','budget_tokens':8192}
          claude-sonnet-4-5 | 'thinking':{'type':'enabled','budget_tokens':8192},'max_tokens':4000 | 'max_tokens':4000,'thinking':{'type':'enabled','budget_tokens':2000}
          claude-sonnet-4-5 | 'thinking':{'type':'enabled','budget_tokens':8192},'max_tokens':400  | 'max_tokens':400
          claude-sonnet-4-5 | 'thinking':{'type':'adaptive'},'max_tokens':20000                    | 'max_tokens':20000,'thinking':{'type':'enabled','budget_tokens':8192}
          claude-opus-4-7   | 'thinking':{'type':'enabled','budget_tokens':8192},'max_tokens':9000 | 'max_tokens':9000,'thinking':{'type':'adaptive'}
          claude-opus-4-6   | 'reasoning_effort':'minimal','max_tokens':9000                       | 'max_tokens':9000,'thinking':{'type':'adaptive'},'output_config':{'effort':'low'}
          claude-sonnet-4-5 | 'reasoning_effort':'low','max_tokens':9000                           | 'max_tokens':9000,'thinking':{'type':'enabled','budget_tokens':2048}
          claude-opus-4-6   | 'reasoning_effort':'none'                                            | 'max_tokens':4096
          claude-3-5-haiku  | 'reasoning_effort':'high'                                            | 'max_tokens':4096
          qwen3             | 'thinking':{'type':'adaptive'},'max_tokens':9000                     | 'max_tokens':9000,'thinking':{'type':'adaptive'}
          """)
  void thinking_fits_the_model_and_the_limit(String model, String given, String written) {
    assertThat(settings(hello(model, given))).isEqualTo(written);
  }

  /** What is written between the model and the messages. */
  private static String settings(Adaptation adaptation) {
    String json =
        adaptation.request().toBuilder().remove("/model").remove("/messages").build().toJson();
    return json.substring(1, json.length() - 1).replace('"', '\'');
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          claude-3-5-haiku  | 'temperature':1.7                                          | 'temperature':1
          claude-3-5-haiku  | 'temperature':0.20,'top_p':0.9,'top_k':5                    | 'temperature':0.20,'top_p':0.9,'top_k':5
          claude-sonnet-4-5 | 'temperature':0.20,'top_p':0.9                              | 'temperature':0.20
          claude-sonnet-4-5 | 'top_p':0.9                                                 | 'top_p':0.9
          claude-opus-4-7   | 'temperature':0.2,'top_p':0.9,'top_k':5                     | ~~
          claude-sonnet-4-5 | 'stop':'END'                                                | 'stop_sequences':['END']
          claude-sonnet-4-5 | 'stop':['a',' ']                                            | 'stop_sequences':['a']
          claude-sonnet-4-5 | 'user':'u1'                                                 | 'metadata':{'user_id':'u1'}
          claude-sonnet-4-5 | 'user':'u1','safety_identifier':'s1','metadata':{'team':'x'}| 'metadata':{'user_id':'s1'}
          claude-sonnet-4-5 | 'service_tier':'default'                                    | 'service_tier':'standard_only'
          claude-sonnet-4-5 | 'n':2,'seed':7,'logprobs':true,'x_mine':1,'presence_penalty':0| ~~
          """)
  void settings_are_said_in_their_words_or_left_out(String model, String given, String written) {
    String settings = settings(hello(model, given)).replace("'max_tokens':4096", "");
    assertThat(settings.startsWith(",") ? settings.substring(1) : settings).isEqualTo(written);
  }

  @Test
  void what_is_left_out_is_told_and_the_caller_s_own_names_are_not() {
    assertThat(
            hello(SONNET, "'n':2,'seed':7,'logprobs':false,'x_mine':1,'stream_options':{'a':1}")
                .changes())
        .containsExactly(
            "written in Anthropic's protocol",
            "n removed",
            "seed removed",
            "a field that Anthropic does not know removed");
  }

  @Test
  void a_strict_schema_is_enforced_where_the_model_can() {
    String format =
        "'response_format':{'type':'json_schema','json_schema':{'name':'a','strict':true,"
            + "'schema':{'type':'object','properties':{'n':{'type':'integer','minimum':1}}}}}";
    assertThat(json(hello(SONNET, format), "/output_config"))
        .isEqualTo(
            "{'format':{'type':'json_schema','schema':"
                + "{'type':'object','properties':{'n':{'type':'integer'}}}}}");
    Adaptation older = hello("claude-3-7-sonnet", format);
    assertThat(json(older, "/output_config")).isEmpty();
    assertThat(json(older, "/system/0/text")).contains("JSON Schema", "minimum");
    assertThat(json(hello(SONNET, "'response_format':{'type':'json_object'}"), "/system/0/text"))
        .contains("one JSON object");
    assertThat(json(hello(SONNET, "'response_format':{'type':'text'}"), "/system")).isEmpty();
  }

  @Test
  void no_request_asks_for_more_than_the_model_can_write() {
    ChatRequest given = ChatRequest.user("hello").toBuilder().model("m").build();
    OptionalInt most = OptionalInt.of(1000);
    assertThat(ApiFormat.adapt(given, candidate("m"), most).request().json("/max_tokens"))
        .contains("1000");
    ChatRequest more = given.toBuilder().set("/max_tokens", 5000).build();
    assertThat(ApiFormat.adapt(more, candidate("m"), most).request().json("/max_tokens"))
        .contains("1000");
    Candidate openai = candidate("m").toBuilder().apiFormat(Candidate.OPENAI).build();
    assertThat(ApiFormat.adapt(more, openai, most).request().json("/max_tokens")).contains("1000");
    assertThat(ApiFormat.adapt(given, openai, most).request()).isSameAs(given);
    assertThat(ApiFormat.adapt(more, openai, OptionalInt.empty()).request()).isSameAs(more);
  }
}
