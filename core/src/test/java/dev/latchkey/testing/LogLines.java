package dev.latchkey.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What is written to the log {@code dev.latchkey}, until closed. */
public final class LogLines extends Handler implements AutoCloseable {

  private final Logger logger = Logger.getLogger("dev.latchkey");
  private final Level before = logger.getLevel();
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  public LogLines() {
    logger.setLevel(Level.ALL);
    logger.setUseParentHandlers(false);
    logger.addHandler(this);
  }

  @Override
  public void publish(LogRecord line) {
    lines.add(line.getMessage());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
    logger.setLevel(before);
  }

  /** The lines that hold a text. */
  public List<String> with(String text) {
    synchronized (lines) {
      return lines.stream().filter(line -> line.contains(text)).toList();
    }
  }
}
