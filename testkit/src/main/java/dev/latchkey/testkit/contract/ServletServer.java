package dev.latchkey.testkit.contract;

import jakarta.servlet.ServletContainerInitializer;

/** A servlet container, set up in one way or another. */
public interface ServletServer {

  /**
   * Starts a container on a free port of 127.0.0.1, with one application.
   *
   * @param contextPath where that stands, decoded; empty for the root
   * @param application registers filter and servlets
   */
  RunningServer start(String contextPath, ServletContainerInitializer application) throws Exception;
}
