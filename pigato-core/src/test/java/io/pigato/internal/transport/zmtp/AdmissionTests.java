package io.pigato.internal.transport.zmtp;

import java.net.InetAddress;

import io.pigato.ConnectionLimits;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How many may come in. */
class AdmissionTests {

	private final Admission admission = new Admission(
			ConnectionLimits.DEFAULT.withMaxConnections(5).withMaxConnectionsPerAddress(2));

	@Test
	void eachAddressHasItsShareAndTheLoopbackAllThereIs() throws Exception {
		InetAddress far = InetAddress.getByAddress(new byte[] { 10, 0, 0, 1 });
		InetAddress other = InetAddress.getByAddress(new byte[] { 10, 0, 0, 2 });
		InetAddress here = InetAddress.getLoopbackAddress();
		assertThat(this.admission.admits(far)).isTrue();
		assertThat(this.admission.admits(far)).isTrue();
		assertThat(this.admission.admits(far)).isFalse();
		assertThat(this.admission.admits(other)).isTrue();
		this.admission.leaves(other);
		for (int i = 0; i < 3; i++) {
			assertThat(this.admission.admits(here)).isTrue();
		}
		assertThat(this.admission.admits(here)).isFalse();
		this.admission.leaves(far);
		assertThat(this.admission.admits(far)).isTrue();
		this.admission.leaves(far);
		this.admission.leaves(far);
		for (int i = 0; i < 3; i++) {
			this.admission.leaves(here);
		}
		assertThat(this.admission.isEmpty()).isTrue();
	}

}
