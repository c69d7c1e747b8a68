package dev.latchkey.testing;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an address leads as browsers read it, who see more in one than {@link java.net.URI} does:
 * as much of the WHATWG URL Standard (section 4.4) as it takes to tell origins and paths apart.
 *
 * @param origin scheme, host and port; the scheme alone where there is no host
 * @param path without dot segments, as the browser would send it
 */
public record BrowserAddress(String origin, String path) {

  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(.*)");
  private static final Set<String> SPECIAL = Set.of("http", "https", "ws", "wss", "ftp");
  private static final String SLASHES = "/\\";

  /** What a link or a redirect leads to from an address that has a host and is well written. */
  public static BrowserAddress of(String text, String from) {
    String rest = dropTabs(strip(text));
    String scheme = from.substring(0, from.indexOf(':'));
    Matcher named = SCHEME.matcher(rest);
    if (named.matches()) {
      String other = named.group(1).toLowerCase(Locale.ROOT);
      rest = named.group(2);
      if (!SPECIAL.contains(other)) {
        return new BrowserAddress(other + ":", rest);
      }
      if (!other.equals(scheme) || beginsWithTwoSlashes(rest)) {
        return withAuthority(other, rest);
      }
    }
    return beginsWithTwoSlashes(rest) ? withAuthority(scheme, rest) : relative(rest, from);
  }

  private static BrowserAddress relative(String rest, String from) {
    int root = from.indexOf('/', from.indexOf("//") + 2);
    String page = from.substring(root);
    String path = pathOf(rest);
    boolean fromRoot = !path.isEmpty() && SLASHES.indexOf(path.charAt(0)) >= 0;
    String base = fromRoot ? "" : page.substring(0, page.lastIndexOf('/') + 1);
    return new BrowserAddress(from.substring(0, root), plain(path.isEmpty() ? page : base + path));
  }

  private static BrowserAddress withAuthority(String scheme, String text) {
    int begin = 0;
    while (begin < text.length() && SLASHES.indexOf(text.charAt(begin)) >= 0) {
      begin++;
    }
    int end = begin;
    while (end < text.length() && "/\\?#".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    String authority = text.substring(begin, end);
    String host = host(authority.substring(authority.lastIndexOf('@') + 1));
    String usual = scheme.equals("https") ? ":443" : ":80";
    return new BrowserAddress(
        scheme
            + "://"
            + (host.endsWith(usual) ? host.substring(0, host.length() - usual.length()) : host),
        plain(pathOf(text.substring(end))));
  }

  /** Close to what browsers make of a name in other letters; nobody's real name looks different. */
  private static String host(String text) {
    String name = text;
    try {
      name = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      // then it stands for itself
    }
    return Normalizer.normalize(name, Normalizer.Form.NFKC)
        .replace('\u3002', '.')
        .toLowerCase(Locale.ROOT);
  }

  private static boolean beginsWithTwoSlashes(String text) {
    return text.length() > 1
        && SLASHES.indexOf(text.charAt(0)) >= 0
        && SLASHES.indexOf(text.charAt(1)) >= 0;
  }

  private static String pathOf(String text) {
    return text.split("[?#]", 2)[0];
  }

  /** Without the segments that stand for this one and the one above, encoded or not. */
  private static String plain(String path) {
    Deque<String> segments = new ArrayDeque<>();
    String[] all = path.split("[/\\\\]", -1);
    for (int i = 1; i < all.length; i++) {
      String segment = all[i].replaceAll("(?i)%2e", ".");
      boolean dots = segment.equals(".") || segment.equals("..");
      if (segment.equals("..")) {
        segments.pollLast();
      }
      if (!dots) {
        segments.add(all[i]);
      } else if (i == all.length - 1) {
        segments.add("");
      }
    }
    return "/" + String.join("/", segments);
  }

  private static String strip(String text) {
    int begin = 0;
    int end = text.length();
    while (begin < end && text.charAt(begin) <= ' ') {
      begin++;
    }
    while (end > begin && text.charAt(end - 1) <= ' ') {
      end--;
    }
    return text.substring(begin, end);
  }

  private static String dropTabs(String text) {
    return text.replaceAll("[\t\n\r]", "");
  }
}
