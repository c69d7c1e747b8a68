package dev.latchkey.http;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes daemon threads that hold on to nothing of the thread that happened to need them first. */
final class DaemonThreadFactory implements ThreadFactory {

  private final AtomicInteger made = new AtomicInteger();
  private final String name;

  DaemonThreadFactory(String name) {
    this.name = name;
  }

  @Override
  public Thread newThread(Runnable task) {
    Thread thread = new Thread(null, task, name + "-" + made.incrementAndGet(), 0, false);
    thread.setDaemon(true);
    // a request thread's loader would keep an undeployed application in memory
    thread.setContextClassLoader(DaemonThreadFactory.class.getClassLoader());
    return thread;
  }
}
