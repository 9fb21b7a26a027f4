package dev.redkite.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kafka.KafkaClient;

/** The JDK's HttpURLConnection, and so one of the SDK's own HTTP clients, knows no PATCH. */
class HttpClientContractTest {

    private Loopback loopback;

    @BeforeEach
    void start() throws IOException {
        loopback = new Loopback();
    }

    @AfterEach
    void stop() {
        loopback.close();
    }

    @Test
    void what_runs_on_Lambda_can_take_a_login_from_brokers() {
        loopback.platform().aws(KafkaClient.class)
                .batchDisassociateScramSecret(request -> request.clusterArn("arn").secretArnList("secret"));

        assertThat(loopback.next().method()).isEqualTo("PATCH");
    }

    @Test
    void what_runs_on_Lambda_can_change_how_brokers_are_logged_in_to() {
        loopback.platform().aws(KafkaClient.class).updateSecurity(request -> request.clusterArn("arn").currentVersion("K1"));

        assertThat(loopback.next().method()).isEqualTo("PATCH");
    }
}
