package io.pigato.samples.perf;

/** Starts members in this process. */
record LocalLauncher(PerfOptions options) implements Launcher {

	@Override
	public Member broker(String name, String endpoint) {
		return new LocalBroker(name, endpoint, this.options).start();
	}

	@Override
	public Member worker(String name, String endpoint) {
		return new LocalWorker(name, endpoint, this.options).start();
	}

	@Override
	public Member.Client client(String name, String endpoint) {
		return new LocalClient(name, endpoint, this.options).start();
	}

}
