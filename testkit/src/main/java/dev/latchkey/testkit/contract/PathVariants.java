package dev.latchkey.testkit.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Targets that may or may not lead to {@code /admin/*} and {@code /secret}, as attackers try. */
final class PathVariants {

  private static final String[] BEFORE = {
    "/",
    "/./",
    "/%2e/",
    "/;/",
    "/;x/",
    "/%2f",
    "/%2F",
    "//",
    "///",
    "/\\",
    "/%5c",
    "/%00/",
    "/open/../",
    "/open/%2e%2e/",
    "/open/.%2e/",
    "/open/%2E./",
    "/open/..;/",
    "/open/..;x=y/",
    "/open;x=y/../",
    "/open/x;x=y/..;x=y/",
    "/;x=y/",
    "/.;x=y/",
    "/open;x=%2f../",
    "/open/%2e%2e;x=y/",
    "/open%3bx=y/../",
    "/open/;/../",
    "/open//../",
    "/open/..%2f",
    "/open%2f..%2f",
    "/open/..%5c",
    "/open/..\\",
    "/open/..%00/",
    "/open/%252e%252e/",
    "/open/%252e%252e%252f",
    "/open/%u002e%u002e/",
    "/open/%c0%ae%c0%ae/",
    "/open/%e3%80%82%e3%80%82/",
    "/open/x/../../",
    "/..;/",
    "/../",
    "/open/..?/",
    "/open/..#/",
    "/open/.../",
    "/%09/",
    "/+/",
    "/%20/",
    "http://h/",
    "http://h:80/open/../",
    "https://u@h/",
    "//h/",
    "HTTP://H/./",
    "/%EF%BC%8F",
    "/%25%32%66",
  };

  private static final String[] NAMES = {
    "admin",
    "%61dmin",
    "adm%69n",
    "%61%64%6d%69%6e",
    "ADMIN",
    "adm\u00edn",
    "%E2%84%AAadmin",
    "admin%20",
    "admin%09",
    "admin.",
    "admin..",
    "admin;",
    "admin;x=y",
    "admin;x=y;jsessionid=1",
    "%61dmin;x=%20y",
    "admin;x=y/..;x=y",
    "admin%3b",
    "admin%3Bx",
    "admin%00",
    "admin%0a",
    "admin%0d%0a",
    "admin%2f",
    "admin/",
    "admin//",
    "admin/.",
    "admin/..",
    "admin/%2e",
    "admin%5c",
    "admin\\",
    "admin%23",
    "admin#",
    "admin%3f",
    "admin?",
    "admin%25",
    "admin%",
    "admin%zz",
    "admin%c2%a0",
    "admin%e2%80%a8",
    "admin%c0%af",
    "admin+",
    "admin%2b",
    "admin|",
    "admin^",
    "admin{",
    "admin%7f",
    "admin~",
    "%EF%BB%BFadmin",
    "admin%cc%81",
    "secret",
    "%73ecret",
    "secret/",
    "secret;",
    "secret;x=y",
    "secret;x=y/",
    "secret;x=y.css",
    "secret;/",
    "secret%20",
    "secret%2f",
    "secret.do",
  };

  private static final String[] BEHIND = {
    "",
    "/x",
    "/x.css",
    "/../open/x",
    "/..;/open/x",
    "/%2e%2e/open/x",
    "/..%2fopen%2fx",
    "?/open/x",
    "#/open/x",
    ";.css",
    ";x=y.css",
    ";x=y/../open",
    ";x=%2f..%2fopen",
    "/x;x=y/z;jsessionid=1",
    "/;x=y",
    ";/../open",
    "%2f..%2fopen",
    "/;",
    "/./x",
    "//x",
    "/%2fx",
    "/x%00.css",
  };

  private static final int ALL = BEFORE.length * NAMES.length * BEHIND.length;

  private PathVariants() {}

  /**
   * Makes about {@code ALL / step} of them, among them each part at least once.
   *
   * @param step has no factor in common with the numbers of parts, or some are never met
   */
  static List<String> below(String context, int step) {
    List<String> targets = new ArrayList<>();
    for (int i = 0; i < ALL; i++) {
      int before = i % BEFORE.length;
      int name = i / BEFORE.length % NAMES.length;
      int behind = i / BEFORE.length / NAMES.length;
      boolean plain = behind < 2 && (before == 0 || name == 0);
      if (plain || i % step == 0) {
        targets.add(target(context, BEFORE[before], NAMES[name] + BEHIND[behind]));
      }
    }
    return targets;
  }

  private static String target(String context, String before, String rest) {
    boolean isAddress = before.toLowerCase(Locale.ROOT).startsWith("http");
    return isAddress
        ? before.replaceFirst("(//[^/]*)", "$1" + context) + rest
        : context + before + rest;
  }
}
