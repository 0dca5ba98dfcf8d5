package io.pigato.broker;

import io.pigato.internal.Deadlines;

/**
 * What every part of a {@link BrokerState} works with.
 *
 * @param deadlines what falls due
 * @param config what the broker is set to
 * @param outbox the way out
 * @param listener is told what happens
 */
record BrokerContext(Deadlines deadlines, BrokerConfig config, BrokerOutbox outbox, BrokerListener listener) {

}
