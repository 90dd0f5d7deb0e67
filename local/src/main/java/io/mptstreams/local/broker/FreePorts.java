package io.mptstreams.local.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that nobody listens on. They are drawn from below the range that operating systems give to
 * outgoing connections, because a static controller quorum has to name its ports before it binds
 * them, and a connection of some other process could take one in between.
 */
final class FreePorts {

  private static final int FIRST = 15_000;
  private static final int AFTER_LAST = 32_000;
  private static final int ATTEMPTS = 2_000;

  private FreePorts() {}

  static List<Integer> take(int count) {
    Set<Integer> ports = new LinkedHashSet<>();
    for (int attempt = 0; ports.size() < count; attempt++) {
      if (attempt == ATTEMPTS) {
        throw new IllegalStateException("found no free port in " + ATTEMPTS + " attempts");
      }
      int port = ThreadLocalRandom.current().nextInt(FIRST, AFTER_LAST);
      if (isFree(port)) {
        ports.add(port);
      }
    }
    return List.copyOf(ports);
  }

  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
