package io.codingrouter.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.SocketFactory;

/**
 * Sockets that send at once. Otherwise the end of a long prompt waits for the server to acknowledge
 * its beginning, which servers put off for 40 ms.
 */
final class NoDelaySockets extends SocketFactory {
  private final SocketFactory sockets;

  NoDelaySockets(SocketFactory sockets) {
    this.sockets = sockets;
  }

  @Override
  public Socket createSocket() throws IOException {
    return atOnce(sockets.createSocket());
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return atOnce(sockets.createSocket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return atOnce(sockets.createSocket(host, port, local, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return atOnce(sockets.createSocket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return atOnce(sockets.createSocket(host, port, local, localPort));
  }

  // Sockets that are no TCP, such as those of a file, cannot be told and need not be.
  private static Socket atOnce(Socket socket) {
    try {
      socket.setTcpNoDelay(true);
    } catch (SocketException | UnsupportedOperationException e) {
      return socket;
    }
    return socket;
  }

  /** Equal if they come from the same factory: OkHttp shares connections only between equals. */
  @Override
  public boolean equals(Object o) {
    return o instanceof NoDelaySockets other && sockets.equals(other.sockets);
  }

  @Override
  public int hashCode() {
    return sockets.hashCode();
  }
}
