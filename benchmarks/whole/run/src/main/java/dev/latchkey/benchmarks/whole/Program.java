package dev.latchkey.benchmarks.whole;

import java.net.URISyntaxException;
import java.nio.file.Path;

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
    String all = jars().resolve("*").toString();
    return module.equals("run") ? here() + ":" + all : all;
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
