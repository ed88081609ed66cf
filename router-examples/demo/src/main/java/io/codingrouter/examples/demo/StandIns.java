package io.codingrouter.examples.demo;

import io.codingrouter.config.ModelCard;
import io.codingrouter.config.RouterConfig;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * One {@link StandIn} for each model of a configuration, and an HTTP client that goes to them
 * instead of the configured addresses. The configuration itself stays as it is.
 */
final class StandIns implements AutoCloseable {
  private final Map<String, StandIn> byAuthority = new LinkedHashMap<>();
  private final List<StandIn> servers;
  private final OkHttpClient client =
      new OkHttpClient.Builder().addInterceptor(this::redirect).build();

  StandIns(RouterConfig config) {
    servers = config.models().stream().map(card -> new StandIn(card.name())).toList();
    for (int i = 0; i < servers.size(); i++) {
      ModelCard card = config.models().get(i);
      StandIn server = servers.get(i);
      card.endpoints().forEach(e -> byAuthority.put(e.baseUri().getHost(), server));
    }
  }

  List<StandIn> servers() {
    return servers;
  }

  /** A client whose every call ends at a stand-in, over a real socket. */
  OkHttpClient client() {
    return client;
  }

  private Response redirect(Interceptor.Chain chain) throws IOException {
    Request request = chain.request();
    StandIn server = byAuthority.get(request.url().host());
    if (server == null) {
      throw new IOException("no stand-in for this endpoint");
    }
    HttpUrl url =
        request.url().newBuilder().scheme("http").host("127.0.0.1").port(server.port()).build();
    return chain.proceed(request.newBuilder().url(url).build());
  }

  @Override
  public void close() {
    client.dispatcher().executorService().shutdown(); // its threads would outlive the demo a minute
    client.connectionPool().evictAll();
    servers.forEach(StandIn::close);
  }
}
