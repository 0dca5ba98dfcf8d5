package io.pigato.transport;

import io.pigato.internal.Frame;
import io.pigato.transport.IdentitySpace.Side;
import io.pigato.transport.IdentitySpace.Verdict;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class IdentitySpaceTests {

	private static final Frame ME = Frame.of("me");

	private final IdentitySpace space = new IdentitySpace();

	@Test
	void whoeverComesFirstHoldsTheIdentity() {
		assertThat(this.space.admitInProcess(ME)).isTrue();
		assertThat(this.space.admitInProcess(ME)).isFalse();
		assertThat(this.space.heardFromTcp(ME)).isEqualTo(Verdict.NEWLY_SHADOWED);
		assertThat(this.space.heardFromTcp(ME)).isEqualTo(Verdict.SHADOWED);
		assertThat(this.space.sideOf(ME)).isEqualTo(Side.IN_PROCESS);
	}

	@Test
	void aTcpPeerHoldsItsIdentityFromItsFirstMessageOn() {
		assertThat(this.space.heardFromTcp(ME)).isEqualTo(Verdict.HOLDER);
		assertThat(this.space.heardFromTcp(ME)).isEqualTo(Verdict.HOLDER);
		assertThat(this.space.admitInProcess(ME)).isFalse();
		assertThat(this.space.sideOf(ME)).isEqualTo(Side.TCP);
	}

	@Test
	void whoeverIsUnknownIsLookedForOverTcp() {
		assertThat(this.space.sideOf(ME)).isEqualTo(Side.TCP);
	}

	@Test
	void whoIsGoneLeavesNothingBehind() {
		this.space.admitInProcess(ME);
		this.space.heardFromTcp(ME);
		this.space.inProcessGone(ME);
		assertThat(this.space.sideOf(ME)).isNull();
		assertThat(this.space.tcpGone(ME)).isFalse();
		assertThat(this.space.isEmpty()).isTrue();

		this.space.heardFromTcp(ME);
		assertThat(this.space.tcpGone(ME)).isTrue();
		assertThat(this.space.isEmpty()).isTrue();
	}

}
