package io.codingrouter.http.fault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * What servers do, and should not: to a call that waits for a whole reply, and to a streamed one.
 */
@SuppressWarnings("ImmutableEnumChecker") // what it plays holds nothing
enum Fault implements Play {
  OK(e -> e.json(200, e.reply()), e -> stream(e, e.events())),
  USAGE_LAST(e -> e.json(200, e.reply()), e -> stream(e, e.eventsAndUsage())),
  SLOW_DRIP(e -> drip(e, Exchange.wire(e.reply())), e -> drip(e, Exchange.wire(done(e.events())))),

  BAD_REQUEST(e -> e.json(400, error("temperature must be a number", "invalid_request_error"))),
  WRONG_KEY(e -> e.json(401, error("Incorrect API key provided", "invalid_api_key"))),
  NOT_FOUND(e -> e.json(404, error("no such model", "not_found_error"))),
  MOVED(e -> e.json(302, "{}", "Location: http://elsewhere.example/v1")),
  TOO_LONG(
      e -> e.json(400, error("Too many tokens.", "context_length_exceeded")),
      e -> {
        e.begin();
        e.chunk("data: " + error("the request exceeds the available context size", "") + "\n\n");
        e.hold();
      }),
  RATE_LIMITED(e -> e.json(429, error("slow down", "rate_limit_exceeded"))),
  RATE_LIMITED_FOR_A_MINUTE(
      e -> e.json(429, error("slow down", "rate_limit_exceeded"), "Retry-After: 60")),
  FAILING(e -> e.json(500, error("boom", "server_error"))),
  OVERLOADED(
      e -> e.json(200, error("Overloaded", "overloaded_error")),
      e -> {
        e.begin();
        e.chunk(e.events().get(0) + "data: " + error("Overloaded", "overloaded_error") + "\n\n");
        e.hold();
      }),
  OVERLOADED_LATER(
      e -> e.json(529, error("Overloaded", "overloaded_error")),
      e -> {
        beginning(e);
        e.chunk("event: error\ndata: " + error("Overloaded", "overloaded_error") + "\n\n");
        e.hold();
      }),

  /** Its play is never asked for: see {@link #serve}. */
  REFUSED(Exchange::hold),
  /** As above. */
  BLACK_HOLE(Exchange::hold),
  SILENT(Exchange::hold),
  SILENT_AFTER_HEAD(
      e -> {
        e.beginChunks("application/json");
        e.hold();
      },
      e -> {
        e.begin();
        e.hold();
      }),
  SIGNS_OF_LIFE(
      Exchange::hold,
      e -> {
        e.begin();
        e.chunk(e.events().get(0));
        for (; ; ) {
          e.chunk(": still here\n\n");
          pause(20);
        }
      }),
  STALLED(
      e -> {
        half(e, Exchange.wire(e.reply()));
        e.hold();
      },
      e -> {
        beginning(e);
        e.hold();
      }),

  CUT_AT_ONCE(Exchange::cut),
  CUT(
      e -> {
        half(e, Exchange.wire(e.reply()));
        e.cut();
      },
      e -> {
        e.begin();
        e.chunk(e.events().get(0));
        e.cut();
      }),
  CUT_LATER(
      e -> {
        String wire = Exchange.wire(e.reply());
        e.raw(wire.substring(0, wire.length() - 1));
        e.cut();
      },
      e -> {
        beginning(e);
        e.cut();
      }),
  /** Ends as HTTP says, but not as the protocol does. */
  ENDS_EARLY(
      e -> e.json(200, ""),
      e -> {
        beginning(e);
        e.end();
      }),
  RESET(Exchange::reset),
  RESET_LATER(
      e -> {
        half(e, Exchange.wire(e.reply()));
        e.reset();
      },
      e -> {
        beginning(e);
        pause(50); // a reset may overtake what was sent just before
        e.reset();
      }),

