package io.codingrouter.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the text of a file; whatever goes wrong is a problem in plain words. */
final class ConfigFile {
  /** Every character takes at most four bytes in UTF-8. */
  private static final int MOST_BYTES = 4 * YamlComposer.MOST_CHARACTERS;

  private ConfigFile() {}

  static String read(Path file) {
    if (Files.isDirectory(file)) {
      throw unreadable(file, "is a directory: name the file in it, such as config.yaml");
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw unreadable(file, "does not exist: check the path");
    } catch (AccessDeniedException e) {
      throw unreadable(file, "may not be read by this user: check its permissions");
    } catch (IOException e) {
      throw unreadable(file, "cannot be read");
    }
    if (bytes.length > MOST_BYTES) {
      throw new Problems().fatal(Place.NONE, "", YamlComposer.tooLarge());
    }
    return decode(bytes);
  }

  /** A text that ships beside this class. */
  static String resource(String name) {
    try (InputStream in = ConfigFile.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String decode(byte[] bytes) {
    if (bytes.length > 1 && (bytes[0] & 0xFE) == 0xFE && (bytes[1] & 0xFE) == 0xFE) {
      throw new Problems().fatal(Place.NONE, "", "the file is UTF-16: save it as UTF-8");
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      throw new Problems()
          .fatal(
              TextCheck.placeOf(text, text.length()),
              "",
              "a byte that is not UTF-8: this is a binary file, or text to be saved as UTF-8");
    }
    return text;
  }

  private static ConfigException unreadable(Path file, String why) {
    return new Problems().fatal(Place.NONE, "", "the file " + file + " " + why);
  }
}
