package io.pigato.spring.exchange;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

import io.pigato.client.PigatoClient;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.util.Assert;

/** The clients of the groups: the application's, unless a group has its own. */
final class GroupClients implements BeanFactoryAware, DisposableBean {

	private final Map<String, PigatoClient> own = new HashMap<>();

	private @Nullable BeanFactory beans;

	GroupClients() {
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beans = beanFactory;
	}

	synchronized PigatoClient client(String group) {
		PigatoClient made = this.own.get(group);
		if (made != null) {
			return made;
		}
		BeanFactory factory = beans();
		Group configured = new Group(group, factory);
		factory.getBeanProvider(PigatoClientGroupConfigurer.class)
			.orderedStream()
			.forEach((configurer) -> configurer.configureGroups(configured));
		if (configured.builder == null) {
			return factory.getBean(PigatoClient.class);
		}
		PigatoClient client = configured.builder.build();
		this.own.put(group, client);
		return client;
	}

	@Override
	public synchronized void destroy() {
		this.own.values().forEach(PigatoClient::close);
		this.own.clear();
	}

	private BeanFactory beans() {
		Assert.state(this.beans != null, "Not initialized");
		return this.beans;
	}

	/** One group, which makes its builder when somebody has something to say to it. */
	private static final class Group implements PigatoClientGroups {

		private final String name;

		private final BeanFactory beans;

		private PigatoClient.@Nullable Builder builder;

		Group(String name, BeanFactory beans) {
			this.name = name;
			this.beans = beans;
		}

		@Override
		public PigatoClientGroups filterByName(String... names) {
			return Arrays.asList(names).contains(this.name) ? this : NoGroups.INSTANCE;
		}

		@Override
		public void forEachClient(BiConsumer<String, PigatoClient.Builder> configurer) {
			PigatoClient.Builder prepared = this.builder;
			if (prepared == null) {
				prepared = this.beans.getBean(PigatoClient.Builder.class);
				this.builder = prepared;
			}
			configurer.accept(this.name, prepared);
		}

	}

	private enum NoGroups implements PigatoClientGroups {

		INSTANCE;

		@Override
		public PigatoClientGroups filterByName(String... names) {
			return this;
		}

		@Override
		public void forEachClient(BiConsumer<String, PigatoClient.Builder> configurer) {
			// there is none
		}

	}

}
