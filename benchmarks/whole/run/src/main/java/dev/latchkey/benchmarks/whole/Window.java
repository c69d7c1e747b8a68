package dev.latchkey.benchmarks.whole;

/** What requests of one window cost the server each, and how many it answered a second. */
record Window(double cpuNanos, double bytes, double perSecond) {}
