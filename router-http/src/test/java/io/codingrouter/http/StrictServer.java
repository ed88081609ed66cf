package io.codingrouter.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;

/**
 * Stands in for a provider. It refuses what the original is documented to refuse, with the
 * original's kind of error. Whoever asks it something is answered with two calls of tools at once,
 * and with words once it has their results.
 */
abstract class StrictServer extends Dispatcher {
  static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY).build();

  /** The tools that are called. */
  static final List<String> CALLED = List.of("read", "search");

  final List<String> refusals = new CopyOnWriteArrayList<>();
  final List<JsonNode> accepted = new CopyOnWriteArrayList<>();
  private final AtomicInteger replies = new AtomicInteger();

  /** A refusal in the words of the original. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }
  }

  static void require(boolean holds, String message) {
    if (!holds) {
      throw new Refused(message);
    }
  }

  static JsonNode read(String json) {
    try {
      return MAPPER.readTree(json.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  static ObjectNode object(String json) {
    return (ObjectNode) read(json);
  }

  /** The names of an object's fields. */
  static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Refuses fields that are not among the known ones. */
  static void onlyKnown(JsonNode object, Set<String> known, String complaint) {
    for (String name : names(object)) {
      require(known.contains(name), complaint.formatted(name));
    }
  }

  @Override
  public MockResponse dispatch(RecordedRequest request) {
    try {
      JsonNode body = MAPPER.readTree(request.getBody().utf8());
      checkHead(request);
      check(body);
      accepted.add(body);
      boolean calls = !endsInResults(body.path("messages"));
      int number = replies.incrementAndGet();
      return body.path("stream").asBoolean(false)
          ? new MockResponse.Builder()
              .addHeader("Content-Type", "text/event-stream")
              .chunkedBody(events(calls, number), 11)
              .build()
          : HttpTest.json(reply(calls, number).toString());
    } catch (Refused e) {
      refusals.add(e.getMessage());
      return HttpTest.json(error(e.getMessage()).toString()).newBuilder().code(400).build();
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean endsInResults(JsonNode messages) {
    JsonNode last = messages.path(messages.size() - 1);
    return last.path("role").asText().equals("tool")
        || last.at("/content/0/type").asText().equals("tool_result");
  }

  /** Refuses what is wrong with the address or a header. */
  abstract void checkHead(RecordedRequest request);

  /** Refuses what is wrong with the body. */
  abstract void check(JsonNode body);

  /** A whole reply. */
  abstract JsonNode reply(boolean calls, int number);

  /** The same in events. */
  abstract String events(boolean calls, int number);

  /** An error with this sentence. */
  abstract JsonNode error(String message);

  /** The chunks of OpenAI's protocol. */
  static String chunks(List<String> deltas, String finish) {
    StringBuilder events = new StringBuilder();
    for (String delta : deltas) {
      events
          .append("data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"choices\":[{")
          .append("\"index\":0,\"delta\":")
          .append(delta.replace('\'', '"'))
          .append(",\"finish_reason\":null}]}\n\n");
    }
    return events
        + "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\""
        + finish
        + "\"}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":5}}\n\ndata: [DONE]\n\n";
  }

  /** A reply of OpenAI's protocol. */
  static JsonNode completion(String message, String finish) {
    return read(
        "{'id':'c','object':'chat.completion','choices':[{'index':0,'message':"
            + message
            + ",'finish_reason':'"
            + finish
            + "'}],'usage':{'prompt_tokens':3,'completion_tokens':5}}");
  }
}
