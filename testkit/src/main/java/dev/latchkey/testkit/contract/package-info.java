/**
 * What every adapter of Latchkey does alike on every container, as journeys over real HTTP.
 *
 * <p>Start at {@link dev.latchkey.testkit.contract.AdapterContract}, whose journeys stand by
 * subject in the interfaces {@code …Journeys}. {@link
 * dev.latchkey.testkit.contract.ServletContract} and {@link
 * dev.latchkey.testkit.contract.RestContract} bring the application for their API, so that a
 * container's test only has to start it. {@link
 * dev.latchkey.testkit.contract.PathDifferenceContract} compares how rules and a container read
 * thousands of paths. Requests are written to sockets byte by byte, since clients repair what is to
 * be tested. Nothing here knows an adapter or a container.
 */
@NullMarked
package dev.latchkey.testkit.contract;

import org.jspecify.annotations.NullMarked;
