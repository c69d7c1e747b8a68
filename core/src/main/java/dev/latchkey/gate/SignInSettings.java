package dev.latchkey.gate;

import dev.latchkey.login.ReturnTarget;
import java.net.URI;

/**
 * Where signing in and out happens.
 *
 * @param baseUrl where the application's root is publicly found, without a slash at the end
 * @param clientId as registered at the provider
 * @param redirect who is redirected when a session is missing
 * @param callbackPath where the provider sends browsers back to
 * @param loginPath where a page can send a user to sign in
 * @param logoutPath where a page can send a user to sign out
 * @param afterLogin where a login ends that began nowhere in particular
 * @param logout where sessions end, and where one can be looked at
 */
public record SignInSettings(
    URI baseUrl,
    String clientId,
    LoginRedirect redirect,
    String callbackPath,
    String loginPath,
    String logoutPath,
    ReturnTarget afterLogin,
    LogoutSettings logout) {

  SignInPaths paths() {
    return new SignInPaths(loginPath, callbackPath, logoutPath);
  }

  /** The public address of a path within the application. */
  String publicAddress(String path) {
    return baseUrl + path;
  }

  /** The path within the host, as a browser sees it. */
  String publicPath(String path) {
    return baseUrl.getRawPath() + path;
  }

  /** The origin that our own pages have. */
  String origin() {
    return Origin.of(baseUrl);
  }
}
