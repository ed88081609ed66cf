package io.codingrouter.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * A body that OkHttp sends once. It may try another address of the host while none has taken the
 * connection, but what may have arrived is never sent again behind our back: an answer costs money,
 * and whether to ask again is decided above.
 */
final class OneShotJson extends RequestBody {
  private final byte[] bytes;

  OneShotJson(String json) {
    this.bytes = json.getBytes(StandardCharsets.UTF_8);
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
    return true;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    sink.write(bytes);
  }
}
