package dev.latchkey.stories;

/** A protected application that runs; a story does not care how it was put together. */
interface App extends AutoCloseable {

  /** The address of a path of this application. */
  String url(String path);

  @Override
  void close();
}
