package dev.latchkey.benchmarks.whole;

import dev.latchkey.benchmarks.servers.Served;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server that runs until it is closed. Not thread-safe. */
final class ServerProcess implements AutoCloseable {

  /** A heap that is full seldom, and a collector that takes no core while others are timed. */
  private static final List<String> FLAGS = List.of("-Xms256m", "-Xmx256m", "-XX:+UseSerialGC");

  private final Process process;
  private final BufferedReader answers;
  private final Writer questions;
  private final List<String> cookies = new ArrayList<>();
  private int port;

  private ServerProcess(Process process) {
    this.process = process;
    this.answers = process.inputReader();
    this.questions = process.outputWriter();
  }

  /** What a server has to say about itself. */
  record Figures(long bytes, long classes, long compiling) {}

  static String flags() {
    return String.join(" ", FLAGS);
  }

  /** Starts it with a heap of a fixed size and comes back when it listens. */
  static ServerProcess start(Program program, List<String> arguments) throws IOException {
    return start(program, FLAGS, arguments);
  }

  static ServerProcess start(Program program, List<String> flags, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", program.classPath(), program.main()));
    command.addAll(arguments);
    Path log = Files.createTempFile("latchkey-server", ".log");
    Process process = new ProcessBuilder(command).redirectError(Redirect.to(log.toFile())).start();
    ServerProcess server = new ServerProcess(process);
    try {
      server.awaitListening();
    } catch (IOException e) {
      server.close();
      throw new IOException(program + ": " + Files.readString(log), e);
    } finally {
      Files.delete(log);
    }
    return server;
  }

  private void awaitListening() throws IOException {
    while (port == 0) {
      String line = next();
      if (line.startsWith(SessionServer.COOKIE)) {
        cookies.add(line.substring(SessionServer.COOKIE.length()));
      } else if (line.startsWith(Served.LISTENING)) {
        port = Integer.parseInt(line.substring(Served.LISTENING.length()));
      }
    }
  }

  private String next() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("the server has ended");
    }
    return line;
  }

  URI orders() {
    return URI.create("http://127.0.0.1:" + port + "/orders");
  }

  /** The sessions that it has opened for its users, as values of a {@code Cookie} header. */
  List<String> cookies() {
    return List.copyOf(cookies);
  }

  long pid() {
    return process.pid();
  }

  Figures figures() throws IOException {
    questions.write("\n");
    questions.flush();
    String line = next();
    while (!line.startsWith(Served.FIGURES)) {
      line = next();
    }
    String[] figures = line.substring(Served.FIGURES.length()).split(" ");
    return new Figures(
        Long.parseLong(figures[0]), Long.parseLong(figures[1]), Long.parseLong(figures[2]));
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
