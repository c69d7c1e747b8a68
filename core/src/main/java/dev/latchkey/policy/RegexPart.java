package dev.latchkey.policy;

import java.util.BitSet;
import java.util.List;

/**
 * A regular expression as a tree, only as exact as is needed to judge how long it may take.
 * Characters are a set of bits: one for each of ASCII, and {@link #BEYOND_ASCII} for all others.
 */
sealed interface RegexPart {

  /** The bit that stands for every character beyond ASCII. */
  int BEYOND_ASCII = 128;

  /** How many bits there are. */
  int ALL = BEYOND_ASCII + 1;

  /** The characters that this may begin with. */
  BitSet first();

  /** Tells whether this may match nothing. */
  boolean canBeEmpty();

  /** Tells whether this matches one length only, in one way only. */
  boolean fixed();

  /** One character. */
  record One(BitSet chars) implements RegexPart {
    @Override
    public BitSet first() {
      return chars;
    }

    @Override
    public boolean canBeEmpty() {
      return false;
    }

    @Override
    public boolean fixed() {
      return true;
    }
  }

  /** One after the other. */
  record Sequence(List<RegexPart> parts) implements RegexPart {
    @Override
    public BitSet first() {
      return firstFrom(0, new BitSet());
    }

    /** The characters that may come from the part at {@code index} on, and behind the last one. */
    BitSet firstFrom(int index, BitSet behind) {
      BitSet first = new BitSet();
      for (RegexPart part : parts.subList(index, parts.size())) {
        first.or(part.first());
        if (!part.canBeEmpty()) {
          return first;
        }
      }
      first.or(behind);
      return first;
    }

    @Override
    public boolean canBeEmpty() {
      return parts.stream().allMatch(RegexPart::canBeEmpty);
    }

    @Override
    public boolean fixed() {
      return parts.stream().allMatch(RegexPart::fixed);
    }
  }

  /** One of several. */
  record Choice(List<RegexPart> alternatives) implements RegexPart {
    @Override
    public BitSet first() {
      BitSet first = new BitSet();
      alternatives.forEach(alternative -> first.or(alternative.first()));
      return first;
    }

    @Override
    public boolean canBeEmpty() {
      return alternatives.stream().anyMatch(RegexPart::canBeEmpty);
    }

    @Override
    public boolean fixed() {
      return false;
    }
  }

  /** The same several times; {@code max} is {@link Integer#MAX_VALUE} where there is no end. */
  record Repeat(RegexPart what, int min, int max) implements RegexPart {
    @Override
    public BitSet first() {
      return what.first();
    }

    @Override
    public boolean canBeEmpty() {
      return min == 0 || what.canBeEmpty();
    }

    @Override
    public boolean fixed() {
      return min == max && what.fixed();
    }
  }
}
