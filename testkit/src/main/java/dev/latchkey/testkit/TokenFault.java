package dev.latchkey.testkit;

import java.util.function.Consumer;

/**
 * A known way in which a token is wrong; see the enums. {@link TestToken#with} makes one token so,
 * {@link Faults#accessToken} and {@link Faults#idToken} all that the provider hands out.
 *
 * <p>A few are not wrong at all and only look so; their comments say that.
 */
public sealed interface TokenFault extends Fault, Consumer<TestToken>
    permits SignatureFault, HeaderFault, ClaimFault, ShapeFault, IdTokenFault {}
