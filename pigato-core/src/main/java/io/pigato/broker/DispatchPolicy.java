package io.pigato.broker;

/**
 * How a broker brings requests and workers together.
 *
 * @param strategy which worker with room gets a request
 * @param availability what becomes of requests that no worker could ever serve
 */
record DispatchPolicy(DispatchStrategy strategy, Availability availability) {

	static final DispatchPolicy DEFAULT = new DispatchPolicy(DispatchStrategy.load(), Availability.QUEUE);

	boolean failsFast() {
		return this.availability == Availability.FAIL_FAST;
	}

	/**
	 * The order of workers that the strategy needs; its own strategy has that by load.
	 */
	WorkerPool.Order order() {
		return new WorkerPool.Order(!(this.strategy instanceof RoundRobinStrategy));
	}

}
