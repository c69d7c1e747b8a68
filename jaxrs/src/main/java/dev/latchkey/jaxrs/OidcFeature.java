package dev.latchkey.jaxrs;

import dev.latchkey.ConfigResources;
import dev.latchkey.Latchkey;
import dev.latchkey.gate.Header;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.util.Objects;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Protects a JAX-RS application: {@code register(new OidcFeature(latchkey))}, or {@code
 * register(OidcFeature.class)} with settings among the properties of the application's
 * configuration. Thread-safe.
 *
 * <p>Rules are judged before a resource is looked for, and again where a filter has changed method
 * or address since. Paths are relative to the application's base, and {@code base-url} is where
 * that is publicly found; behind an {@code OidcFilter} with the same instance, which decides for
 * both, paths are the filter's. After the rules the annotations {@code @RolesAllowed},
 * {@code @PermitAll}, {@code @DenyAll} and {@link RequiresScope} are judged, and both must agree:
 * what no rule lets through is refused, whatever an annotation says. Where annotations alone are to
 * decide, write the rule {@code optional /**}.
 *
 * <p>The nearest annotation counts: a method's before its class's, that of a superclass or
 * interface where there is none; the nearest about roles and the nearest about scopes, both of
 * which must hold; {@code @PermitAll} asks for neither. Annotations on the way to a sub-resource
 * count as well, but its locator has been called by then.
 *
 * <p>The headers that a decision brings along, such as the cookies of a session that was just
 * refreshed, outlive exceptions of the application. Only Jersey without a servlet container answers
 * an exception that no {@code ExceptionMapper} maps without them; a mapper for {@code Throwable}
 * keeps them there.
 *
 * <p>Register it once. Of two components of one class runtimes keep the first and tell nobody, so
 * that a second feature with other rules would not count.
 *
 * <p>{@code SecurityContext.getUserPrincipal()} is a {@link dev.latchkey.token.Identity} for a
 * caller who is known, {@code getAuthenticationScheme()} is {@code BEARER} or {@code OIDC}, and
 * {@code isUserInRole} looks at its roles.
 *
 * <p>What {@code forward.*} puts into headers, and what is removed, shows in {@code HttpHeaders},
 * {@code @HeaderParam} and {@code ContainerRequestContext}. A servlet container's {@code
 * HttpServletRequest}, injected beside, is another thing: it has the headers, cookies and caller of
 * the request as it came, unless an {@code OidcFilter} stands in front ({@link #behindFilter}).
 */
@ConstrainedTo(RuntimeType.SERVER)
public final class OidcFeature implements Feature {

  private static final String SERVLET_RESPONSE = "jakarta.servlet.http.HttpServletResponse";

  private final @Nullable Latchkey given;
  private final boolean behindFilter;

  /** Makes a feature that asks the given instance. Closing that is the business of its builder. */
  public OidcFeature(Latchkey latchkey) {
    this(latchkey, false);
  }

  private OidcFeature(Latchkey latchkey, boolean behindFilter) {
    this.given = Objects.requireNonNull(latchkey, "latchkey");
    this.behindFilter = behindFilter;
  }

  /**
   * Makes a feature for an application that has an {@code OidcFilter} as well, and relies on it: a
   * request that came past the filter, because somebody mapped it to too little, is answered with
   * 500 whatever the rules say, and told of as {@code filter_missed}.
   *
   * <p>As with any feature whose filter asks the same instance, the filter's decision counts, its
   * rules are written for the filter's paths, and annotations are judged after them.
   */
  public static OidcFeature behindFilter(Latchkey latchkey) {
    return new OidcFeature(latchkey, true);
  }

  /**
   * Makes a feature that builds an instance when the application starts: from system properties,
   * the environment, the properties of the application's configuration, and the file that the
   * property {@code config} names ({@code classpath:…} or an absolute path), in this order of
   * precedence.
   *
   * <p>Others keep properties there, too. So a property is a setting when it has the name of one,
   * or begins with {@code latchkey.}; only with the prefix a misspelt name is noticed, and stops
   * the start.
   *
   * <p>The instance is closed with the application by runtimes that call {@code @PreDestroy} on
   * providers, as Jersey does. JAX-RS has no other way to tell; its threads are daemons, so that it
   * keeps no JVM from ending. It can be asked for with {@code
   * providers.getContextResolver(Latchkey.class, MediaType.WILDCARD_TYPE)}.
   */
  public OidcFeature() {
    this.given = null;
    this.behindFilter = false;
  }

  /**
   * Starts.
   *
   * @throws IllegalArgumentException listing every problem of the settings and what to do about it
   * @throws IllegalStateException when the application has this feature already
   */
  @Override
  public boolean configure(FeatureContext context) {
    if (context.getConfiguration().isRegistered(GateFilter.class)) {
      throw new IllegalStateException(
          "OidcFeature is registered twice; register it once, with one Latchkey for all paths");
    }
    Latchkey latchkey = given == null ? build(context) : given;
    context.register(new GateFilter(latchkey, behindFilter, headersBelow(context)));
    context.register(new SecondLook(latchkey));
    context.register(new AnnotationRules(latchkey));
    context.register(new AnnotationFilter(latchkey));
    return true;
  }

  private static BiPredicate<ContainerRequestContext, Header> headersBelow(FeatureContext context) {
    if (!isServletApiPresent()) {
      return (request, header) -> false;
    }
    boolean isJersey = context.getClass().getName().startsWith("org.glassfish.jersey.");
    ServletAnswer answer = new ServletAnswer(isJersey);
    context.register(answer);
    return answer::keeps;
  }

  private static boolean isServletApiPresent() {
    try {
      Class.forName(SERVLET_RESPONSE, false, OidcFeature.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException none) {
      return false;
    }
  }

  private static Latchkey build(FeatureContext context) {
    Latchkey own =
        Latchkey.builder()
            .fromEnvironment()
            .parametersAmong(context.getConfiguration().getProperties(), ConfigResources.none())
            .build();
    context.property(OwnLatchkey.PROPERTY, own);
    context.register(OwnLatchkey.class);
    return own;
  }
}
