package dev.latchkey.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/**
 * Signatures whose worth is known, by keys made for this purpose whose private parts were thrown
 * away. All sign one text. Keys are X.509 and everything is base64.
 */
final class KnownAnswers {

  private static final String RSA_KEY =
      """
      MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAoUZNqYfmHxRKmpvI/g38CbFTntpxXQe1FaEpGkXNh9X6
      VZSpiRoiFTvXCn2JcYSaSiQ3lz0zc3S2Tpmsp6arrDu/IFhebTS1hpRzP69vSI2orSPHGAL/r2kpEIf76AypU3gG
      sk02U7H1pCHelMlGc+YvuLtBd4skCoWkj11yiIOmiB7TQThyeehUYZN+FvMH3keNtvIW4bzYnnoWbvxRQ75v5Itj
      ZaJ0k+S8k0duF1JyuctjWP3/wnyz/cRAC0LF4oUSx97CVChapznt4aTLkM55jthrhMTrhbg/iQVKhpLLDaSVXcf5
      MdZNipj/kesUwDOnMS5W5x9Z/mKsmwYtoQIDAQAB
      """;

  private static final String P256_KEY =
      """
      MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEYzrUOyfwe5+6xgplxwoyRWVbQwX4HdippHilYoSrgx3RfueEJygj
      p/x3a2gYfn4nX4mZY/cHtABrzjM5IXARiQ==
      """;

  private static final String P384_KEY =
      """
      MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEQXBierUQQzVWdG/hhs+0e6/tGRborg01kv8MKToRXO4bkksKOdkOTYEl
      bzlh29KvjLfJn/xrgOEsx+3Xqj9K0GLi9m1T8qE0ce/4wVQBKkSzuSxCePlf7YfAU9rbRRVI
      """;

  private static final String P521_KEY =
      """
      MIGbMBAGByqGSM49AgEGBSuBBAAjA4GGAAQB74ukYjlYVuN3ScLNdZZi51cIaf1cA2N14fgJRvhIx3gOu28JTAWP
      32KmyOnyjoGHFFN5n5vnJS2aNHku/m3DXYAAF0xGqvlZWL85v+7FQt0VKAL2kulHABIfm6/c9U4wpEuQUXnEYKwh
      SLcd1cl9AI8HXLnwoOnbaB9z2hjHUSN9XmM=
      """;

  private static final String ED25519_KEY =
      """
      MCowBQYDK2VwAyEAClWfYBTQ9a9FlFUgf6VbcvYMOtQc4hTtkgIvuWyTyRQ=
      """;

  private static final String RS256 =
      """
      bExAZY+TWbHtzG83JPkvQ9GxvAEufqv2tQEc3yfnOBRuM8mSaUD6sCAT5UFt4CKUDVQJgBXGyV0ggE7y0PT2IgXe
      nKyBAGrAu5qNoA9MiO+PFntyOLcHIOpqRDgat198OFb2D8FyK/3+xcMDSWu+NkPWTAf+z23kceingdbm6cRUbvd+
      uwgxdSZ+aG9dTESL+thLcz8PlcbmIrs4JB9SMvjM3k2KG29LMc3G1RP5FgWHCVogRDX31ipZuZyhhuBuo8zzBAhF
      lENTKTiFwZ/ZKXz49cPVTLf4U9OVW9ScTCtEs08SlcnWcHFt00fQXeLbBWC+33RdjaB03l5a7d/8yQ==
      """;

  private static final String RS384 =
      """
      kiK+0SRSjy7SUMeL58ZH8hcye9+6TWhuPGq5jllHO3MG17PnIx11vfmRxruLjvxrR84qYvfjuQ1o7eX6CcxtHag5
      GbqBRq/TUEHEFY0enr/lBzzaDwcXJ3ikdclBQIbuG2U02JGLH+TGdobgwFaM1FqNHbZXNt3Q8+hfR8lfj/eZ31jJ
      64PKL5q2wUOXMW5+CTTIChZawxoXuMm67ZqzZNf4AunsUMAY/Am98dE18KfOgHPen8mhNq1huONcvHdgeikdNdCg
      nECd/b3rnzsFJmL6F0hD1/YubxzfJPUe3mnsB+tQSVWd5QqsySCC/KmeOYHiOzM6mjXgz8Y0orwjag==
      """;

