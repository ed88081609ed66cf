package io.codingrouter.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes what a message says as blocks of Anthropic's protocol. Blank text is left out, which their
 * API refuses; blocks that are Anthropic's own pass. Used by one thread.
 */
final class AnthropicContent {
  private static final String CACHE = "cache_control";
  private static final String SOURCE = "source";
  private static final String BASE64 = "base64";

  private final Changes changes;

  AnthropicContent(Changes changes) {
    this.changes = changes;
  }

  /** The blocks of a message's content: a string, or a list of parts. */
  ArrayNode blocks(JsonNode content) {
    ArrayNode blocks = JsonTree.NODES.arrayNode();
    if (content.isTextual()) {
      text(content.textValue()).ifPresent(blocks::add);
    } else if (content.isArray()) {
      for (JsonNode part : content) {
        block(part).ifPresent(blocks::add);
      }
    }
    return blocks;
  }

  /** Marks the last block as the caller marked the message: the provider caches up to there. */
  static void mark(ArrayNode blocks, JsonNode message) {
    if (JsonTree.has(message, CACHE)
        && !blocks.isEmpty()
        && blocks.get(blocks.size() - 1) instanceof ObjectNode last) {
      last.set(CACHE, message.path(CACHE));
    }
  }

  /** Whether a block is thought by Claude: its signature or its cipher proves it. */
  static boolean isThought(JsonNode block) {
    return switch (JsonTree.text(block, "type")) {
      case "thinking" -> !JsonTree.text(block, "signature").isEmpty();
      case "redacted_thinking" -> !JsonTree.text(block, "data").isEmpty();
      default -> false;
    };
  }

  private Optional<ObjectNode> block(JsonNode part) {
    if (part.isTextual()) {
      return text(part.textValue());
    }
    Optional<ObjectNode> block =
        switch (JsonTree.text(part, "type")) {
          case "text", "input_text", "output_text" -> text(JsonTree.text(part, "text"));
          case "refusal" -> text(JsonTree.text(part, "refusal"));
          case "image_url", "input_image" -> image(part);
          case "file", "input_file" -> document(part.has("file") ? part.path("file") : part);
          case "image", "document", "search_result" -> Optional.of(part.deepCopy());
          case "thinking", "redacted_thinking" -> thought(part);
          default -> removed("content of a kind that Anthropic does not take removed");
        };
    if (JsonTree.has(part, CACHE)) {
      block.ifPresent(marked -> marked.set(CACHE, part.path(CACHE)));
    }
    return block;
  }

  private static Optional<ObjectNode> text(String text) {
    return text.isBlank() ? Optional.empty() : Optional.of(JsonTree.textBlock(text));
  }

  private Optional<ObjectNode> thought(JsonNode part) {
    return isThought(part)
        ? Optional.of(part.deepCopy())
        : removed("reasoning of another model removed");
  }

  private Optional<ObjectNode> removed(String phrase) {
    changes.add(phrase);
    return Optional.empty();
  }

  private Optional<ObjectNode> image(JsonNode part) {
    JsonNode given = part.path("image_url");
    String url = given.isTextual() ? given.textValue() : JsonTree.text(given, "url");
    ObjectNode image = JsonTree.NODES.objectNode().put("type", "image");
    Optional<DataUrl> data = DataUrl.parse(url);
    if (data.isPresent()) {
      String type = data.get().type().equals("image/jpg") ? "image/jpeg" : data.get().type();
      image
          .putObject(SOURCE)
          .put("type", BASE64)
          .put("media_type", type)
          .put("data", data.get().base64());
    } else if (url.regionMatches(true, 0, "http", 0, "http".length())) {
      image.putObject(SOURCE).put("type", "url").put("url", url);
    } else {
      return removed("an image that is neither base64 nor an address removed");
    }
    return Optional.of(image);
  }

  private Optional<ObjectNode> document(JsonNode file) {
    Optional<DataUrl> data = DataUrl.parse(JsonTree.text(file, "file_data"));
    ObjectNode document = JsonTree.NODES.objectNode().put("type", "document");
    ObjectNode source = document.putObject(SOURCE);
    if (data.isPresent() && data.get().type().equals("application/pdf")) {
      source
          .put("type", BASE64)
          .put("media_type", data.get().type())
          .put("data", data.get().base64());
    } else if (data.isPresent() && data.get().type().startsWith("text/")) {
      Optional<String> text = data.get().text();
      if (text.isEmpty()) {
        return removed("a file that cannot be read removed");
      }
      source.put("type", "text").put("media_type", "text/plain").put("data", text.get());
    } else {
      return removed("a file that Anthropic does not take removed");
    }
    String name = JsonTree.text(file, "filename");
    if (!name.isBlank()) {
      document.put("title", name);
    }
    return Optional.of(document);
  }

  /**
   * Data within an address.
   *
   * @param type the media type, in lower case
   * @param base64 the data
   */
  private record DataUrl(String type, String base64) {
    private static final String SCHEME = "data:";
    private static final String MARK = ";base64";

    static Optional<DataUrl> parse(String url) {
      int comma = url.indexOf(',');
      if (comma < 0 || !url.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
        return Optional.empty();
      }
      String head = url.substring(SCHEME.length(), comma).toLowerCase(Locale.ROOT);
      if (!head.endsWith(MARK)) {
        return Optional.empty();
      }
      int end = head.indexOf(';');
      return Optional.of(new DataUrl(head.substring(0, end).strip(), url.substring(comma + 1)));
    }

    Optional<String> text() {
      try {
        byte[] bytes = Base64.getMimeDecoder().decode(base64);
        return Optional.of(new String(bytes, StandardCharsets.UTF_8));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    @Override
    public String toString() {
      return "DataUrl[" + base64.length() + " characters]";
    }
  }
}
