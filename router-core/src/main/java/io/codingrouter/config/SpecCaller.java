package io.codingrouter.config;

import io.codingrouter.message.ChatRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a case of a policy file says of who asks.
 *
 * @param metadata what the body says of the request itself
 */
record SpecCaller(
    Optional<String> tenant,
    Optional<String> session,
    Optional<String> user,
    Map<String, String> labels,
    Map<String, String> metadata,
    Optional<Long> seed,
    Optional<Duration> timeout) {

  static SpecCaller read(Section section) {
    return new SpecCaller(
        section.field("tenant").text(),
        section.field("session").text(),
        section.field("user").text(),
        texts(section.field("labels")),
        texts(section.field("metadata")),
        section.field("seed").wholeNumber(),
        section.field("timeout").duration());
  }

  private static Map<String, String> texts(Field field) {
    Map<String, String> texts = new LinkedHashMap<>();
    field.entries((name, value) -> value.text().ifPresent(text -> texts.put(name, text)));
    return texts;
  }

  /** The same request, asked by this caller. */
  ChatRequest asks(ChatRequest body) {
    ChatRequest.Builder request = body.toBuilder();
    tenant.ifPresent(request::tenant);
    session.ifPresent(request::session);
    user.ifPresent(request::endUser);
    labels.forEach(request::label);
    metadata.forEach(
        (key, value) ->
            request.set("/metadata/" + key.replace("~", "~0").replace("/", "~1"), value));
    seed.ifPresent(request::seed);
    timeout.ifPresent(request::timeout);
    return request.build();
  }
}
