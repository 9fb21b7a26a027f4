package dev.redkite.sandbox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MilvusStartTest {

    private static final Instant BEGUN = Instant.parse("2026-11-29T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "-60, -60, 95, everything is there",
        "-60, 60, 95, brokers that take the login late are tried again by the same process",
        "-60, 120, 125, and it is ready within five seconds of that",
        "4, -60, 95, etcd comes while the process still tries",
        "6, -60, 110, a process that gave up etcd is started again after ten seconds",
        "30, -60, 135, and a second time after twenty",
    })
    void is_ready_after(int etcd, int login, int ready, String why) {
        assertThat(Duration.between(BEGUN, MilvusStart.ready(
                BEGUN, BEGUN.plusSeconds(etcd), BEGUN.plusSeconds(login), Duration.ofSeconds(95)))).as(why).hasSeconds(ready);
    }
}
