package dev.latchkey.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** What a test wants changed in one kind of answer, in the order it was asked for. */
final class Twists<T> {
  private final List<Consumer<? super T>> twists = new CopyOnWriteArrayList<>();

  void add(Consumer<? super T> twist) {
    twists.add(twist);
  }

  T apply(T honest) {
    twists.forEach(twist -> twist.accept(honest));
    return honest;
  }

  void clear() {
    twists.clear();
  }
}
