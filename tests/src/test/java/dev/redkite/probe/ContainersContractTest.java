package dev.redkite.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.catalog.Catalog;
import dev.redkite.contract.JudgedBy;
import dev.redkite.kafka.DrawnPassword;
import dev.redkite.lambda.PortForwards;
import dev.redkite.platform.MilvusReach;
import dev.redkite.probe.DataPathResult.Passed;
import io.milvus.v2.client.MilvusClientV2;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.milvus.MilvusContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The probe against the very image of Milvus that the catalog names, alone and with a Kafka that asks for a login: by
 * SASL/SCRAM as MSK does, with a password as we draw it, in the variables that our chart values set. Without TLS, which
 * takes a certificate that Milvus knows.
 */
@JudgedBy("containers")
class ContainersContractTest {

    /** 3.9 is what MSK runs; https://hub.docker.com/r/apache/kafka. */
    private static final DockerImageName KAFKA = DockerImageName.parse("apache/kafka:3.9.1");

    private static final int MILVUS = 19530;
    private static final String COLLECTION = "redkite_probe_judged_g1";
    private static final String USER = "milvus";
    private static final String PASSWORD = DrawnPassword.of(7);
    private static final Duration START = Duration.ofMinutes(3);

    private final MilvusReach reach = new PortForwards();
    private final DataPath dataPath =
            new DataPath(InstantSource.system(), 7, Duration.ofSeconds(30), MilvusClientV2::new, reach::pause);

    private static MilvusContainer milvus() {
        return new MilvusContainer(DockerImageName.parse("milvusdb/milvus:v" + Catalog.load().defaultMilvus().version())).withStartupTimeout(START);
    }

    private static MilvusContainer milvus(Network network, String password) {
        return milvus().withNetwork(network).withEnv(Map.of(
                "MQ_TYPE", "kafka",
                "KAFKA_BROKERLIST", "kafka:9096",
                "KAFKA_SECURITYPROTOCOL", "SASL_PLAINTEXT",
                "KAFKA_SASLMECHANISMS", "SCRAM-SHA-512",
                "KAFKA_SASLUSERNAME", USER,
                "KAFKA_SASLPASSWORD", password));
    }

    /** The listener is called LOGIN: the image wants a JAAS file of whoever advertises one whose name says SASL. */
    private static GenericContainer<?> kafka(Network network) {
        return new GenericContainer<>(KAFKA).withNetwork(network).withNetworkAliases("kafka").withEnv(Map.ofEntries(
                        Map.entry("KAFKA_NODE_ID", "1"),
                        Map.entry("KAFKA_PROCESS_ROLES", "broker,controller"),
                        Map.entry("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER"),
                        Map.entry("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093"),
                        Map.entry("KAFKA_INTER_BROKER_LISTENER_NAME", "INSIDE"),
                        Map.entry("KAFKA_LISTENERS", "INSIDE://0.0.0.0:9092,CONTROLLER://0.0.0.0:9093,LOGIN://0.0.0.0:9096"),
                        Map.entry("KAFKA_ADVERTISED_LISTENERS", "INSIDE://localhost:9092,LOGIN://kafka:9096"),
                        Map.entry("KAFKA_LISTENER_SECURITY_PROTOCOL_MAP", "INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT,LOGIN:SASL_PLAINTEXT"),
                        Map.entry("KAFKA_SASL_ENABLED_MECHANISMS", "SCRAM-SHA-512"),
                        Map.entry("KAFKA_LISTENER_NAME_LOGIN_SCRAM___SHA___512_SASL_JAAS_CONFIG",
                                "org.apache.kafka.common.security.scram.ScramLoginModule required;"),
                        Map.entry("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1"),
                        Map.entry("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1"),
                        Map.entry("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1"),
                        Map.entry("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "true")))
                .waitingFor(Wait.forLogMessage(".*Kafka Server started.*", 1).withStartupTimeout(START));
    }

    private static void login(GenericContainer<?> kafka) throws IOException, InterruptedException {
        assertThat(kafka.execInContainer("/opt/kafka/bin/kafka-configs.sh", "--bootstrap-server", "localhost:9092", "--alter",
                "--add-config", "SCRAM-SHA-512=[password=%s]".formatted(PASSWORD), "--entity-type", "users", "--entity-name", USER))
                .returns(0, result -> result.getExitCode());
    }

    private DataPathResult probed(MilvusContainer milvus) {
        return dataPath.check(new Endpoint(milvus.getHost(), milvus.getMappedPort(MILVUS), null), COLLECTION, Duration.ofMinutes(3));
    }

    @Test
    void the_probe_passes_on_the_image_of_the_catalog() {
        try (MilvusContainer milvus = milvus()) {
            milvus.start();
            assertThat(probed(milvus)).isInstanceOf(Passed.class);
        }
    }

    @Test
    void the_probe_passes_where_kafka_asks_for_the_login_that_we_draw() throws IOException, InterruptedException {
        try (Network network = Network.newNetwork(); GenericContainer<?> kafka = kafka(network);
                MilvusContainer milvus = milvus(network, PASSWORD)) {
            kafka.start();
            login(kafka);
            milvus.start();
            assertThat(probed(milvus)).isInstanceOf(Passed.class);
        }
    }

    @Test
    void with_another_password_milvus_does_not_come_up() throws IOException, InterruptedException {
        try (Network network = Network.newNetwork(); GenericContainer<?> kafka = kafka(network);
                MilvusContainer milvus = milvus(network, DrawnPassword.of(8)).withStartupTimeout(Duration.ofMinutes(1))) {
            kafka.start();
            login(kafka);
            assertThatThrownBy(milvus::start).isInstanceOf(ContainerLaunchException.class);
        }
    }
}
