package io.pigato.samples.broker;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;

/** Leaves the web server out, unless the actuator was given a port. */
class HttpWhenAskedFor implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

	@Override
	public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
		boolean asked = event.getEnvironment().containsProperty("management.server.port");
		event.getSpringApplication()
			.setWebApplicationType(asked ? WebApplicationType.SERVLET : WebApplicationType.NONE);
	}

}
