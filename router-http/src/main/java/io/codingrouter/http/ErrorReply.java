package io.codingrouter.http;

import io.codingrouter.dispatch.ModelException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes an exception of a reply that is an error, with what to change. */
final class ErrorReply {
  private static final List<String> REQUEST_IDS =
      List.of("x-request-id", "request-id", "x-goog-request-id", "apim-request-id");

  private static final String PROXY_PASSWORD =
      " that wants a password: give the client an OkHttpClient with a proxyAuthenticator";

  private final Post post;
  private final Reply reply;
  private final Peer peer;
  private final Optional<ErrorBody> error;
  private final InstantSource clock;

  ErrorReply(Post post, Reply reply, InstantSource clock) {
    this.post = post;
    this.reply = reply;
    this.peer = post.peer();
    this.error = ErrorBody.parse(reply.body());
    this.clock = clock;
  }

  /** Whether the body is an error that we know. */
  boolean isPresent() {
    return error.isPresent();
  }

  ModelException exception() {
    int status = status();
    if (status >= 300 && status < 400) {
      return redirect();
    }
    return switch (status) {
      case 401, 403 -> keyRefused();
      case 402 -> unpaid();
      case 404 -> error.flatMap(this::ofModel).orElseGet(this::notFound);
      case 407 -> build(ModelException.CONNECT, false, " is behind a proxy", PROXY_PASSWORD);
      case 408 -> build(ModelException.TIMEOUT, true, " gave up waiting for the request");
      case 429 ->
          error.filter(ErrorBody::isUnpaid).isPresent()
              ? unpaid()
              : build(
                  ModelException.RATE_LIMITED, true, " asks to slow down, or its quota is used up");
      default -> other(status);
    };
  }

  /** A reply of status 200 that is nothing of what it should be. */
  ModelException malformed() {
    if (error.isPresent()) {
      return exception();
    }
    String type = String.valueOf(reply.headers().get("content-type"));
    String what = " answered with JSON that is not what was asked for";
    String advice = ": check that its endpoint speaks the protocol that api_format names";
    if (reply.tooLong()) {
      what = " sent an answer of more than " + Reply.MOST / (1024 * 1024) + " MiB";
      advice = ": limit max_tokens";
    } else if (type.startsWith("text/event-stream")) {
      what = " answered with a stream though none was asked for";
    } else if (reply.body().isBlank()) {
      what = " sent an empty answer";
    } else if (reply.isWebPage()) {
      what = " answered with a web page instead of JSON";
      advice =
          ": is the endpoint the address of the API, and does no login or proxy stand before it?";
    } else if (!reply.body().stripLeading().startsWith("{")) {
      what = " answered with something that is no JSON object";
    }
    return build(ModelException.MALFORMED, true, what, advice);
  }

  /** An exception of this reply: kind and retry as given, the sentence with status and excerpt. */
  ModelException build(String kind, boolean retryable, String what) {
    return build(kind, retryable, what, "");
  }

  private ModelException build(String kind, boolean retryable, String what, String advice) {
    String said =
        error
            .map(body -> Excerpt.of(body.message(), post.body(), post.secrets()))
            .filter(excerpt -> !excerpt.isEmpty())
            .map(excerpt -> "; it says: " + excerpt)
            .orElse("");
    ModelException.Builder built =
        ModelException.builder(
                kind, peer.name() + what + " (" + reply.status() + ")" + advice + said)
            .retryable(retryable)
            .status(reply.status());
    RetryAfter.of(reply.headers(), clock)
        .or(() -> error.flatMap(ErrorBody::retryAfter))
        .ifPresent(built::retryAfter);
    requestId().or(post::requestId).ifPresent(built::requestId);
    return built.build();
  }

  /** The status, or what an error in the place of a reply names or means. */
  private int status() {
    if (error.isEmpty()) {
      return reply.status();
    }
    ErrorBody body = error.get();
    boolean badKey = body.tells("api_key_invalid") || body.tells("invalid_api_key");
    if (badKey && (reply.status() == 400 || reply.isSuccess())) {
      return 401;
    }
    if (!reply.isSuccess()) {
      return reply.status();
    }
    if (body.status() > 0) {
      return body.status();
    }
    if (body.tells("authentication") || body.tells("permission")) {
      return 401;
    }
    if (body.tells("rate_limit") || body.tells("quota") || body.tells("exhausted")) {
      return 429;
    }
    if (body.tells("not_found")
        || body.tells("notfound")
        || body.says("unexpected endpoint or method")) { // LM Studio
      return 404;
    }
    return body.tells("invalid_request") || body.tells("badrequest") ? 400 : 500;
  }

  private ModelException keyRefused() {
    boolean hadKey = RequestHeaders.haveKey(post.headers());
    String what = hadKey ? " refused the key" : " wants a key and was sent none";
    String advice = (hadKey ? ": check " : ": set ") + peer.keySetting();
    return build(ModelException.UNAUTHORIZED, false, what, advice);
  }

