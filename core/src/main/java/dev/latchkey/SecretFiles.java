package dev.latchkey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Warns of files with secrets that everybody on the machine may read. */
final class SecretFiles {

  private SecretFiles() {}

  static void warnWhenOpen(Setting setting, Path file, Problems problems) {
    if (permissions(file).contains(PosixFilePermission.OTHERS_READ)) {
      problems.warn(
          setting.key()
              + ": every user of this machine may read "
              + file
              + "; take the right away (chmod o-r, in Kubernetes defaultMode: 0440)");
    }
  }

  /** None where files have no such permissions, as on Windows. */
  private static Set<PosixFilePermission> permissions(Path file) {
    try {
      return Files.getPosixFilePermissions(file);
    } catch (IOException | UnsupportedOperationException e) {
      return Set.of(); // whether it can be read at all is told elsewhere
    }
  }
}
