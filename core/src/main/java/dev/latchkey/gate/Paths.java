package dev.latchkey.gate;

/** Whether the segments of a path may have parameters. */
public enum Paths {
  /** None: readers differ in what {@code ;} means. */
  STRICT,
  /**
   * {@code ;name=value} behind a segment, as for {@code @MatrixParam}. Rules are matched without
   * it, and a path is refused that the container reads in another way.
   */
  MATRIX
}
