package dev.redkite.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class QuietTunnelTest {

    /** It has a stack trace of 45 lines, on a run that went well as on any other. */
    @Test
    void a_tunnel_that_is_closed_while_its_last_bytes_are_under_way_is_no_warning() {
        Logger logger = LoggerFactory.getLogger("io.fabric8.kubernetes.client.jdkhttp.JdkWebSocketImpl");

        assertThat(logger.isWarnEnabled()).isFalse();
        assertThat(logger.isErrorEnabled()).isTrue();
        assertThat(LoggerFactory.getLogger("io.fabric8").isWarnEnabled()).isTrue();
    }
}
