package io.codingrouter.model;

import java.util.Locale;
import java.util.Optional;

/** A kind of content that a model can be given. */
public enum Modality {
  /** Words; every model takes them. */
  TEXT,
  /** Pictures. */
  IMAGE,
  /** Sound. */
  AUDIO,
  /** Documents such as PDF. */
  FILE;

  /**
   * Returns the name that configurations use.
   *
   * @return such as {@code image}
   */
  public String configName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Tells the modality of a part of a message.
   *
   * @param partType the part's type, in the words of OpenAI's or Anthropic's protocol
   * @return the modality, empty for parts that are no content of their own, such as tool results
   */
  public static Optional<Modality> ofPart(String partType) {
    return switch (partType) {
      case "text", "input_text", "output_text" -> Optional.of(TEXT);
      case "image_url", "input_image", "image" -> Optional.of(IMAGE);
      case "input_audio", "audio" -> Optional.of(AUDIO);
      case "file", "input_file", "document" -> Optional.of(FILE);
      default -> Optional.empty();
    };
  }
}
