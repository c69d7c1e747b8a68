/**
 * The shop as an ordinary war, and a launcher that runs that war in a Tomcat of its own.
 *
 * <p>The war is {@code src/main/webapp}: a {@code web.xml} with the filter and a properties file
 * with its settings. Nothing in it knows of this package, which stays out of the war. Start with
 * {@link dev.latchkey.examples.war.WarExample}.
 */
@NullMarked
package dev.latchkey.examples.war;

import org.jspecify.annotations.NullMarked;
