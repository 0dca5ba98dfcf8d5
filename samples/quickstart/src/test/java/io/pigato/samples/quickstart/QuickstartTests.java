package io.pigato.samples.quickstart;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class QuickstartTests {

	@Test
	void theApplicationPrintsWhatTheReadmePromisesAndEnds(CapturedOutput output) {
		QuickstartApplication.main(new String[] { "--pigato.broker.bind=tcp://127.0.0.1:0" });
		assertThat(Readme.withoutLogPrefixes(output.getOut()))
			.isEqualTo(Readme.withoutLogPrefixes(Readme.firstOutput()));
	}

}
