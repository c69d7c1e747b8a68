package dev.latchkey.benchmarks.whole;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a server has taken by the time that its first request is answered.
 *
 * @param cpuMillis CPU time of the whole process, its compilers and its end of the JVM's start
 *     included; counted in hundredths of a second
 * @param residentKilobytes memory of the process that is not swapped out
 */
record Started(long cpuMillis, long residentKilobytes, long classes) {

  /** A heap that grows as it must, unlike that of the servers under load. */
  static final List<String> FLAGS = List.of("-Xmx256m", "-XX:+UseSerialGC");

  private static final long MILLIS_OF_A_TICK = 10;

  /** The system's figures come first: the server's own make it load classes. */
  static Started seen(ServerProcess server) throws IOException {
    Path process = Path.of("/proc", Long.toString(server.pid()));
    long cpu = cpuMillis(Files.readString(process.resolve("stat")));
    long resident = resident(Files.readAllLines(process.resolve("status")));
    return new Started(cpu, resident, server.figures().classes());
  }

  /** User and system time are the fourteenth and fifteenth field, the third follows the name. */
  private static long cpuMillis(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return MILLIS_OF_A_TICK * (Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
  }

  private static long resident(List<String> status) {
    return status.stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .map(line -> line.replaceAll("\\D", ""))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElseThrow();
  }
}
