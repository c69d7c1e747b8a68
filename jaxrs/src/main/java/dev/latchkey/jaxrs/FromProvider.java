package dev.latchkey.jaxrs;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says whose callers count where there are several providers: those of the named ones, and no
 * others. Without it {@code @RolesAllowed} and {@link RequiresScope} are for the main provider's
 * callers, since a role of another one means something else.
 *
 * <pre>{@code
 * @GET
 * @FromProvider({"main", "partner"})
 * @RequiresScope("orders:read")
 * public String orders() { … }
 * }</pre>
 *
 * <p>The nearest one counts, a method's before its class's; it holds for the roles and scopes asked
 * for there, and alone it asks for any caller of these providers. The rule for the request has to
 * name the provider as well.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface FromProvider {

  /** Names of providers as rules have them, {@code main} among them, or {@code *} for all. */
  String[] value();
}
