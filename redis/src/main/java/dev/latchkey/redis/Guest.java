package dev.latchkey.redis;

import io.netty.util.concurrent.FastThreadLocal;

/**
 * What is done in a thread that is not ours. Netty leaves something of its own in there, by which
 * the thread of a container would hold the class loader of a war that is gone. One thread comes and
 * leaves.
 */
final class Guest {

  /** Else somebody else in this thread uses Netty, too, and may need what it left. */
  private final boolean first = FastThreadLocal.size() == 0;

  void leave() {
    if (first) {
      FastThreadLocal.removeAll();
    }
  }
}
