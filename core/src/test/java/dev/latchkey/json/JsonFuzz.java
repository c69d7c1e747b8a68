package dev.latchkey.json;

import static dev.latchkey.testing.Invariant.holds;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.latchkey.testing.GsonNumbers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON: the input is the text. */
public final class JsonFuzz {

  private static final int MAX_DEPTH = 32;
  private static final int NIMBUS_READS_ANY_LENGTH = -1;

  private JsonFuzz() {}

  /** Tries one input; the name is the one that Jazzer looks for. */
  public static void fuzzerTestOneInput(byte[] input) {
    Map<String, @Nullable Object> object = Json.readObject(input);
    if (object == null) {
      return;
    }
    holds(depth(object) <= MAX_DEPTH, "it is not too deep");
    holds(object.equals(readAgain(Json.write(object))), "what is written is read as it was");
    holds(object.equals(readAgain(Json.writeCompact(object))), "also when written in short");
    holds(Json.write(object).chars().noneMatch(c -> c == '<' || c == '>'), "it is safe in HTML");
    String text = new String(input, StandardCharsets.UTF_8);
    holds(
        GsonNumbers.mayWrapIn(text) || object.keySet().equals(namesByNimbus(text)),
        "Nimbus reads it too");
  }

  private static @Nullable Map<String, @Nullable Object> readAgain(String json) {
    return Json.readObject(json.getBytes(StandardCharsets.UTF_8));
  }

  private static int depth(@Nullable Object value) {
    if (value instanceof Map<?, ?> object) {
      return 1 + object.values().stream().mapToInt(JsonFuzz::depth).max().orElse(0);
    }
    return value instanceof List<?> array
        ? 1 + array.stream().mapToInt(JsonFuzz::depth).max().orElse(0)
        : 0;
  }

  private static Object namesByNimbus(String text) {
    try {
      return JSONObjectUtils.parse(text, NIMBUS_READS_ANY_LENGTH).keySet();
    } catch (ParseException e) {
      throw new AssertionError("not so: what we read, Nimbus reads", e);
    }
  }
}
