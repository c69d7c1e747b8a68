package dev.latchkey.testkit.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One connection, and exactly the bytes on it that a test wants. Not thread-safe. */
final class Wire implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 30_000;

  private final Socket socket;
  private final InputStream in;

  private Wire(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  static Wire to(int port) throws IOException {
    return new Wire(new Socket("127.0.0.1", port));
  }

  /** Sends a GET on a connection of its own. */
  static Reply get(int port, String target, String... headerLines) throws IOException {
    try (Wire wire = to(port)) {
      return wire.exchange("GET", target, "", concat(headerLines, "Connection: close"));
    }
  }

  private static String[] concat(String[] lines, String last) {
    String[] all = java.util.Arrays.copyOf(lines, lines.length + 1);
    all[lines.length] = last;
    return all;
  }

  /** Sends a request with a body of this length, and reads the answer. */
  Reply exchange(String method, String target, String body, String... headerLines)
      throws IOException {
    byte[] content = body.getBytes(UTF_8);
    String length = content.length == 0 ? "" : "Content-Length: " + content.length + "\r\n";
    String lines = headerLines.length == 0 ? "" : String.join("\r\n", headerLines) + "\r\n";
    send(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + length + lines + "\r\n");
    send(content);
    return read(method, target);
  }

  void send(String text) throws IOException {
    send(text.getBytes(ISO_8859_1));
  }

  private void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /** Reads an answer; those that announce another one do not count. */
  Reply read(String method, String target) throws IOException {
    int status;
    Map<String, List<String>> headers;
    do {
      String line = line();
      if (!line.startsWith("HTTP/1.")) {
        throw new IOException("no status line: " + line);
      }
      status = Integer.parseInt(line.substring(9, 12));
      headers = headers();
    } while (status / 100 == 1 && status != 101);
    boolean empty = method.equals("HEAD") || status == 101 || status == 204 || status == 304;
    String body = empty ? "" : new String(body(headers), UTF_8);
    return new Reply(target, status, headers, body);
  }

  /** Whatever comes until the server closes the connection. */
  String rest() throws IOException {
    return new String(in.readAllBytes(), ISO_8859_1);
  }

  private Map<String, List<String>> headers() throws IOException {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      String[] pair = line.split(":", 2);
      headers
          .computeIfAbsent(pair[0].toLowerCase(Locale.ROOT), any -> new ArrayList<>())
          .add(pair[1].strip());
    }
    return headers;
  }

  private byte[] body(Map<String, List<String>> headers) throws IOException {
    if (headers.getOrDefault("transfer-encoding", List.of()).contains("chunked")) {
      return chunks();
    }
    List<String> length = headers.get("content-length");
    return length == null ? in.readAllBytes() : exactly(Integer.parseInt(length.get(0)));
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    int size;
    do {
      size = Integer.parseInt(line().split(";", 2)[0].strip(), 16);
      all.write(exactly(size));
      line();
    } while (size > 0);
    return all.toByteArray();
  }

  private byte[] exactly(int length) throws IOException {
    byte[] read = in.readNBytes(length);
    if (read.length < length) {
      throw new EOFException("the body ends after " + read.length + " of " + length + " bytes");
    }
    return read;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the connection ends after \"" + line + "\"");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