  NO_HTTP(
      e -> {
        e.raw("SSH-2.0-OpenSSH_9.6\r\n\r\n");
        e.cut();
      }),
  WRONG_TYPE(e -> e.whole(200, "text/html", "<html><title>Log in</title></html>")),
  MALFORMED_EVENT(
      e -> e.json(200, "{\"choices\":["),
      e -> {
        e.begin();
        e.chunk("data: {\"choices\":[\n\n");
        e.hold();
      }),
  MALFORMED_CHUNK(
      e -> {
        e.beginChunks("application/json");
        e.raw("xyz\r\n" + e.reply());
        e.hold();
      },
      e -> {
        e.begin();
        e.raw("xyz\r\n" + e.events().get(1));
        e.hold();
      }),
  MALFORMED_CHUNK_LATER(
      e -> {
        e.beginChunks("application/json");
        e.raw("4\r\n{\"ch\r\n-5\r\n");
        e.hold();
      },
      e -> {
        beginning(e);
        e.raw("-5\r\n");
        e.hold();
      }),
  ENDLESS(
      e -> {
        e.beginChunks("application/json");
        for (; ; ) {
          e.raw(chunkOfMebibyte("", ""));
        }
      },
      e -> {
        beginning(e);
        for (; ; ) {
          e.raw(chunkOfMebibyte("data: {\"choices\":[{\"delta\":{\"content\":\"", "\"}}]}\n\n"));
        }
      }),
  ENDLESS_EVENT(
      Exchange::hold,
      e -> {
        e.begin();
        e.chunk("data: ");
        for (; ; ) {
          e.raw(chunkOfMebibyte("", ""));
        }
      });

  private final Play whole;
  private final Play streamed;

  Fault(Play both) {
    this(both, both);
  }

  Fault(Play whole, Play streamed) {
    this.whole = whole;
    this.streamed = streamed;
  }

  @Override
  public void answer(Exchange exchange) throws IOException {
    (exchange.isStreamed() ? streamed : whole).answer(exchange);
  }

  /** Whether requests reach such a server. */
  boolean isReached() {
    return this != REFUSED && this != BLACK_HOLE;
  }

  /** Whether it goes on until the client has had enough. */
  boolean isEndless() {
    return this == ENDLESS || this == ENDLESS_EVENT;
  }

  /** A server that does this with each request. */
  FaultServer serve(String name) {
    return switch (this) {
      case REFUSED -> FaultServer.refusing(name);
      case BLACK_HOLE -> FaultServer.blackHole(name);
      default -> FaultServer.playing(name, this);
    };
  }

  private static void stream(Exchange e, List<String> events) throws IOException {
    e.begin();
    e.chunks(events);
    e.chunk(Exchange.DONE);
    e.end();
  }

  static List<String> done(List<String> events) {
    return Stream.concat(events.stream(), Stream.of(Exchange.DONE)).toList();
  }

  /** The first content of an event stream. */
  private static void beginning(Exchange e) throws IOException {
    e.begin();
    e.chunks(e.events().subList(0, 2));
  }

  private static void half(Exchange e, String wire) throws IOException {
    e.raw(wire.substring(0, wire.length() - 20));
  }

  private static void drip(Exchange e, String wire) throws IOException {
    byte[] bytes = wire.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i += 8) {
      e.raw(Arrays.copyOfRange(bytes, i, Math.min(i + 8, bytes.length)));
      pause(2);
    }
  }

  static void pause(long millis) {
    LockSupport.parkNanos(millis * 1_000_000);
  }

  private static String error(String message, String code) {
    return "{\"error\":{\"message\":\"" + message + "\",\"code\":\"" + code + "\"}}";
  }

  private static byte[] chunkOfMebibyte(String before, String after) {
    String data = before + "x".repeat(1024 * 1024 - before.length() - after.length()) + after;
    return ("100000\r\n" + data + "\r\n").getBytes(StandardCharsets.UTF_8);
  }
}