  private static final String RS512 =
      """
      GE+vU8tb0lnf7H455RjkGWIKeQ3NLK/EDLDlHKFHBtIAKmXpByglw89vkS0egWNHfxNa2xoFAzkp5QV3EhyWUoAq
      7ztGGRgAqltBPy8PnlYZwD85Hg1OqGpkhvlIp6KueNbRSzkGL3/GaxKfazQM0gJiupMWBDe/Rne1UGYnEa1Kp9eL
      KN9YI1qZYSmkSatEu6S2TS8A/ngph3rFSVJTOimRz7USdm/YC8e4cgUV1NTJG1ZgBZtMyaR7NEQ5CcvL9Gpnkrny
      SP2xtq7020Q5z7DpISkTZk7Zstgfllsf7DPiCSADkY3ijEucDfwWskX1zA7qlMPPhGr2jDc8KfFimQ==
      """;

  private static final String PS256 =
      """
      jHIAtVA82KCvUCV2V08XVIcfKebukr2HyxiiP/VHxN3QaczaAiFZvUzH+rkxQQKyUYIIZm70Yk3sLRd3L3N8o7E0
      IWreUhM4Gzk3CHxEjz0CKn6YFBzdBxJ2Aoo/eS3COVp5m6ziMukZ7hiwCBLaACTjF4YpKvTNQtPXrZ/qrOLlb1F9
      oWFzM5xzkVTPNB4v+NN8lAScK9fbZYZX/8H5i9YtWoskUJhhHFq+eh//4ZA5bmrJFaXziZH4menj7nIn/HMPV79P
      XzVsViCXb2t/sLS2jnt+1mDlbfPQaHSSWBBEv3EAgyFdYl0cxrtv043rksRw5eVZJfWn0X+hSZTDrQ==
      """;

  private static final String PS384 =
      """
      VSG//gXb+sCYy8tiHJ9u6VgW+o9fNo8NNg1IDeM6CbLiq7NaeMExXCiUUwTn2dLDie6Xi18AOW8uqb7SoIAmpFPd
      YQ6U6eNiGUlPXCuxZ5fmUeFIi9iC/BtBcvnsqJ2qcuW4pIFWKSxr6fkLf/NcRHhQEcEq7IqkR5lQYwVQ7uLlPiu+
      sNVdbisNtccqVH6HbuWWejbcIjR0+YPkXLmR6M0rKGaOAgTKVzfI/Iox3Psiw/ExBedI6SVjDVSWrZqPlTnQTcdh
      CUUcIwFMk/BaDbSWqYIs2TWM4C/BwDLVUjyqVRWsgffU7F7yyKbb3DI4Ib7JgXPrK9V9hHkFWNAloQ==
      """;

  private static final String PS512 =
      """
      GaoW+FhS0ZXRqzFHijyI+yZW1oCCRU6URZBktozPuXZUPg2CG8xTLjKrdNe6tQAKoD/qwTx3+hjAHhTfRGxKJDp/
      AxTd5pJlEhf8HivlZ99wMJK0ovSX5zJkv4RZf+W6dIflHwsWuP4yaRFGFtH5dZW4xjBlTZLYi8WInBePHyfIq5uw
      7m/IBQbK4VmcWQlByzoukvYlvHLX50gw2Yy4D4jOGRsAKwXskWsdyDv2I6BFL5M3q9ZPHBWODAPXyiM8nmjxVnET
      Njfe0XMRcbioPQPGYP2MjMxTXDqAo6w9EAG2sA4Ai0O64smrYDm7jxxaedP6bFREJ2IFY0Vc0oGKVQ==
      """;

  private static final String ES256 =
      """
      PPOIEZlDfK991Oo8wL64D9nWSqNBpi4fxazALy0FQd5DOPNPU4Pcbs7fJQAa3ka4cVskWu03/U/iYEWsp+G+/g==
      """;

  private static final String ES384 =
      """
      YiRjOt+82Hf/SaPzAN0W5QO0nUe41nbAyEvqtHJmmTOi7nrRL03adliT8n9t0K1tw81iv8WXEdx9gYE4ryPPrfXO
      eJaXPRdAMU9mmXmkAf8ddBrN+Fniac4/3raPxRb/
      """;

  private static final String ES512 =
      """
      AZxD+bK7a/56tXQE0fG8D8MpZUaPB0TO3y1P1FOemhkr2WbnGD1z0u1ASnBtktyJrSxxfPkHPu8enL4GnH/W+YkD
      Ad5F/ADt+GYeb4Ws6OOlwGN/STu/mNO65a6pFZIA6AdYMi+0cZRKJOYlSEysbVcZqzzxUfE9RZd0RoiQ2hYpcwA7
      """;

