package dev.latchkey.benchmarks.whole;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The servers that there are, and where the build has put them. */
enum Program {
  JETTY("jetty", "servers.UnprotectedServer"),
  LATCHKEY("latchkey", "servers.latchkey.LatchkeyServer"),
  SPRING("spring", "servers.spring.SpringServer"),
  PAC4J("pac4j", "servers.pac4j.Pac4jServer"),
  JERSEY("jersey", "servers.jersey.JerseyServer"),
  SESSIONS("run", "whole.SessionServer"),
  LATCHKEY_ON_CORRETTO("run", "servers.latchkey.LatchkeyServer");

  private final String module;
  private final String main;

  Program(String module, String main) {
    this.module = module;
    this.main = "dev.latchkey.benchmarks." + main;
  }

  String main() {
    return main;
  }

  /** The folder that holds all its jars. */
  Path jars() {
    return modules().resolve(module).resolve("target").resolve("lib");
  }

  /** Those of its folder, and for programs of this module its own jar. */
  String classPath() {
    String all = String.join(":", inOrder());
    return module.equals("run") ? here() + ":" + all : all;
  }

  /**
   * The container's own jars first, as it looks into them first when it stands outside of the
   * application. A folder's own order is that of the file system, and each class is looked for in
   * every jar before its own.
   */
  private List<String> inOrder() {
    Set<Path> container = names(JETTY.jars());
    return names(jars()).stream()
        .sorted(Comparator.comparing((Path each) -> !container.contains(each)))
        .map(each -> jars().resolve(each).toString())
        .toList();
  }

  private static SortedSet<Path> names(Path folder) {
    try (Stream<Path> jars = Files.list(folder)) {
      return jars.map(Path::getFileName).collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** This module's jar stands in its {@code target}. */
  private static Path modules() {
    return here().getParent().getParent().getParent();
  }

  private static Path here() {
    try {
      return Path.of(Program.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("this program is not in a jar of its own", e);
    }
  }
}
