package io.pigato.broker;

/**
 * What one service is doing at one moment.
 *
 * @param name the name, as workers offer it or clients ask for it
 * @param workers how many workers offer it
 * @param inFlight how many requests these workers hold, those included whose clients wait
 * no longer
 * @param queued how many requests wait under this name
 * @since 0.1.0
 */
public record ServiceSnapshot(String name, int workers, int inFlight, int queued) {

}
