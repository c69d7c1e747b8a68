package dev.latchkey.token;

import dev.latchkey.token.JsonNode.Arr;
import dev.latchkey.token.JsonNode.Obj;
import dev.latchkey.token.JsonNode.Raw;
import dev.latchkey.token.JsonNode.Str;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;

/** Writes JSON in one of the many ways there are: escapes and white space where it falls. */
final class JsonSpelling {

  private static final String[] SPACE = {" ", "\n", "\t", "\r", "  \r\n"};

  private final Random random;
  private final boolean spaced;
  private final int oneInEscaped;
  private final StringBuilder out = new StringBuilder();

  private JsonSpelling(Random random) {
    this.random = random;
    this.spaced = random.nextInt(3) == 0;
    this.oneInEscaped = random.nextBoolean() ? 4 : Integer.MAX_VALUE;
  }

  static String of(JsonNode node, Random random) {
    JsonSpelling spelling = new JsonSpelling(random);
    spelling.append(node);
    return spelling.out.toString();
  }

  private void append(JsonNode node) {
    space();
    if (node instanceof Obj object) {
      appendAll("{", object.members(), this::appendMember, "}");
    } else if (node instanceof Arr array) {
      appendAll("[", array.elements(), this::append, "]");
    } else if (node instanceof Str string) {
      appendString(string.text());
    } else {
      out.append(((Raw) node).text());
    }
    space();
  }

  private <T> void appendAll(String begin, List<T> parts, Consumer<T> part, String end) {
    out.append(begin);
    space();
    for (int i = 0; i < parts.size(); i++) {
      out.append(i == 0 ? "" : ",");
      part.accept(parts.get(i));
    }
    out.append(end);
  }

  private void appendMember(JsonNode.Member member) {
    space();
    appendString(member.name());
    space();
    out.append(':');
    append(member.value());
  }

  private void space() {
    if (spaced && random.nextInt(3) == 0) {
      out.append(SPACE[random.nextInt(SPACE.length)]);
    }
  }

  private void appendString(String text) {
    out.append('"');
    for (char c : text.toCharArray()) {
      boolean must = c < ' ' || c == '"' || c == '\\';
      // half a pair as an escape, half as a character is no text any more
      boolean may = !Character.isSurrogate(c) && random.nextInt(oneInEscaped) == 0;
      out.append(must || may ? escaped(c) : String.valueOf(c));
    }
    out.append('"');
  }

  private String escaped(char c) {
    int named = "\"\\/\b\f\n\r\t".indexOf(c);
    if (named >= 0 && random.nextBoolean()) {
      return "\\" + "\"\\/bfnrt".charAt(named);
    }
    String hex = HexFormat.of().toHexDigits(c);
    return "\\u" + (random.nextBoolean() ? hex : hex.toUpperCase(Locale.ROOT));
  }
}
