package io.codingrouter.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * A body that OkHttp sends once. It may try another address of the host while none has taken the
 * connection, but what may have arrived is never sent again behind our back: an answer costs money,
 * and whether to ask again is decided above. Only whoever wants to know first who asks has not
 * taken it: a proxy, say, for which the application's client has a password.
 */
final class OneShotJson extends RequestBody {
  private static final int UNAUTHORIZED = 401;
  private static final int PROXY_UNAUTHORIZED = 407;

  private final byte[] bytes;
  private volatile boolean refused;

  OneShotJson(String json) {
    this.bytes = json.getBytes(StandardCharsets.UTF_8);
  }

  /** Sees what comes back for a body; a network interceptor. */
  static Response follow(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    if (chain.request().body() instanceof OneShotJson body) {
      int status = response.code();
      body.refused = status == UNAUTHORIZED || status == PROXY_UNAUTHORIZED;
    }
    return response;
  }

  /** Leaves the type to the header. */
  @Override
  public @Nullable MediaType contentType() {
    return null;
  }

  @Override
  public long contentLength() {
    return bytes.length;
  }

  @Override
  public boolean isOneShot() {
    return !refused;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    refused = false;
    sink.write(bytes);
  }
}
