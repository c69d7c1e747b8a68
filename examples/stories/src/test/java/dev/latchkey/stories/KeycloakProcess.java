package dev.latchkey.stories;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keycloak as one child process, without its start script: so it has one pid and ends with this
 * JVM. What it says goes to {@code target/keycloak.log}.
 */
final class KeycloakProcess {

  /** Of the administrator {@code admin} in the realm {@code master}. */
  static final String ADMIN_PASSWORD = "admin-pw";

  private static final Duration BOOT_LIMIT = Duration.ofMinutes(5);
  private static final String REALM_FILE = "shop-realm.json";
  private static final Path LOG = Path.of("target", "keycloak.log");

  /** The exit code that asks to be started again, after a rebuild for options it had not seen. */
  private static final int REBUILT = 10;

  private final Path home;
  private final int port;
  private volatile @Nullable Process running;

  KeycloakProcess(Path home, int port) {
    this.home = home;
    this.port = port;
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "keycloak-end"));
  }

  /** Starts it with the realm and returns when it is ready. */
  void boot(BooleanSupplier ready) throws IOException {
    layRealm();
    if (running == null) {
      Files.deleteIfExists(LOG);
    }
    long deadline = System.nanoTime() + BOOT_LIMIT.toNanos();
    Process process = launch(List.of());
    while (!ready.getAsBoolean()) {
      if (!process.isAlive() && process.exitValue() == REBUILT) {
        process = launch(List.of("-Dkc.config.built=true"));
      } else if (!process.isAlive() || System.nanoTime() - deadline > 0) {
        process.destroyForcibly();
        throw new IllegalStateException("Keycloak did not start, see " + LOG.toAbsolutePath());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  private void layRealm() throws IOException {
    Path folder = Files.createDirectories(home.resolve("data").resolve("import"));
    try (InputStream realm = KeycloakProcess.class.getResourceAsStream("/" + REALM_FILE)) {
      Files.copy(realm, folder.resolve(REALM_FILE), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private Process launch(List<String> more) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command(more))
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG.toFile()));
    builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
    builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN_PASSWORD);
    Process process = builder.start();
    running = process;
    return process;
  }

  private List<String> command(List<String> more) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xms192m",
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Duser.language=en",
            "-Duser.country=US",
            "-Dkc.home.dir=" + home,
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED"));
    command.addAll(more);
    command.addAll(
        List.of(
            "-cp",
            "lib/quarkus-run.jar",
            "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
            "start-dev",
            // In memory, so that each start imports the realm as it stands now.
            "--db=dev-mem",
            "--import-realm",
            "--http-host=127.0.0.1",
            "--http-port=" + port));
    return command;
  }

  /** Ends it, if it runs, and returns when it has ended. */
  void end() {
    Process process = running;
    if (process != null) {
      ChildProcess.end(process);
    }
  }
}
