package io.codingrouter.dispatch;

import io.codingrouter.message.ChatRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Changes to one request, each told in words. A change that would change nothing is not made, so
 * that a request which needs none keeps its bytes. Not safe for concurrent use.
 */
final class RequestEdits {
  private final ChatRequest request;
  private final ChatRequest.Builder edited;
  private final List<String> changes = new ArrayList<>();

  RequestEdits(ChatRequest request) {
    this.request = request;
    this.edited = request.toBuilder();
  }

  /** Sets a field that is named by its path: {@code chat_template_kwargs}, {@code thinking}. */
  void set(Object value, String... path) {
    String pointer = pointer(path);
    if (!request.json(pointer).equals(json(value))) {
      edited.set(pointer, value);
      changes.add(String.join(".", path) + " set to " + json(value).orElse(""));
    }
  }

  /** Sets a value that is given as JSON; whoever does tells of it in notes. */
  void setJson(String pointer, String json) {
    edited.setJson(pointer, json);
  }

  /** Sets a value that is given as JSON, and tells it in other words than the value's. */
  void setJson(String pointer, String json, String phrase) {
    edited.setJson(pointer, json);
    changes.add(phrase);
  }

  /** Removes a field whose name is the caller's own, and so is not told. */
  void removeUnnamed(String field, String phrase) {
    edited.remove(pointer(field));
    changes.add(phrase);
  }

  /** Removes a field if it is there. */
  void remove(String... path) {
    String pointer = pointer(path);
    if (request.json(pointer).isPresent()) {
      edited.remove(pointer);
      changes.add(String.join(".", path) + " removed");
    }
  }

  /** Gives a field of the top level another name, or removes it where that one is there. */
  void rename(String field, String other) {
    Optional<String> value = request.json(pointer(field));
    boolean idle = value.filter(json -> !json.equals("null")).isEmpty();
    edited.remove(pointer(field));
    if (idle || request.json(pointer(other)).filter(json -> !json.equals("null")).isPresent()) {
      changes.add(field + " removed");
    } else {
      edited.setJson(pointer(other), value.orElseThrow());
      changes.add(field + " sent as " + other);
    }
  }

  /** Tells about something that could not be done. */
  void note(String phrase) {
    changes.add(phrase);
  }

  /** The whole number at the top level of the request, empty if there is none. */
  Optional<Long> number(String field) {
    try {
      return request.json(pointer(field)).map(Long::valueOf);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  Adaptation adaptation() {
    return new Adaptation(changes.isEmpty() ? request : edited.build(), changes);
  }

  private static Optional<String> json(Object value) {
    return ChatRequest.builder().set("/value", value).build().json("/value");
  }

  private static String pointer(String... path) {
    StringBuilder pointer = new StringBuilder();
    for (String name : path) {
      pointer.append('/').append(name.replace("~", "~0").replace("/", "~1"));
    }
    return pointer.toString();
  }
}
