package io.codingrouter.http;

import io.codingrouter.dispatch.ModelException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.CookieJar;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Posts JSON and waits for the whole reply. Safe for concurrent use.
 *
 * <p>The exchange runs on a thread of OkHttp's dispatcher while the caller's thread waits and
 * watches the clock: so an interrupt, a cancelled call and every limit end the wait at once,
 * whatever the socket does.
 */
final class Transport {
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
    return new Transport(new OkHttpClient.Builder().dispatcher(daemon).build(), true, clock);
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
        .addNetworkInterceptor(Progress::follow)
        .build();
  }

  /**
   * Sends a post.
   *
   * @param post what to send
   * @param onCancel is given what stops the exchange
   * @return the reply, whatever its status
   * @throws ModelException if there is none
   */
  Reply send(Post post, Consumer<Runnable> onCancel) {
    Progress progress = new Progress(post.limits());
    Call call =
        client.newCall(
            new Request.Builder()
                .url(post.peer().url())
                .headers(post.headers())
                .tag(Progress.class, progress)
                .post(new OneShotJson(post.body()))
                .build());
    onCancel.accept(
        () -> {
          progress.complete(Outcome.CANCELLED);
          call.cancel();
        });
    if (!progress.isComplete()) {
      call.enqueue(new Reader(progress));
    }
    Outcome ended = await(progress, call, post);
    if (ended.reply() != null) {
      return ended.reply();
    }
    if (closed) {
      throw cancelled(post, "the client is closed");
    }
    if (ended.failure() == null) {
      throw cancelled(post, "it was cancelled");
    }
    if (call.isCanceled()) {
      throw cancelled(
          post, "OkHttp gave it up, as when an interceptor fails or libraries do not fit together");
    }
    throw new Breakage(post.peer(), progress.stage()).exception(ended.failure());
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

  private static Outcome await(Progress progress, Call call, Post post) {
    try {
      Outcome ended = progress.await();
      if (ended != null) {
        return ended;
      }
    } catch (InterruptedException e) {
      call.cancel();
      Thread.currentThread().interrupt();
      throw cancelled(post, "the thread that waited was interrupted");
    }
    call.cancel();
    throw ModelException.builder(
            ModelException.TIMEOUT, post.peer().name() + " " + progress.expired())
        .retryable(true)
        .build();
  }

  private static ModelException cancelled(Post post, String why) {
    return ModelException.builder(
            ModelException.CANCELLED, "the call of " + post.peer().name() + " was stopped: " + why)
        .build();
  }

  /** Reads the reply on OkHttp's thread. */
  private record Reader(Progress progress) implements Callback {
    /** Errors are short; a long one is a web page. */
    private static final long LONGEST_ERROR = 256 * 1024;

    @Override
    public void onResponse(Call call, Response response) {
      try (response) {
        long most = response.isSuccessful() ? Reply.MOST : LONGEST_ERROR;
        progress.complete(Outcome.of(Reply.read(response, progress, most)));
      } catch (IOException e) {
        progress.complete(Outcome.of(e));
      }
    }

    @Override
    public void onFailure(Call call, IOException e) {
      progress.complete(Outcome.of(e));
    }
  }
}
