package io.codingrouter;

import io.codingrouter.config.ConfigException;
import io.codingrouter.config.Problem;
import io.codingrouter.message.RecordedRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a file of requests, one a line; whatever is wrong is told by its line. */
final class RequestLines {
  private static final long MOST_BYTES = 256L << 20;
  private static final int MOST_PROBLEMS = 200;

  private RequestLines() {}

  static List<RecordedRequest> load(Path file) {
    List<RecordedRequest> requests = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      if (Files.size(file) > MOST_BYTES) {
        throw unreadable(file, "is larger than " + (MOST_BYTES >> 20) + " MB: split it");
      }
      int number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        if (!line.isBlank() && problems.size() < MOST_PROBLEMS) {
          read(line, number, requests, problems);
        }
      }
    } catch (NoSuchFileException e) {
      throw unreadable(file, "does not exist: check the path");
    } catch (CharacterCodingException e) {
      throw unreadable(file, "is not UTF-8: save it as UTF-8");
    } catch (IOException e) {
      throw unreadable(file, "cannot be read");
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return List.copyOf(requests);
  }

  private static void read(
      String line, int number, List<RecordedRequest> requests, List<Problem> problems) {
    try {
      requests.add(RecordedRequest.fromJson(line));
    } catch (IllegalArgumentException e) {
      problems.add(
          new Problem(
              number, 1, "", "not a request: " + e.getMessage() + ", counted in this line"));
    }
  }

  private static ConfigException unreadable(Path file, String why) {
    return new ConfigException(List.of(new Problem(0, 0, "", "the file " + file + " " + why)));
  }
}
