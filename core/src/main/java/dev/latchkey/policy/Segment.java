package dev.latchkey.policy;

/** What one place between two slashes may hold. */
sealed interface Segment {

  /** Any one segment that is not empty. */
  Segment ANY = new Any();

  /** Tells whether the characters of {@code path} from {@code from} to before {@code to} fit. */
  boolean matches(String path, int from, int to);

  /** One that this matches, with a character in it that no table can hold wherever that may be. */
  String least();

  /** What all begin with that this matches. */
  String start();

  /** Tells whether this matches all that the other one matches. */
  boolean covers(Segment other);

  /** {@code {*}}. */
  record Any() implements Segment {
    @Override
    public boolean matches(String path, int from, int to) {
      return to > from;
    }

    @Override
    public String least() {
      return "\u0001";
    }

    @Override
    public String start() {
      return "";
    }

    @Override
    public boolean covers(Segment other) {
      return true; // no segment matches an empty one
    }
  }

  /** Exactly this text; case counts. */
  record Literal(String text) implements Segment {
    @Override
    public boolean matches(String path, int from, int to) {
      return to - from == text.length() && path.startsWith(text, from);
    }

    @Override
    public String least() {
      return text;
    }

    @Override
    public String start() {
      return text;
    }

    @Override
    public boolean covers(Segment other) {
      return equals(other);
    }
  }

  /** A text with one star in it, which stands for any characters but a slash, also for none. */
  record Glob(String before, String after) implements Segment {
    @Override
    public boolean matches(String path, int from, int to) {
      return to - from >= before.length() + after.length()
          && path.startsWith(before, from)
          && path.startsWith(after, to - after.length());
    }

    @Override
    public String least() {
      return before + ANY.least() + after;
    }

    @Override
    public String start() {
      return before;
    }

    @Override
    public boolean covers(Segment other) {
      if (other instanceof Literal literal) {
        return matches(literal.text, 0, literal.text.length());
      }
      return other instanceof Glob glob
          && glob.before.startsWith(before)
          && glob.after.endsWith(after);
    }
  }
}
