package dev.latchkey;

import dev.latchkey.testing.FakeTransport;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everywhere that settings can come from, and what the start says about them. Which source won is
 * seen by giving each a value of its own that is wrong: the problem shows the value.
 */
final class Sources {

  static final String CONFIG = "/WEB-INF/latchkey.properties";

  private final LatchkeyBuilder builder = Latchkey.builder().transport(new FakeTransport());
  private final Map<String, String> properties = new LinkedHashMap<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private final StringBuilder file = new StringBuilder();

  /** No source says anything. */
  static Sources empty() {
    return new Sources();
  }

  /** The file says what is needed, so that nothing is wrong yet. */
  static Sources sound() {
    return new Sources()
        .file("issuer=https://id.example.com")
        .file("audience=orders-api")
        .file("discovery-url=https://id.example.com/well-known");
  }

  Sources builder(String key, String value) {
    builder.set(key, value);
    return this;
  }

  Sources property(String name, String value) {
    properties.put(name, value);
    return this;
  }

  Sources variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Sources parameter(String key, String value) {
    parameters.put(key, value);
    return this;
  }

  /** Adds a line to {@code /WEB-INF/latchkey.properties}, and the init-param that names it. */
  Sources file(String line) {
    file.append(line).append('\n');
    parameters.putIfAbsent("config", CONFIG);
    return this;
  }

  /** What is wrong, one line each; empty when it starts. */
  List<String> problems() {
    byte[] content = file.toString().getBytes(StandardCharsets.UTF_8);
    return problems(path -> path.equals(CONFIG) ? new ByteArrayInputStream(content) : null);
  }

  List<String> problems(ConfigResources resources) {
    builder.from(new SettingsReader(properties, environment)).parameters(parameters, resources);
    try {
      builder.build().close();
      return List.of();
    } catch (IllegalArgumentException wrong) {
      return List.of(wrong.getMessage().split("\n  - "));
    }
  }
}
