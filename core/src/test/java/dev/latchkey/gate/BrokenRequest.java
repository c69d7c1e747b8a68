package dev.latchkey.gate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that throws where its credential is looked for, as a fault of ours would. */
record BrokenRequest(Throwable thrown) implements GateRequest {

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String requestTarget() {
    return path();
  }

  @Override
  public String contextPath() {
    return "";
  }

  @Override
  public String path() {
    return "/api/orders/7";
  }

  @Override
  public @Nullable String query() {
    return null;
  }

  @Override
  public List<String> headers(String name) {
    if (name.equals("Authorization")) {
      BrokenRequest.<RuntimeException>sneak(thrown);
    }
    return List.of();
  }

  @SuppressWarnings("unchecked") // throws what is not declared, as other languages do
  private static <T extends Throwable> void sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
