package dev.latchkey.testkit;

/** Answers the requests to one path. Implementations are thread-safe. */
@FunctionalInterface
interface Endpoint {
  Answer answer(Call call);
}
