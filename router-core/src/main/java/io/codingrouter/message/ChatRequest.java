package io.codingrouter.message;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A request for a chat completion: an OpenAI chat-completions body kept whole, and attributes that
 * tell the router about the caller and are never sent.
 *
 * <p>The body is kept as it was given. Fields that this library does not know pass through; field
 * order and exact decimals are kept; a body that nobody changed is written back character for
 * character. Immutable and safe for concurrent use. {@link #toString()} never shows what is asked.
 *
 * <pre>{@code
 * ChatRequest.user("Prove that the square root of 2 is irrational");
 * ChatRequest.fromJson(body).toBuilder().tenant("acme").timeout(Duration.ofSeconds(20)).build();
 * }</pre>
 */
public final class ChatRequest {
  private final ObjectNode body;
  private final CallerAttributes attributes;
  private @Nullable String json; // written on first use, or as given; a benign race
  private @Nullable List<ChatMessage> messages; // viewed on first use; a benign race

  private ChatRequest(ObjectNode body, @Nullable String json, CallerAttributes attributes) {
    this.body = body;
    this.json = json;
    this.attributes = attributes;
  }

  /**
   * Creates a request of one user message. It names no model, so the router chooses.
   *
   * @param text what the user asks
   * @return the request
   */
  public static ChatRequest user(String text) {
    return builder().user(text).build();
  }

  /**
   * Reads an OpenAI chat-completions body.
   *
   * @param json a JSON object; up to 64 Mi characters, nested up to 500 deep
   * @return the request
   * @throws IllegalArgumentException if this is no JSON object, or an object in it has a key twice;
   *     the message gives line and column and never quotes the body
   */
  public static ChatRequest fromJson(String json) {
    return new ChatRequest(Json.object(json, "the chat request"), json, CallerAttributes.NONE);
  }

  /**
   * Starts an empty request.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder(Json.NODES.objectNode(), null, CallerAttributes.NONE);
  }

  /**
   * Starts a changed copy of this request.
   *
   * @return a builder that holds all of this request
   */
  public Builder toBuilder() {
    return new Builder(body, json, attributes);
  }

  /**
   * Returns the same caller's request with another body: one in another protocol, say.
   *
   * @param json a JSON object, as {@link #fromJson} takes it
   * @return a request of this one's attributes
   * @throws IllegalArgumentException as {@link #fromJson} does
   */
  public ChatRequest withBody(String json) {
    return new ChatRequest(Json.object(json, "the chat request"), json, attributes);
  }

  /**
   * Returns the body. A body that was read and not changed is returned as it was.
   *
   * @return a JSON object
   */
  public String toJson() {
    String written = json;
    if (written == null) {
      written = Json.write(body);
      json = written;
    }
    return written;
  }

  /**
   * Returns the JSON text of any value of the body.
   *
   * @param pointer where it stands, by RFC 6901: {@code /temperature}, {@code /tools/0/function}
   * @return the value as JSON (a string with its quotes), empty if there is none
   * @throws IllegalArgumentException if the pointer is neither empty nor begins with a slash
   */
  public Optional<String> json(String pointer) {
    return Json.at(body, pointer);
  }

  /**
   * Returns what the body has at its top level.
   *
   * @return the names of its fields, in their order
   */
  public List<String> fields() {
    List<String> names = new ArrayList<>(body.size());
    body.fieldNames().forEachRemaining(names::add);
    return List.copyOf(names);
  }

  /**
   * Returns the model that the caller named.
   *
   * @return the name, empty if the body names none
   */
  public Optional<String> model() {
    String model = Json.text(body, "model");
    return model.isEmpty() ? Optional.empty() : Optional.of(model);
  }

  /**
   * Returns the conversation, oldest message first.
   *
   * @return the messages, empty if the body has none
   */
  public List<ChatMessage> messages() {
    List<ChatMessage> viewed = messages;
    if (viewed == null) {
      JsonNode array = body.path("messages");
      List<ChatMessage> views = new ArrayList<>(array.size());
      for (JsonNode message : array) {
        views.add(ChatMessage.of(message));
      }
      viewed = List.copyOf(views);
      messages = viewed;
    }
    return viewed;
  }

  /**
   * Returns this request as it was earlier in the conversation: with its first messages only, and
   * all else as it is.
   *
   * @param messages how many messages are left, from 0 up
   * @return this very request if it has no more
   */
  public ChatRequest upTo(int messages) {
    if (messages < 0) {
      throw new IllegalArgumentException("messages must be at least 0 but was " + messages);
    }
    if (!(body.path("messages") instanceof ArrayNode all) || all.size() <= messages) {
      return this;
    }
    ArrayNode first = Json.NODES.arrayNode(messages);
    for (int i = 0; i < messages; i++) {
      first.add(all.get(i));
    }
    ObjectNode earlier = Json.NODES.objectNode().setAll(body);
    return new ChatRequest(earlier.set("messages", first), null, attributes);
  }

  /**
   * Tells whether the caller wants the answer streamed.
   *
   * @return the body's {@code stream}, by default false
   */
  public boolean stream() {
    return body.path("stream").asBoolean(false);
  }

  /**
   * Tells whether the caller offers tools.
   *
   * @return whether {@code tools} or the older {@code functions} is a non-empty list
   */
  public boolean hasTools() {
    return tools() > 0;
  }

  /**
   * Returns how many tools the caller offers.
   *
   * @return the length of {@code tools} and of the older {@code functions}
   */
  public int tools() {
    return body.path("tools").size() + body.path("functions").size();
  }

  /**
   * Returns which tools the caller offers.
   *
   * @return a name for each of {@code tools} and of the older {@code functions}, in order: that of
   *     the function; for a tool that has only a type, the type
   */
  public List<String> toolNames() {
    List<String> names = ToolName.all(body.path("tools"));
    names.addAll(ToolName.all(body.path("functions")));
    return List.copyOf(names);
  }

  /**
   * Returns what the caller says of the request itself. Whoever writes the body writes it.
   *
   * @param key a key of the body's {@code metadata}
   * @return its value as a text, anything but a string as JSON; empty if there is none
   */
  public Optional<String> metadata(String key) {
    JsonNode value = body.path("metadata").path(key);
    return value.isMissingNode()
        ? Optional.empty()
        : Optional.of(value.isTextual() ? value.textValue() : Json.write(value));
  }

  /**
   * Returns the tenant on whose behalf this is asked: caches are never shared between tenants.
   *
   * @return the tenant; absent is a tenant of its own
   */
  public Optional<String> tenant() {
    return Optional.ofNullable(attributes.tenant());
  }

  /**
   * Returns the conversation that this request belongs to.
   *
   * @return the session, empty if the caller did not say
   */
  public Optional<String> session() {
    return Optional.ofNullable(attributes.session());
  }

  /**
   * Returns the person who asks.
   *
   * @return the end user, empty if the caller did not say
   */
  public Optional<String> endUser() {
    return Optional.ofNullable(attributes.endUser());
  }

  /**
   * Returns the caller's own labels.
   *
   * @return labels by name, in the order given
   */
  public Map<String, String> labels() {
    return attributes.labels();
  }

  /**
   * Returns how long the caller is ready to wait for everything: all attempts together.
   *
   * @return the time limit, empty if the configuration's holds
   */
  public Optional<Duration> timeout() {
    return Optional.ofNullable(attributes.timeout());
  }

  /**
   * Returns the seed of every random choice made for this request.
   *
   * @return the seed, empty if the router shall draw one
   */
  public OptionalLong seed() {
    Long seed = attributes.seed();
    return seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof ChatRequest other
        && body.equals(other.body)
        && attributes.equals(other.attributes);
  }

  @Override
  public int hashCode() {
    return Objects.hash(body, attributes);
  }

  /** Prints how many messages there are, never what they say. */
  @Override
  public String toString() {
    return "ChatRequest[" + messages().size() + " messages]";
  }

  /** Builds a {@link ChatRequest}. Not safe for concurrent use. */
  public static final class Builder {
    private ObjectNode body;
    private @Nullable String json;
    private CallerAttributes attributes;

    private Builder(ObjectNode body, @Nullable String json, CallerAttributes attributes) {
      this.body = body;
      this.json = json;
      this.attributes = attributes;
    }

    /**
     * Names the model, or asks the router to choose with {@code auto}.
     *
     * @param model a model's name, an alias, or {@code auto}
     * @return this builder
     */
    public Builder model(String model) {
      return set("/model", model);
    }

    /**
     * Adds a message of the system.
     *
     * @param text its text
     * @return this builder
     */
    public Builder system(String text) {
      return message("system", text);
    }

    /**
     * Adds a message of the user.
     *
     * @param text its text
     * @return this builder
     */
    public Builder user(String text) {
      return message("user", text);
    }

    /**
     * Adds a message of the model.
     *
     * @param text its text
     * @return this builder
     */
    public Builder assistant(String text) {
      return message("assistant", text);
    }

    /**
     * Adds a message of one string.
     *
     * @param role who speaks
     * @param text its text
     * @return this builder
     */
    public Builder message(String role, String text) {
      ObjectNode message = Json.NODES.objectNode();
      message.put("role", Objects.requireNonNull(role, "role"));
      message.put("content", Objects.requireNonNull(text, "text"));
      ArrayNode messages = Json.NODES.arrayNode();
      if (body.path("messages") instanceof ArrayNode present) {
        messages.addAll(present);
      }
      return change("/messages", messages.add(message));
    }

    /**
     * Sets any value of the body; objects that are missing on the way to it are created.
     *
     * @param pointer where, by RFC 6901: {@code /temperature}, {@code /metadata/team}, {@code
     *     /messages/-} for one message more
     * @param value null, a string, boolean or number, or a list or map of these
     * @return this builder
     * @throws IllegalArgumentException if the pointer does not begin with a slash, or the value has
     *     no JSON form
     */
    public Builder set(String pointer, @Nullable Object value) {
      return change(pointer, Json.of(value));
    }

    /**
     * Sets any value of the body, given as JSON.
     *
     * @param pointer where, by RFC 6901
     * @param value any JSON value
     * @return this builder
     * @throws IllegalArgumentException if the pointer does not begin with a slash, or the value is
     *     not JSON
     */
    public Builder setJson(String pointer, String value) {
      return change(pointer, Json.value(value));
    }

    /**
     * Removes a value of the body; one that is not there stays away.
     *
     * @param pointer where, by RFC 6901
     * @return this builder
     * @throws IllegalArgumentException if the pointer does not begin with a slash
     */
    public Builder remove(String pointer) {
      return Json.at(body, pointer).isPresent() ? change(pointer, null) : this;
    }

    private Builder change(String pointer, @Nullable JsonNode value) {
      if (!pointer.startsWith("/")) {
        throw new IllegalArgumentException("a pointer must begin with a slash");
      }
      body = (ObjectNode) Json.with(body, JsonPointer.compile(pointer), value);
      json = null;
      return this;
    }

    /**
     * Says on whose behalf this is asked.
     *
     * @param tenant the tenant
     * @return this builder
     */
    public Builder tenant(String tenant) {
      attributes = attributes.withTenant(Objects.requireNonNull(tenant, "tenant"));
      return this;
    }

    /**
     * Says which conversation this request belongs to.
     *
     * @param session the conversation's identity
     * @return this builder
     */
    public Builder session(String session) {
      attributes = attributes.withSession(Objects.requireNonNull(session, "session"));
      return this;
    }

    /**
     * Says who asks.
     *
     * @param endUser the person's identity
     * @return this builder
     */
    public Builder endUser(String endUser) {
      attributes = attributes.withEndUser(Objects.requireNonNull(endUser, "endUser"));
      return this;
    }

    /**
     * Adds a label, or replaces the one of that name.
     *
     * @param name the label's name
     * @param value its value
     * @return this builder
     */
    public Builder label(String name, String value) {
      attributes =
          attributes.withLabel(
              Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
      return this;
    }

    /**
     * Limits the time for everything, all attempts together.
     *
     * @param timeout more than zero
     * @return this builder
     * @throws IllegalArgumentException if the timeout is zero or less
     */
    public Builder timeout(Duration timeout) {
      if (timeout.isZero() || timeout.isNegative()) {
        throw new IllegalArgumentException("timeout must be more than zero but was " + timeout);
      }
      attributes = attributes.withTimeout(timeout);
      return this;
    }

    /**
     * Fixes every random choice made for this request.
     *
     * @param seed any number
     * @return this builder
     */
    public Builder seed(long seed) {
      attributes = attributes.withSeed(seed);
      return this;
    }

    /**
     * Builds the request.
     *
     * @return the request
     */
    public ChatRequest build() {
      return new ChatRequest(body, json, attributes);
    }
  }
}