  private static final String ED25519_SIGNATURE =
      """
      Evy+NNif1nnNjwblSzdrTBAz13989+bC2R4Tm6jt1FPkH84huWMHC1TSEJFBxGM59UXJji12GJSX6s090DIXDQ==
      """;

  private static final String RS256_WITH_GARBAGE =
      """
      b2qDPw6aTjz8FEOEc64J0GHj8anxZgnbMht1vtMl0j3ZbF3G2YjQSEMn0Pk/TXnq2gEcZ7SuXW0bDetzAq8u6fis
      Loj0TgAME2CiG0pVkXK7ZxEDNjtCc72hxOLdUrbOuPQvU21s1VW9chA8opzefxnlr7rUkBCIYPq7wmSSApWd8VbP
      9bfUD5xF8f2xHsC+lGz+gWysrln8BAFySRDozWdXoZfztPFijzm9iUZ5K8Elnu92qPJvp4Hfjss0INXxucVn6nHR
      JLaE4ObZOnirmFHB+6NpfknuRmhtR0xLi1w0QxXu4KIKuCKXBhoR9prUzCfKP60g355FGEvO0nCxjg==
      """;

  private static final String PS256_WITH_SHORT_SALT =
      """
      N1qYmKlkR8ttesNVFxCnHrUZZ3rSW+PnEHRT9zAIrD6nP/RlE1kHb27PWm/dGAntVmBthbtVN/TCedvl+8h2Nh+h
      gyapbpHyS6VIRdQjvg8z3gDEYiWtUoQtdW1mjr30xlsKi+ePZeYbRHK5J+HTaNyw20vCxMJwzfwqI4au4XXfIYEE
      WxL0xUbRO4cLFspkMrlGsR29+m4HpR+CmgpPKGmqieh3HXucdIyupgL3FwWWqR478MTNr61CrIFWzR1KCs/Of5TZ
      SfQiPfPc4bkBaa1Lbj7liuFLUvZZeiZqfSe2dpCKV8MNrNxTorn7b2M+5FxjzdyKpkLh+ofUi2XXbg==
      """;

  private KnownAnswers() {}

  /** What was signed. */
  static byte[] text() {
    return "what Latchkey knows the answer to".getBytes(StandardCharsets.US_ASCII);
  }

  /** The key of {@link #signature}, as the JDK makes it, like every key that is read here. */
  static PublicKey key(SignatureAlgorithm algorithm) throws GeneralSecurityException {
    return switch (algorithm) {
      case RS256, RS384, RS512, PS256, PS384, PS512 -> key("RSA", RSA_KEY);
      case ES256 -> key("EC", P256_KEY);
      case ES384 -> key("EC", P384_KEY);
      case ES512 -> key("EC", P521_KEY);
      case EDDSA, ED25519 -> key("Ed25519", ED25519_KEY);
    };
  }

  private static PublicKey key(String type, String base64) throws GeneralSecurityException {
    return KeyFactory.getInstance(type).generatePublic(new X509EncodedKeySpec(bytes(base64)));
  }

  /** A good signature. */
  static byte[] signature(SignatureAlgorithm algorithm) {
    return bytes(
        switch (algorithm) {
          case RS256 -> RS256;
          case RS384 -> RS384;
          case RS512 -> RS512;
          case PS256 -> PS256;
          case PS384 -> PS384;
          case PS512 -> PS512;
          case ES256 -> ES256;
          case ES384 -> ES384;
          case ES512 -> ES512;
          case EDDSA, ED25519 -> ED25519_SIGNATURE;
        });
  }

  /**
   * Signatures made with the RSA key that another padding makes none: the scheme's twin, and of
   * SHA-256 the hash followed by garbage, and a salt that is too short.
   */
  static List<byte[]> otherPaddings(SignatureAlgorithm algorithm) {
    return switch (algorithm) {
      case RS256 -> List.of(bytes(PS256), bytes(RS256_WITH_GARBAGE));
      case RS384 -> List.of(bytes(PS384));
      case RS512 -> List.of(bytes(PS512));
      case PS256 -> List.of(bytes(RS256), bytes(PS256_WITH_SHORT_SALT));
      case PS384 -> List.of(bytes(RS384));
      case PS512 -> List.of(bytes(RS512));
      default -> List.of();
    };
  }

  private static byte[] bytes(String base64) {
    return Base64.getMimeDecoder().decode(base64);
  }
}
