package dev.latchkey.benchmarks.whole;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A server and what it is asked. */
final class Loaded {

  private final ServerProcess server;
  private final Wrk wrk;
  private final Path headers;

  Loaded(ServerProcess server, Wrk wrk, Path headers) {
    this.server = server;
    this.wrk = wrk;
    this.headers = headers;
  }

  /** Loads it for so long and sees what that took. */
  Window window(Duration time) throws IOException {
    long bytes = server.figures().bytes();
    CpuTime cpu = CpuTime.of(server.pid());
    Wrk.Answers answers = wrk.load(server.orders(), headers, time);
    double spent = CpuTime.of(server.pid()).nanosSince(cpu);
    double allocated = server.figures().bytes() - bytes;
    double requests = answers.requests();
    return new Window(spent / requests, allocated / requests, requests * 1e6 / answers.micros());
  }

  /** Loads it for a while; returns how many requests that were. */
  long warm(Duration time) throws IOException {
    return wrk.load(server.orders(), headers, time).requests();
  }

  long compiling() throws IOException {
    return server.figures().compiling();
  }
}
