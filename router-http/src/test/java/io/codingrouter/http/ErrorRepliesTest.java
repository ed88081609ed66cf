package io.codingrouter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.codingrouter.dispatch.CallLimits;
import io.codingrouter.dispatch.ModelCall;
import io.codingrouter.dispatch.ModelException;
import io.codingrouter.message.ChatRequest;
import io.codingrouter.model.Candidate;
import io.codingrouter.model.ModelRef;
import java.net.URI;
import java.time.Duration;
import mockwebserver3.MockResponse;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorRepliesTest extends HttpTest {
  private static final String OPENAI = "{\"error\":{\"message\":\"%s\",\"type\":\"%s\"}}";

  @ParameterizedTest
  @CsvSource({
    "400, bad_request, false",
    "401, unauthorized, false",
    "402, rate_limited, false",
    "403, unauthorized, false",
    "404, not_found, false",
    "408, timeout, true",
    "409, bad_request, true",
    "413, bad_request, false",
    "422, bad_request, false",
    "425, bad_request, true",
    "429, rate_limited, true",
    "500, server_error, true",
    "502, server_error, true",
    "503, server_error, true",
    "529, server_error, true",
  })
  void a_status_has_its_kind(int status, String kind, boolean retryable) {
    ModelException failure = failure(status, OPENAI.formatted("it did not work", "some_error"));
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.retryable()).isEqualTo(retryable);
    assertThat(failure.status()).hasValue(status);
    assertThat(failure)
        .hasMessageStartingWith("model 'acme/small-4b' at 127.0.0.1:" + server.getPort())
        .hasMessageContaining("(" + status + ")")
        .hasMessageEndingWith("; it says: it did not work");
    assertThat(server.getRequestCount()).as("sent once").isEqualTo(1);
  }

  @Test
  void a_refused_key_names_the_setting() {
    assertThat(failure(401, "{}"))
        .hasMessageContaining("refused the key (401)")
        .hasMessageContaining("check providers.models[acme/small-4b].access_key");
  }

  @Test
  void a_missing_key_is_asked_for() {
    server.enqueue(new MockResponse.Builder().code(401).build());
    Candidate open = Candidate.builder(ModelRef.of("small"), base()).build();
    assertThat(failure(new ModelCall(open, ChatRequest.user("hello"), CallLimits.within(LONG))))
        .hasMessageContaining("wants a key and was sent none (401): set providers.models[small]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | context_length | {"error":{"message":"Too many.","code":"context_length_exceeded"}}
          400 | context_length | {"object":"error","message":"This model's maximum context length is 8192 tokens","code":400}
          400 | context_length | {"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 210000 tokens > 200000 maximum"}}
          400 | context_length | [{"error":{"code":400,"message":"The input token count (2000000) exceeds the maximum number of tokens allowed (1048576)."}}]
          400 | context_length | {"error":{"code":400,"message":"request exceeds the available context size","type":"exceed_context_size_error"}}
          413 | context_length | {"error":{"message":"Prompt is too long"}}
          400 | context_length | {"error":{"message":"The decoder prompt (length 9000) is longer than the maximum model length of 8192.","type":"BadRequestError","param":null,"code":400}}
          400 | context_length | {"type":"error","error":{"type":"invalid_request_error","message":"input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000"}}
          400 | context_length | {"error":{"message":"prompt too long; exceeded max context length by 12 tokens","type":"api_error"}}
          400 | context_length | {"error":"Trying to keep the first 9000 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens"}
          500 | context_length | {"error":{"code":500,"message":"the request exceeds the available context size. try increasing the context size","type":"server_error"}}
          400 | context_length | {"message":"Input is too long for requested model."}
          400 | rate_limited   | {"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the Anthropic API."}}
          400 | configuration  | {"error":{"message":"registry.ollama.ai/library/gemma2:2b does not support tools","type":"api_error","param":null,"code":null}}
          500 | configuration  | {"error":{"code":500,"message":"tools param requires --jinja flag","type":"server_error"}}
          500 | configuration  | {"error":{"code":500,"message":"image input is not supported - hint: if this is unexpected, you may need to provide the mmproj","type":"server_error"}}
          404 | configuration  | {"error":"Only 'text' content type is supported."}
          404 | not_found      | {"error":"Repository Not Found for url: https://huggingface.co/api/models/x"}
          400 | content_policy | {"error":{"message":"Refused.","code":"content_policy_violation"}}
          400 | content_policy | {"error":{"message":"The prompt was filtered.","code":"content_filter"}}
          400 | bad_request    | {"error":{"message":"temperature must be a number"}}
          401 | unauthorized   | {"error":{"message":"no key","code":"context_length_exceeded"}}
          """)
  void a_request_that_is_too_long_or_forbidden_is_told_from_a_wrong_one(
      int status, String kind, String body) {
    ModelException failure = failure(status, body);
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.retryable()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          max_tokens          | profile: openai           | {"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.","type":"invalid_request_error","param":"max_tokens","code":"unsupported_parameter"}}
          max_tokens          | max_output_tokens         | {"error":{"message":"max_tokens is too large: 99999.","type":"invalid_request_error","param":"max_tokens","code":"invalid_value"}}
          max_tokens          | max_output_tokens         | {"type":"error","error":{"type":"invalid_request_error","message":"max_tokens: 99999 > 8192, which is the maximum allowed number of output tokens"}}
          temperature         | blocked_params: [temperature] | {"error":{"message":"Unsupported value: 'temperature' does not support 0.2 with this model.","type":"invalid_request_error","param":"temperature","code":"unsupported_value"}}
          top_k               | blocked_params: [top_k]   | {"error":{"message":"Unrecognized request argument supplied: top_k","type":"invalid_request_error","param":null,"code":null}}
          cache_control       | profile: gemini           | {"error":{"message":"Unknown parameter: 'messages[0].content[0].cache_control'.","type":"invalid_request_error","param":"messages[0].content[0].cache_control","code":"unknown_parameter"}}
          additionalProperties | profile: gemini          | [{"error":{"code":400,"message":"Invalid JSON payload received. Unknown name \\"additionalProperties\\" at 'tools[0].function_declarations[0].parameters': Cannot find field.","status":"INVALID_ARGUMENT"}}]
          seed                | blocked_params: [seed]    | [{"error":{"code":400,"message":"Invalid JSON payload received. Unknown name \\"seed\\": Cannot find field.","status":"INVALID_ARGUMENT"}}]
          reasoning_content   | profile: gemini           | {"type":"error","error":{"type":"invalid_request_error","message":"messages.1.reasoning_content: Extra inputs are not permitted"}}
          thinking            | use_reasoning: false      | {"type":"error","error":{"type":"invalid_request_error","message":"thinking.budget_tokens: Input should be greater than or equal to 1024"}}
          functions           | blocked_params: [functions] | {"object":"error","message":"[{'type': 'extra_forbidden', 'loc': ('body', 'functions'), 'msg': 'Extra inputs are not permitted'}]","type":"BadRequestError","param":null,"code":400}
          n                   | blocked_params: [n]       | {"detail":[{"type":"less_than_equal","loc":["body","n"],"msg":"Input should be less than or equal to 1"}]}
          tool_choice         | profile: lm_studio        | {"error":{"message":"Invalid 'tool_choice' type: 'object'. Supported string values: none, auto, required"}}
          response_format     | profile: lm_studio        | {"error":"'response_format.type' must be 'json_schema' or 'text'"}
          logprobs            | blocked_params: [logprobs] | {"error":{"code":400,"message":"Unsupported param: logprobs","type":"invalid_request_error"}}
          """)
  void a_field_that_is_named_comes_with_the_line_that_cures_it(
      String field, String cure, String body) {
    ModelException failure = failure(400, body);
    assertThat(failure.kind()).isEqualTo(ModelException.BAD_REQUEST);
    assertThat(failure)
        .hasMessageContaining("refused the request for its " + field + " (400): write ")
        .hasMessageContaining(cure);
    if (!cure.startsWith("blocked") && !cure.startsWith("use_")) {
      assertThat(failure).hasMessageContaining("in providers.models[acme/small-4b]");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"error":{"message":"Unknown parameter","param":"jane_doe_s_secret"}}
          {"error":{"message":"Unrecognized request argument supplied: jane_doe"}}
          {"error":{"message":"something is wrong","param":"messages[0].content"}}
          """)
  void a_name_that_we_do_not_know_is_not_taken_for_a_field(String body) {
    ModelException failure = failure(400, body);
    assertThat(failure.kind()).isEqualTo(ModelException.BAD_REQUEST);
    assertThat(failure).hasMessageContaining("refused the request (400)");
  }

  @Test
  void a_quota_that_is_spent_does_not_come_back_by_waiting() {
    ModelException failure =
        failure(429, "{\"error\":{\"message\":\"Pay.\",\"code\":\"insufficient_quota\"}}");
    assertThat(failure.kind()).isEqualTo(ModelException.RATE_LIMITED);
    assertThat(failure.retryable()).isFalse();
  }

  @Test
  void gemini_s_400_for_a_bad_key_is_a_refused_key() {
    ModelException failure =
        failure(
            400,
            "[{\"error\":{\"code\":400,\"message\":\"API key not valid. Please pass a valid API"
                + " key.\",\"status\":\"INVALID_ARGUMENT\",\"details\":[{\"reason\":"
                + "\"API_KEY_INVALID\"}]}}]");
    assertThat(failure.kind()).isEqualTo(ModelException.UNAUTHORIZED);
    assertThat(failure).hasMessageContaining("access_key");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"object":"error","message":"The model `acme/small-4b` does not exist.","code":404}
          {"error":{"message":"model 'acme/small-4b' not found, try pulling it first"}}
          {"error":"model 'acme/small-4b' not found"}
          {"error":{"message":"No such thing","code":"model_not_found"}}
          [{"error":{"code":404,"message":"models/acme is not found for API version v1main"}}]
          """)
  void an_unknown_model_is_told_from_an_unknown_path(String body) {
    ModelException failure = failure(404, body);
    assertThat(failure.kind()).isEqualTo(ModelException.NOT_FOUND);
    assertThat(failure)
        .hasMessageContaining("is not known there (404): check the model's name")
        .hasMessageContaining("/v1/models");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''       | {"detail":"Not Found"}                                                  | most servers need /v1
          /api     | 404 page not found                                                      | most servers need /v1
          /v1/v1   | {"error":{"message":"Invalid URL (POST /v1/v1/chat/completions) model"}} | write it once
          /v1      | ''                                                                      | check the endpoint's path
          """)
  void an_unknown_path_is_told_with_what_to_change(String path, String body, String advice) {
    server.enqueue(new MockResponse.Builder().code(404).body(body).build());
    ModelException failure =
        failure(call(URI.create("http://127.0.0.1:" + server.getPort() + path)));
    assertThat(failure.kind()).isEqualTo(ModelException.NOT_FOUND);
    assertThat(failure)
        .hasMessageContaining("has no /chat/completions")
        .hasMessageContaining(advice);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          retry-after    | 7                             | 7000
          Retry-After    | 0.5                           | 500
          retry-after    | Sun, 01 Mar 2026 12:00:30 GMT | 30000
          retry-after    | Sun, 01 Mar 2026 11:00:00 GMT | 0
          retry-after-ms | 250                           | 250
          retry-after    | 99999999999999                | 86400000
          """)
  void the_time_to_wait_is_read(String header, String value, long millis) {
    ModelException failure =
        failure(new MockResponse.Builder().code(429).addHeader(header, value).build());
    assertThat(failure.retryAfter()).contains(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({"soon", "-5", "NaN", "''"})
  void a_time_to_wait_that_is_none_is_left_out(String value) {
    assertThat(
            failure(new MockResponse.Builder().code(429).addHeader("retry-after", value).build())
                .retryAfter())
        .isEmpty();
  }

  @Test
  void google_s_time_to_wait_stands_in_the_body() {
    ModelException failure =
        failure(
            429,
            "[{\"error\":{\"code\":429,\"message\":\"Quota exceeded\",\"details\":[{\"@type\":"
                + "\"x\"},{\"retryDelay\":\"17s\"}]}}]");
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(17));
  }

  @ParameterizedTest
  @CsvSource({"x-request-id", "request-id", "apim-request-id"})
  void the_provider_s_name_for_the_request_is_kept(String header) {
    assertThat(
            failure(new MockResponse.Builder().code(500).addHeader(header, "req_01").build())
                .requestId())
        .contains("req_01");
  }

  @Test
  void a_request_id_that_repeats_a_key_is_dropped() {
    assertThat(
            failure(
                    new MockResponse.Builder()
                        .code(500)
                        .addHeader("x-request-id", "for-" + KEY)
                        .build())
                .requestId())
        .hasValueSatisfying(ours -> assertThat(ours).hasSize(36).doesNotContain("for-"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"error":{"message":"overloaded","type":"overloaded_error"}}                   | server_error | true
          {"error":{"message":"no","type":"authentication_error"}}                       | unauthorized | false
          {"error":{"message":"slow","code":"rate_limit_exceeded"}}                      | rate_limited | true
          {"error":{"message":"slow","code":429}}                                        | rate_limited | true
          [{"error":{"code":503,"message":"busy","status":"UNAVAILABLE"}}]               | server_error | true
          [{"error":{"message":"out of quota","status":"RESOURCE_EXHAUSTED"}}]           | rate_limited | true
          {"object":"error","message":"gone","type":"NotFoundError","code":404}          | not_found    | false
          {"error":"Unexpected endpoint or method. (POST /chat/completions). Returning 200 anyway"} | not_found | false
          {"error":"model runner has stopped"}                                           | server_error | true
          {"detail":"backend died"}                                                      | server_error | true
          {"detail":[{"loc":["body","messages"],"msg":"field required","input":"?"}]}    | server_error | true
          {"type":"error","error":{"type":"invalid_request_error","message":"bad"}}      | bad_request  | false
          {"error":{"message":"x","type":"invalid_request_error"},"choices":[]}          | bad_request  | false
          """)
  void an_error_in_the_place_of_a_reply_is_an_error(String body, String kind, boolean retryable) {
    ModelException failure = failure(200, body);
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.retryable()).isEqualTo(retryable);
    assertThat(failure).hasMessageContaining("(200)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          application/json  | {"choices":[]}                               | JSON that is not what was asked for
          application/json  | {"choices":[{"text":"old completion"}]}      | JSON that is not what was asked for
          application/json  | {"error":null,"models":[]}                   | JSON that is not what was asked for
          application/json  | [1,2]                                        | no JSON object
          application/json  | "four"                                       | no JSON object
          application/json  | {"choices":[{"message":                      | not what was asked for
          text/plain        | Ollama is running                            | no JSON object
          text/html         | <!doctype html><title>Sign in</title>        | web page
          application/json  | <html></html>                                | web page
          text/event-stream | ''                                           | a stream without an answer
          application/json  | ''                                           | an empty answer
          """)
  void a_reply_that_is_none_is_malformed(String type, String body, String says) {
    ModelException failure =
        failure(new MockResponse.Builder().addHeader("Content-Type", type).body(body).build());
    assertThat(failure.kind()).isEqualTo(ModelException.MALFORMED);
    assertThat(failure.status()).hasValue(200);
    assertThat(failure).hasMessageContaining(says);
  }

  @Test
  void no_content_is_no_reply() {
    assertThat(failure(new MockResponse.Builder().code(204).build()).kind())
        .isEqualTo(ModelException.MALFORMED);
  }

  @Test
  void a_reply_that_does_not_end_is_given_up() {
    Buffer huge = new Buffer();
    byte[] block = new byte[1 << 20];
    for (int i = 0; i < 65; i++) {
      huge.write(block);
    }
    ModelException failure = failure(new MockResponse.Builder().body(huge).build());
    assertThat(failure.kind()).isEqualTo(ModelException.MALFORMED);
    assertThat(failure).hasMessageContaining("more than 64 MiB");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          301 | https://api.example.com/v2/chat/completions?key=qk77aa88bb99cc00dd | to https://api.example.com/v2/chat/completions (301)
          307 | /login                                                             | /login (307)
          308 | ::::                                                               | has moved
          """)
  void a_redirect_is_not_followed_and_says_where_to(int status, String location, String says) {
    ModelException failure =
        failure(new MockResponse.Builder().code(status).addHeader("Location", location).build());
    assertThat(failure.kind()).isEqualTo(ModelException.CONFIGURATION);
    assertThat(failure).hasMessageContaining(says).hasMessageContaining("change the endpoint");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "The plain HTTP request was sent to HTTPS port",
    "Client sent an HTTP request to an HTTPS server."
  })
  void a_server_that_wants_tls_and_says_so_in_words_is_understood(String body) {
    ModelException failure = failure(400, body);
    assertThat(failure.kind()).isEqualTo(ModelException.CONNECT);
    assertThat(failure.retryable()).isFalse();
    assertThat(failure).hasMessageContaining("protocol to https");
  }
}
