package io.codingrouter.http;

import java.io.IOException;
import java.util.Locale;
import okhttp3.Headers;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;

/**
 * A reply that was read to its end.
 *
 * @param status the HTTP status
 * @param headers its headers
 * @param body its text, {@code ""} if it was too long
 * @param tooLong whether it was longer than we read
 */
record Reply(int status, Headers headers, String body, boolean tooLong) {
  /** As much as core reads of a document. */
  static final long MOST = 64L * 1024 * 1024;

  private static final long STEP = 64 * 1024;

  /** Reads a reply, marking each step; stops when it grows too long. */
  static Reply read(Response response, Progress progress, long most) throws IOException {
    BufferedSource source = response.body().source();
    Buffer read = new Buffer();
    boolean tooLong = false;
    while (!tooLong && source.read(read, STEP) >= 0) {
      progress.received();
      tooLong = read.size() > most;
    }
    String body = tooLong ? "" : read.readUtf8();
    return new Reply(response.code(), response.headers(), body, tooLong);
  }

  /** Whether events follow this head. */
  static boolean isEventStream(Response response) {
    String type = response.header("content-type", "");
    return response.isSuccessful()
        && type != null
        && type.stripLeading().toLowerCase(Locale.ROOT).startsWith("text/event-stream");
  }

  /** Passes an event stream on as it comes, until it ends or nobody wants more. */
  static void pass(Response response, Progress progress) throws IOException, InterruptedException {
    progress.begin(new Reply(response.code(), response.headers(), "", false));
    BufferedSource source = response.body().source();
    Buffer read = new Buffer();
    boolean wanted = true;
    while (wanted && source.read(read, STEP) >= 0) {
      wanted = progress.hand(read);
    }
    progress.complete(wanted ? Outcome.ENDED : Outcome.CANCELLED);
  }

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** Whether a browser was expected: a login page, an error page of a proxy. */
  boolean isWebPage() {
    String type = headers.get("content-type");
    return (type != null && type.startsWith("text/html")) || body.stripLeading().startsWith("<");
  }

  /** Prints the status, never the body. */
  @Override
  public String toString() {
    return "Reply[" + status + ", " + body.length() + " characters]";
  }
}
