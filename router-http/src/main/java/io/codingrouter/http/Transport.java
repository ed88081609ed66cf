package io.codingrouter.http;

import io.codingrouter.dispatch.ModelException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * Posts JSON and waits for what comes back. Safe for concurrent use.
 *
 * <p>The exchange runs on a thread of OkHttp's dispatcher while the caller's thread waits and
 * watches the clock: so an interrupt, a cancelled call and every limit end the wait at once,
 * whatever the socket does.
 */
final class Transport {
  /** OkHttp's own five, over all hosts, are too few: what is beyond connects anew for each call. */
  private static final int IDLE_CONNECTIONS = 64;

  private final OkHttpClient client;
  private final LoopbackDns dns;
  private final boolean owned;
  private final InstantSource clock;
  private volatile boolean closed;

  private Transport(OkHttpClient given, boolean owned, InstantSource clock) {
    this.dns = new LoopbackDns(given.dns());
    this.owned = owned;
    this.clock = clock;
    this.client = derive(given, dns);
  }

  /** A transport of its own; closing it frees all. */
  static Transport owned(InstantSource clock) {
    Dispatcher daemon = new Dispatcher(DaemonThreads.executor());
    OkHttpClient client =
        new OkHttpClient.Builder()
            .dispatcher(daemon)
            .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 5, TimeUnit.MINUTES))
            .build();
    return new Transport(client, true, clock);
  }

  /** A transport that shares connections and threads with a client of the user's. */
  static Transport sharing(OkHttpClient given, InstantSource clock) {
    return new Transport(given, false, clock);
  }

  // Limits are ours, since they differ by call. Nothing is stored, and keys are not carried to
  // another address. A request is sent again only if it cannot have arrived: see OneShotJson.
  private static OkHttpClient derive(OkHttpClient given, LoopbackDns dns) {
    Dispatcher dispatcher = new Dispatcher(given.dispatcher().executorService());
    // Each call has a thread that waits for it, so the callers are the bound; OkHttp's own of five
    // calls per host would let them wait in a queue.
    dispatcher.setMaxRequests(Integer.MAX_VALUE);
    dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
    return given
        .newBuilder()
        .dispatcher(dispatcher)
        .dns(dns)
        .socketFactory(new NoDelaySockets(given.socketFactory()))
        .callTimeout(Duration.ZERO)
        .connectTimeout(Duration.ZERO)
        .readTimeout(Duration.ZERO)
        .writeTimeout(Duration.ZERO)
        .followRedirects(false)
        .followSslRedirects(false)
        .retryOnConnectionFailure(true)
        .cookieJar(CookieJar.NO_COOKIES)
        .cache(null)
        .addNetworkInterceptor(OneShotJson::follow)
        .addNetworkInterceptor(Progress::follow)
        .build();
  }

  /**
   * Sends a post and waits for the reply, which is no event stream.
   *
   * @param post what to send
   * @return the reply, whatever its status
   * @throws ModelException if there is none
   */
  Reply send(Post post) {
    Incoming incoming = open(post, stop -> {});
    Optional<Reply> reply = incoming.begin();
    if (reply.isEmpty()) {
      incoming.close();
    }
    return reply.orElseGet(() -> incoming.reply(""));
  }

  /**
   * Sends a post.
   *
   * @param post what to send
   * @param onCancel is given what stops the exchange
   * @return what comes back; its reader closes it
   */
  Incoming open(Post post, Consumer<Runnable> onCancel) {
    Progress progress = new Progress(post.limits());
    Call call = client.newCall(post.request().tag(Progress.class, progress).build());
    Incoming incoming = new Incoming(post, call, progress, () -> closed);
    onCancel.accept(incoming::close);
    if (!progress.isComplete()) {
      call.enqueue(new Reader(progress));
    }
    return incoming;
  }

  /** Reads an event stream's chunks; tells whether it was asked for. */
  EventStream events(Incoming incoming, EventFormat format, boolean asked) {
    return new EventStream(incoming, format, asked, clock);
  }

  /** What the server says went wrong. */
  ErrorReply error(Post post, Reply reply) {
    return new ErrorReply(post, reply, clock);
  }

  List<String> warnings() {
    return dns.warnings();
  }

  void close() {
    if (owned) {
      closed = true;
      client.dispatcher().cancelAll();
      client.dispatcher().executorService().shutdown();
      client.connectionPool().evictAll();
    }
  }

  /** Reads the reply on OkHttp's thread. */
  private record Reader(Progress progress) implements Callback {
    /** Errors are short; a long one is a web page. */
    private static final long LONGEST_ERROR = 256 * 1024;

    @Override
    public void onResponse(Call call, Response response) {
      try (response) {
        if (Reply.isEventStream(response)) {
          Reply.pass(response, progress);
          return;
        }
        long most = response.isSuccessful() ? Reply.MOST : LONGEST_ERROR;
        progress.complete(Outcome.of(Reply.read(response, progress, most)));
      } catch (IOException e) {
        progress.complete(Outcome.of(e));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        progress.complete(Outcome.CANCELLED);
      } catch (RuntimeException | Error e) { // an interceptor's body, say: nobody shall wait for it
        call.cancel();
        progress.complete(Outcome.of(new IOException("the reply cannot be read")));
        throw e;
      }
    }

    @Override
    public void onFailure(Call call, IOException e) {
      progress.complete(Outcome.of(e));
    }
  }
}
