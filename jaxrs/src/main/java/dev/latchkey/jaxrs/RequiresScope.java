package dev.latchkey.jaxrs;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets callers pass whose access token has all the scopes: {@code @RequiresScope("orders:read")}.
 * On a class it holds for all of its methods that have none of their own. Roles, where they are
 * asked for as well, are needed too.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RequiresScope {

  /** The scopes, one a string, matched exactly; at least one. */
  String[] value();
}
