package dev.latchkey.keys;

import static dev.latchkey.testing.Invariant.holds;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** JSON Web Key Sets: the input is the document. */
public final class KeySetFuzz {

  private static final int MAX_KEYS = 100;

  /** Of each entry its number, kid and problem; foreign texts among them are cut. */
  private static final int MAX_NOTE_CHARS = 1_000;

  private static final int NIMBUS_READS_ANY_LENGTH = -1;

  /** RFC 7518 sections 6.2.2, 6.3.2 and 6.4.1. */
  private static final Set<String> PRIVATE_MEMBERS =
      Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

  private static final List<String> ALGORITHMS =
      List.of("RS256", "PS512", "ES256", "ES384", "ES512", "EdDSA", "HS256", "none");

  private KeySetFuzz() {}

  /** Tries one input; the name is the one that Jazzer looks for. */
  public static void fuzzerTestOneInput(byte[] input) {
    JwksReader.Result result = JwksReader.read(input, null, SignatureProvider.jdk());
    if (result instanceof JwksReader.Result.Unusable unusable) {
      holds(!unusable.problem().isEmpty(), "a problem is told");
      holds(unusable.problem().length() <= MAX_KEYS * MAX_NOTE_CHARS, "a problem has an end");
      holds(
          JwksReader.read(input, null, SignatureProvider.jdk()).equals(result),
          "the same is said twice");
      return;
    }
    JwksReader.Result.Read read = (JwksReader.Result.Read) result;
    holdsWhatIsPublic(read.keys(), entries(input));
    read.skipped().forEach(KeySetFuzz::isShort);
    read.warnings().forEach(KeySetFuzz::isShort);
    verifiesNothingUnsigned(read.keys());
    readsTheSameAgain(read.keys(), input);
  }

  private static List<Object> entries(byte[] input) {
    try {
      String text = new String(input, StandardCharsets.UTF_8);
      return JSONObjectUtils.getJSONArray(
          JSONObjectUtils.parse(text, NIMBUS_READS_ANY_LENGTH), "keys");
    } catch (ParseException e) {
      throw new AssertionError("not so: what we read, Nimbus reads", e);
    }
  }

  private static void holdsWhatIsPublic(KeySet keys, List<Object> entries) {
    long candidates = entries.stream().filter(KeySetFuzz::isPublic).count();
    holds(keys.size() >= 1 && keys.size() <= MAX_KEYS, "there are some keys, not too many");
    holds(keys.size() <= candidates, "no key is made of an entry with a private part");
  }

  private static boolean isPublic(Object entry) {
    return entry instanceof Map<?, ?> members
        && PRIVATE_MEMBERS.stream().noneMatch(members::containsKey)
        && !"enc".equals(members.get("use"));
  }

  private static void isShort(String note) {
    holds(note.length() <= MAX_NOTE_CHARS, "a note has an end");
  }

  private static void verifiesNothingUnsigned(KeySet keys) {
    byte[] zeros = new byte[64];
    for (String algorithm : ALGORITHMS) {
      List<VerificationKey> candidates = keys.candidates(null, algorithm);
      holds(candidates.size() <= KeySet.MAX_WITHOUT_ID, "few keys are tried without a kid");
      for (VerificationKey key : candidates) {
        holds(key.fits(algorithm) && keys.contains(key), "a candidate is of the set and fits");
        holds(!key.verifies(algorithm, zeros, 0, zeros.length, zeros), "nothing has signed");
        if (key.keyId() != null) {
          int sharing = keys.candidates(key.keyId(), algorithm).size();
          holds(sharing >= 1 && sharing <= KeySet.MAX_WITH_ID, "a kid names one key or two");
        }
      }
    }
    holds(keys.candidates(null, "none").isEmpty(), "no key is for none");
    holds(keys.candidates(null, "HS256").isEmpty(), "no published key is for HMAC");
  }

  private static void readsTheSameAgain(KeySet keys, byte[] input) {
    JwksReader.Result.Read again =
        (JwksReader.Result.Read) JwksReader.read(input, keys, SignatureProvider.jdk());
    holds(again.keys().size() == keys.size(), "the same set is read twice");
    for (String algorithm : ALGORITHMS) {
      List<VerificationKey> before = keys.candidates(null, algorithm);
      List<VerificationKey> after = again.keys().candidates(null, algorithm);
      holds(before.size() == after.size(), "the same keys are read twice");
      for (int i = 0; i < before.size(); i++) {
        holds(before.get(i) == after.get(i), "a key that has not changed stays the same object");
      }
    }
  }
}
