package io.pigato.samples.web;

import java.net.URI;

import io.pigato.spring.lifecycle.PigatoBrokerLifecycle;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The services and the web application, which meet over TCP on loopback. */
record TwoApplications(ConfigurableApplicationContext services,
		ConfigurableApplicationContext web) implements AutoCloseable {

	static TwoApplications start() {
		ConfigurableApplicationContext services = new SpringApplicationBuilder(WebApplication.class)
			.profiles("services")
			.properties("prices.interval=20ms", "spring.main.banner-mode=off")
			.run("--pigato.broker.bind=tcp://127.0.0.1:0", "--pigato.worker.shutdown-grace=200ms");
		try {
			return new TwoApplications(services, web(endpoint(services)));
		}
		catch (RuntimeException ex) {
			services.close();
			throw ex;
		}
	}

	static ConfigurableApplicationContext web(String endpoint) {
		return new SpringApplicationBuilder(WebApplication.class).properties("spring.main.banner-mode=off")
			.run("--server.port=0", "--server.address=127.0.0.1", "--pigato.endpoint=" + endpoint);
	}

	static URI uri(ConfigurableApplicationContext web, String path) {
		return URI.create("http://127.0.0.1:" + web.getEnvironment().getProperty("local.server.port") + path);
	}

	URI uri(String path) {
		return uri(this.web, path);
	}

	@Override
	public void close() {
		this.web.close();
		this.services.close();
	}

	private static String endpoint(ConfigurableApplicationContext services) {
		return services.getBean(PigatoBrokerLifecycle.class).broker().endpoints().get(1);
	}

}
