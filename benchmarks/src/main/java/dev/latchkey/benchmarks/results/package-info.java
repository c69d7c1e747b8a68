/**
 * Where results are written, and what machine they are of.
 *
 * <p>Start with {@link dev.latchkey.benchmarks.results.ResultsFile}: each command has a section of
 * its own and replaces nothing else. It knows nothing of what was measured.
 */
@NullMarked
package dev.latchkey.benchmarks.results;

import org.jspecify.annotations.NullMarked;
