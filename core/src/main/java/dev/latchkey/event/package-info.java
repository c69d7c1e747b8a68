/**
 * What happened, told to one listener: small values with a stable reason, never a secret.
 *
 * <p>Start with {@link dev.latchkey.event.Event}; {@link dev.latchkey.event.Reason} is the list of
 * everything that can be refused. {@link dev.latchkey.event.EventLog} turns events into log lines.
 *
 * <p>This place knows nothing of the others; they all report to it.
 */
@NullMarked
package dev.latchkey.event;

import org.jspecify.annotations.NullMarked;
