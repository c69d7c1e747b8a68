package dev.latchkey.login;

/** Whether the userinfo endpoint is asked when a user signs in. */
public enum UserInfoUse {
  /** It is not asked. */
  NEVER,
  /** It is asked, and nobody signs in without its answer. */
  REQUIRED,
  /** It is asked; where it gives no answer, the ID token alone counts. */
  WELCOME
}
