package dev.latchkey.keys;

import dev.latchkey.http.Health;

/**
 * How keys are doing, for people to look at.
 *
 * @param usable how many there are to verify with
 * @param skipped how many further entries were published that are none of ours or no good
 * @param atHand whether the keys of all addresses are there
 * @param fetching how fetching them goes
 */
public record KeyHealth(int usable, int skipped, boolean atHand, Health fetching) {}
