package io.codingrouter.http;

import io.codingrouter.dispatch.ModelException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * Makes an exception of a connection that broke. The cause is left behind: OkHttp's messages quote
 * addresses with their query.
 */
final class Breakage {
  private final Peer peer;
  private final Progress.Stage stage;

  Breakage(Peer peer, Progress.Stage stage) {
    this.peer = peer;
    this.stage = stage;
  }

  ModelException exception(IOException cause) {
    if (cause instanceof UnknownHostException) {
      return connect(
          true, "host '" + peer.host() + "' cannot be resolved: check the endpoint of " + model());
    }
    if (cause instanceof SSLException) {
      return tls(cause);
    }
    if (cause instanceof ConnectException) {
      return connect(true, refused(cause));
    }
    if (!peer.isTls() && isAlert(cause)) {
      return connect(false, peer.name() + " wants TLS: set the endpoint's protocol to https");
    }
    return switch (stage) {
      case CONNECTING ->
          isProxys(cause)
              ? proxy(cause)
              : connect(
                  true,
                  peer.name() + " cannot be reached: is the server running? is the port right?");
      case SENT -> unanswered(cause);
      case READING -> cut(cause);
    };
  }

  // A tunnel that a proxy refuses: OkHttp says so in these words alone.
  private static boolean isProxys(IOException cause) {
    String message = String.valueOf(cause.getMessage());
    return message.contains("with proxy") || message.contains("for CONNECT");
  }

  private ModelException proxy(IOException cause) {
    boolean password = String.valueOf(cause.getMessage()).contains("authenticate");
    return connect(
        !password,
        password
            ? peer.name()
                + " is behind a proxy that wants a password: give the client an OkHttpClient with a"
                + " proxyAuthenticator"
            : peer.name() + " is not reached by the proxy in between: may it be called from here?");
  }

  private String refused(IOException cause) {
    boolean refused = String.valueOf(cause.getMessage()).contains("refused") || hasRefusal(cause);
    return refused
        ? "nothing listens at "
            + peer.address()
            + ", where "
            + model()
            + " should be: is the server running? is the port right?"
        : peer.name() + " cannot be reached: check the network, and host and port of its endpoint";
  }

  private static boolean hasRefusal(IOException cause) {
    Throwable inner = cause.getCause();
    return inner != null && String.valueOf(inner.getMessage()).contains("refused");
  }

  private ModelException tls(IOException cause) {
    if (cause instanceof SSLPeerUnverifiedException) {
      return connect(
          false,
          peer.name() + " shows a certificate of another host: check the host of its endpoint");
    }
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof CertificateException) {
        return connect(
            false,
            peer.name()
                + " shows a certificate that is not trusted: add its authority to the JVM's trust"
                + " store, or give the client an OkHttpClient that trusts it");
      }
    }
    if (stage == Progress.Stage.READING) {
      return cut(cause);
    }
    return connect(
        false,
        peer.name()
            + " does not answer as TLS does: if it speaks plain http, set the endpoint's protocol to"
            + " http");
  }

  private ModelException unanswered(IOException cause) {
    if (cause instanceof ProtocolException) {
      return malformed(peer.name() + " does not speak HTTP: is the port right?");
    }
    return ModelException.builder(
            ModelException.TRUNCATED, peer.name() + " closed the connection without an answer")
        .retryable(true)
        .build();
  }

  private ModelException cut(IOException cause) {
    boolean ended =
        !(cause instanceof ProtocolException)
            || String.valueOf(cause.getMessage()).contains("unexpected end of stream");
    return ended
        ? ModelException.builder(
                ModelException.TRUNCATED,
                peer.name() + " cut its answer off: part of it is missing")
            .retryable(true)
            .build()
        : malformed(peer.name() + " sent an answer that breaks the rules of HTTP");
  }

  // A TLS record of type "alert": OkHttp reads it as a status line, or as one that has no end.
  private static boolean isAlert(@Nullable Throwable cause) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      String message = String.valueOf(t.getMessage());
      if (message.contains("content=1503") || message.contains("\u0015\u0003")) {
        return true;
      }
    }
    return false;
  }

  private static ModelException connect(boolean retryable, String message) {
    return ModelException.builder(ModelException.CONNECT, message).retryable(retryable).build();
  }

  private static ModelException malformed(String message) {
    return ModelException.builder(ModelException.MALFORMED, message).retryable(true).build();
  }

  private String model() {
    return "model '" + peer.model() + "'";
  }
}
