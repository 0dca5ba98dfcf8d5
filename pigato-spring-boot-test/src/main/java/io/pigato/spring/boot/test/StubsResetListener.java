package io.pigato.spring.boot.test;

import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/** Forgets stubs after each test, so that the next one does not meet them. */
class StubsResetListener implements TestExecutionListener {

	@Override
	public void afterTestMethod(TestContext testContext) {
		if (testContext.hasApplicationContext()) {
			testContext.getApplicationContext().getBeanProvider(PigatoStubs.class).ifAvailable(PigatoStubs::reset);
		}
	}

}
