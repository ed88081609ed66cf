package io.codingrouter.config;

import io.codingrouter.config.ConfigNode.Mapping;
import io.codingrouter.message.ChatRequest;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what the cases of a policy file ask, and on whose behalf. */
final class SpecRequest {
  private final Path folder;

  /**
   * Creates a reader.
   *
   * @param folder where files of requests are found
   */
  SpecRequest(Path folder) {
    this.folder = folder;
  }

  /** One thing that is asked, and where it stands. */
  record Asked(Place place, ChatRequest request) {}

  /** What a case asks: several requests if it has several prompts. */
  List<Asked> read(Section section) {
    Field prompt = section.field("prompt");
    Field prompts = section.field("prompts");
    Field request = section.field("request");
    SpecCaller caller = SpecCaller.read(section);
    List<Asked> asked = new ArrayList<>();
    long written = List.of(prompt, prompts, request).stream().filter(Field::isPresent).count();
    if (written > 1) {
      section.problem("asks twice: write one of prompt, prompts and request");
      return asked;
    }
    if (written == 0 || prompt.isPresent()) {
      prompt.required("what is asked; or write prompts or request");
    }
    prompt
        .text()
        .ifPresent(
            text -> asked.add(new Asked(section.place(), caller.asks(ChatRequest.user(text)))));
    for (Field item : prompts.items()) {
      item.required("")
          .text()
          .ifPresent(
              text -> asked.add(new Asked(item.place(), caller.asks(ChatRequest.user(text)))));
    }
    if (prompts.isEmptyList()) {
      prompts.problem("must have at least one prompt");
    }
    body(request).ifPresent(body -> asked.add(new Asked(section.place(), caller.asks(body))));
    return asked;
  }

  private Optional<ChatRequest> body(Field field) {
    Optional<Mapping> mapping = field.mapping();
    if (mapping.isPresent()) {
      return Optional.of(body(mapping.get()));
    }
    Optional<String> text = field.text();
    if (text.isEmpty() || text.get().isBlank()) {
      text.ifPresent(blank -> field.problem("must be a body, or the path of a file that has it"));
      return Optional.empty();
    }
    return text.get().stripLeading().startsWith("{")
        ? json(field, text.get(), "")
        : file(field, text.get().strip());
  }

  // The path is not repeated: somebody may have written a prompt there.
  private Optional<ChatRequest> file(Field field, String path) {
    try {
      Path file = folder.resolve(path);
      try {
        return json(field, ConfigFile.read(file), "in this file ");
      } catch (ConfigException e) {
        String said = e.problems().get(0).message();
        field.problem(said.replace("the file " + file + " ", "this file "));
      }
    } catch (InvalidPathException e) {
      field.problem("is neither JSON nor the path of a file");
    }
    return Optional.empty();
  }

  private static Optional<ChatRequest> json(Field field, String json, String where) {
    try {
      return Optional.of(ChatRequest.fromJson(json));
    } catch (IllegalArgumentException e) {
      field.problem(where + e.getMessage());
      return Optional.empty();
    }
  }

  static ChatRequest body(Mapping mapping) {
    ChatRequest.Builder body = ChatRequest.builder();
    PlainValue.of(mapping)
        .forEach((key, value) -> body.set("/" + key.replace("~", "~0").replace("/", "~1"), value));
    return body.build();
  }
}
