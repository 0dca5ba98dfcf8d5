package io.pigato.broker;

/**
 * All that a broker remembers besides its clients.
 *
 * @param services by name
 * @param workers by identity
 * @param waiting what waits, counted
 * @param aliases what workers are told clients are called
 */
record Registries(ServiceRegistry services, WorkerRegistry workers, WaitingRequests waiting, ClientAliases aliases) {

}