  // Waiting does not help, but another provider may.
  private ModelException unpaid() {
    return build(
        ModelException.RATE_LIMITED,
        false,
        " wants to be paid, or its quota is used up",
        ": check the account behind " + peer.keySetting());
  }

  private ModelException notFound() {
    String said = error.map(ErrorBody::message).orElse("").toLowerCase(Locale.ROOT);
    boolean model =
        (said.contains("model") && !said.contains("url") && !said.contains("path"))
            || error.filter(body -> body.tells("model")).isPresent();
    if (model) {
      return build(
          ModelException.NOT_FOUND,
          false,
          " is not known there",
          ": check the model's name against the list at "
              + peer.basePath()
              + (peer.basePath().endsWith("/") ? "models" : "/models"));
    }
    String path = peer.basePath();
    String advice = ": check the endpoint's path";
    if (path.contains("/v1/v1")) {
      advice = ": /v1 stands twice in the endpoint's path, write it once";
    } else if (!path.contains("/v1")) {
      advice = ": check the endpoint's path, most servers need /v1 at its end";
    }
    return build(
        ModelException.NOT_FOUND, false, " has no /" + peer.path() + " under " + path, advice);
  }

  private ModelException other(int status) {
    // Not every server calls a request that it cannot read a bad one, least of all in a stream.
    if (status == 400 || status == 413 || status == 422 || status >= 500) {
      Optional<ModelException> telling =
          error
              .flatMap(this::ofRequest)
              .or(() -> error.flatMap(status >= 500 ? this::ofModel : this::ofField));
      if (telling.isPresent()) {
        return telling.get();
      }
    }
    if (status >= 500) {
      return build(ModelException.SERVER_ERROR, true, failure(status));
    }
    if (!peer.isTls() && saysHttps()) {
      return build(
          ModelException.CONNECT, false, " wants TLS", ": set the endpoint's protocol to https");
    }
    String what = status == 413 ? " finds the request too large" : " refused the request";
    boolean passes = status == 409 || status == 425; // conflict, too early
    return build(ModelException.BAD_REQUEST, passes, passes ? " cannot take it now" : what);
  }

  /** What is wrong with the request itself, where the server says it in words that we know. */
  private Optional<ModelException> ofRequest(ErrorBody body) {
    if (body.isTooLong()) {
      return Optional.of(
          build(
              ModelException.CONTEXT_LENGTH,
              false,
              " finds the request too long",
              ": shorten it, or let a model of a larger context_window take over"));
    }
    if (body.isAgainstPolicy()) {
      return Optional.of(
          build(
              ModelException.CONTENT_POLICY,
              false,
              " refused the request by its content policy",
              ": on_content_policy: next asks another model"));
    }
    return body.isUnpaid() ? Optional.of(unpaid()) : ofModel(body);
  }

  /** What this model cannot do, so that the configuration may say so. */
  private Optional<ModelException> ofModel(ErrorBody body) {
    String where = peer.modelSetting().map(model -> " in " + model).orElse("");
    if (body.isAgainstImages()) {
      return Optional.of(
          build(
              ModelException.CONFIGURATION,
              false,
              " cannot read images",
              ": write input_modalities: [text]" + where + ", and images go elsewhere"));
    }
    if (body.isAgainstTools()) {
      return Optional.of(
          build(
              ModelException.CONFIGURATION,
              false,
              " calls no tools",
              ": write tools: false" + where + ", and requests with tools go elsewhere"));
    }
    return Optional.empty();
  }

  /** Which field of the request is refused, and what to write in the configuration. */
  private Optional<ModelException> ofField(ErrorBody body) {
    return peer.modelSetting()
        .flatMap(
            model ->
                RefusedField.of(body)
                    .map(
                        field ->
                            build(
                                ModelException.BAD_REQUEST,
                                false,
                                " refused the request for its " + field.name(),
                                ": " + field.cure(model, body.message()))));
  }

  private static String failure(int status) {
    return switch (status) {
      case 502, 504 -> " is not reached by the proxy in front of it: is the server running?";
      case 503, 529 -> " is overloaded or still starting";
      default -> " failed";
    };
  }

  // nginx: "The plain HTTP request was sent to HTTPS port"; Go: "… HTTP request to an HTTPS
  // server".
  private boolean saysHttps() {
    return reply.body().contains("HTTPS port") || reply.body().contains("HTTPS server");
  }

  private ModelException redirect() {
    String location = reply.headers().get("location");
    String target =
        location == null ? "" : Excerpt.of(peer.resolve(location), post.body(), post.secrets());
    return build(
        ModelException.CONFIGURATION,
        false,
        " has moved" + (target.isEmpty() ? "" : " to " + target),
        ": redirects are not followed, as keys would go with them; change the endpoint to the new"
            + " address");
  }

  private Optional<String> requestId() {
    for (String name : REQUEST_IDS) {
      String id = reply.headers().get(name);
      if (id != null && id.length() <= 128 && post.secrets().holdsNone(id)) {
        return Optional.of(id);
      }
    }
    return Optional.empty();
  }
}
