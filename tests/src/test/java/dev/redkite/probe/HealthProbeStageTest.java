package dev.redkite.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.failure.Failures;
import dev.redkite.failure.NotYetVisible;
import dev.redkite.failure.StageBroken;
import dev.redkite.failure.Transient;
import dev.redkite.kubernetes.ClusterAccess;
import dev.redkite.milvus.RootLogin;
import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.kubernetes.ClusterTimes.PodStart;
import dev.redkite.sandbox.kubernetes.TestCluster;
import dev.redkite.sandbox.milvus.FakeMilvus;
import dev.redkite.sandbox.milvus.MilvusInterceptor.Fate;
import dev.redkite.stage.Json;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.milvus.v2.client.MilvusClientV2;
import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

@Timeout(60)
class HealthProbeStageTest {

    private static final String RELEASE = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: milvus}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: milvus, namespace: milvus}
            spec: {selector: {component: proxy}, ports: [{name: milvus, port: 19530}]}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: milvus-proxy, namespace: milvus}
            spec:
              replicas: 2
              selector: {matchLabels: {component: proxy}}
              template:
                metadata: {labels: {component: proxy}}
                spec: {containers: [{name: proxy, image: "milvus:1"}]}
            """;

    private static final String SECRET = "redkite-demo-g1-milvus-root";

    private final World world = World.standing();
    private final TestCluster cluster = new TestCluster().withNodes(3);
    private final KubernetesClient kubernetes = cluster.client();
    private final FakeMilvus milvus = FakeMilvus.start("2.2.13", "secret");
    private final HealthProbeStage stage = new HealthProbeStage(
            access -> kubernetes, new RootLogin(() -> world.client(SecretsManagerClient.class)), MilvusReach.forwarded(),
            new DataPath(cluster.clock, 7, Duration.ofSeconds(3), MilvusClientV2::new, _ -> { }));
    private final HealthProbeSpec wanted = wanted(true);

    @AfterEach
    void close() {
        milvus.close();
        cluster.close();
    }

    private static HealthProbeSpec wanted(boolean authentication) {
        return new HealthProbeSpec(new ClusterAccess("redkite-demo", "https://unused", ""), "milvus", "milvus",
                authentication, SECRET, "redkite_probe_demo_g1");
    }

    private void install() {
        kubernetes.load(new ByteArrayInputStream(RELEASE.getBytes(StandardCharsets.UTF_8))).items()
                .forEach(item -> kubernetes.resource(item).create());
    }

    /** In Secrets Manager, and in a cluster whose Milvus began with it. */
    private void password(String password) {
        world.secretsManager().standing(SECRET, login(password), null);
        first(password);
    }

    private static String login(String password) {
        return Json.text(Json.object().put("username", "root").put("password", password));
    }

    private void first(String password) {
        kubernetes.resource(new SecretBuilder().withNewMetadata().withName("milvus-root").withNamespace("milvus").endMetadata()
                .withStringData(Map.of("username", "root", "password", password)).build()).create();
    }

    private void installed() {
        install();
        password("secret");
        settled(milvus);
    }

    private void settled(FakeMilvus server) {
        cluster.clock.advance(Duration.ofMinutes(5));
        cluster.listeners.put(HealthProbeStage.PORT, new InetSocketAddress(server.host(), server.port()));
    }

    @Test
    void passes_through_the_tunnel_to_a_proxy() {
        installed();

        assertThat(stage.ensure(wanted)).isInstanceOfSatisfying(Done.class, done -> {
            HealthProbeFacts facts = (HealthProbeFacts) done.facts();
            assertThat(facts.serverVersion()).isEqualTo("v2.2.13");
            assertThat(facts.pods()).isEqualTo(2);
            assertThat(facts.steps()).hasSize(11);
        });
        assertThat(milvus.collections()).isEmpty();
    }

    @Test
    void a_tunnel_that_does_not_come_up_is_told_in_the_words_of_its_other_side() {
        installed();
        cluster.listeners.put(HealthProbeStage.PORT, new InetSocketAddress("127.0.0.1", 1));

        assertThat(stage.ensure(wanted)).isInstanceOfSatisfying(Pending.class, pending -> assertThat(pending.reason())
                .startsWith("data path not open at connect")
                .contains("the tunnel to its pod says: ")
                .contains("connection refused"));
    }

    @Test
    void the_facts_hold_no_secret() {
        installed();

        assertThat(Json.text(stage.ensure(wanted))).doesNotContain("secret");
    }

    @Test
    void probing_again_changes_nothing() {
        installed();

        assertThat(stage.ensure(wanted)).isEqualTo(stage.ensure(wanted));
    }

    @Test
    void an_empty_namespace_is_pending() {
        assertThat(stage.ensure(wanted)).isEqualTo(new Pending<>("no workloads in namespace milvus yet"));
    }

    @Test
    void starting_pods_are_pending_by_name_and_number() {
        install();

        assertThat(reason(stage.ensure(wanted))).startsWith("Deployment milvus-proxy 0 of 2 ready");
    }

    @Test
    void an_image_that_cannot_be_pulled_is_named() {
        cluster.podStart = new PodStart.Failing("ImagePullBackOff", "Back-off pulling image \"milvus:1\"");
        install();
        cluster.clock.advance(Duration.ofMinutes(5));

        assertThat(reason(stage.ensure(wanted)))
                .isEqualTo("Deployment milvus-proxy 0 of 2 ready (ImagePullBackOff: Back-off pulling image \"milvus:1\")");
    }

    @Test
    void pods_without_room_are_pending_with_the_schedulers_reason() {
        install();
        kubernetes.apps().deployments().inNamespace("milvus").withName("milvus-proxy").edit(deployment -> {
            deployment.getSpec().getTemplate().getSpec().setNodeSelector(Map.of("role", "none"));
            return deployment;
        });
        cluster.clock.advance(Duration.ofMinutes(5));

        assertThat(reason(stage.ensure(wanted))).contains("Unschedulable: ");
    }

    @Test
    void a_port_that_nobody_listens_on_is_pending() {
        installed();
        cluster.listeners.clear();

        assertThat(reason(stage.ensure(wanted))).startsWith("data path not open at connect");
    }

    @Test
    void a_wrong_answer_is_broken_and_names_step_expected_and_got() {
        installed();
        milvus.losesRows(3);

        assertThatThrownBy(() -> stage.ensure(wanted))
                .isInstanceOf(StageBroken.class)
                .hasMessageContaining("at the step query: expected 3000 rows, got 2997. Next:");
    }

    @Test
    void an_index_that_is_never_built_is_transient_and_says_whose_logs_to_read() {
        installed();
        milvus.buildsIndexesNever();

        assertThatThrownBy(() -> stage.ensure(wanted))
                .isInstanceOf(Transient.class)
                .hasMessageContaining("did not come past the step create index within 300 s: the index of the field vector is InProgress")
                .hasMessageContaining("Next: read the logs of the index nodes");
    }

    @Test
    void a_password_that_was_changed_in_milvus_is_told_as_that() {
        install();
        password("other-one");
        settled(milvus);

        assertThatThrownBy(() -> stage.ensure(wanted))
                .isInstanceOf(StageBroken.class)
                .hasMessageContaining("somebody changed it in Milvus. Next: put {\"username\":\"root\",\"password\":\"…\"}")
                .hasMessageContaining("put-secret-value --secret-id " + SECRET)
                .hasMessageNotContaining("other-one");
        world.secretsManager().changed(SECRET, login("secret"));
        assertThat(stage.ensure(wanted)).isInstanceOf(Done.class);
    }

    @Test
    void a_milvus_that_asks_for_a_login_that_nobody_wanted_is_told_as_that() {
        installed();

        assertThatThrownBy(() -> stage.ensure(wanted(false)))
                .isInstanceOf(StageBroken.class)
                .hasMessageContaining("refuses to answer without a login at the step connect")
                .hasMessageContaining("Next: ask for milvus.authentication");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.2.13", "2.6.15"})
    void a_password_that_somebody_put_into_the_secret_is_set(String version) {
        install();
        password("generated-and-kept");
        try (FakeMilvus standing = FakeMilvus.start(version, "generated-and-kept")) {
            settled(standing);
            for (String next : List.of("second-one", "third-one")) {
                world.secretsManager().changed(SECRET, login(next));

                assertThat(stage.ensure(wanted)).isInstanceOf(Done.class);
            }
            assertThat(standing.calls()).contains("UpdateCredential");
            assertThat(stage.ensure(wanted)).isInstanceOf(Done.class);
        }
    }

    /** An environment of before there was one in Secrets Manager, or where somebody deleted it. */
    @Test
    void a_secret_that_was_made_anew_is_set_where_milvus_has_what_it_began_with() {
        install();
        first("secret");
        world.secretsManager().standing(SECRET, login("made-anew"), null);
        settled(milvus);

        assertThat(stage.ensure(wanted)).isInstanceOf(Done.class);

        assertThat(milvus.calls()).containsOnlyOnce("UpdateCredential");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "another-one", "{\"password\":\"Milvus\"}", "{\"password\":\"short\"}"})
    void what_is_no_password_is_told_before_milvus_is_asked(String value) {
        installed();
        world.secretsManager().changed(SECRET, value);

        assertThatThrownBy(() -> stage.ensure(wanted)).isInstanceOf(StageBroken.class)
                .hasMessageStartingWith("Secret " + SECRET + " in Secrets Manager ").hasMessageContaining("Next: put ");
        assertThat(milvus.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.2.13", "2.6.15"})
    void the_password_that_everybody_knows_is_replaced_by_the_one_in_the_secret(String version) {
        install();
        password("generated-and-kept");
        try (FakeMilvus fresh = FakeMilvus.start(version, "Milvus")) {
            settled(fresh);

            assertThat(stage.ensure(wanted)).isInstanceOf(Done.class);

            assertThat(fresh.calls()).containsOnlyOnce("UpdateCredential");
            assertThat(stage.ensure(wanted)).isInstanceOf(Done.class);
            assertThat(fresh.calls()).containsOnlyOnce("UpdateCredential");
        }
    }

    @Test
    void a_killed_change_of_the_password_is_made_good_by_the_next_look() {
        install();
        password("generated-and-kept");
        try (FakeMilvus fresh = FakeMilvus.start("2.2.13", "Milvus")) {
            settled(fresh);
            fresh.losesAnswerOfCall(4); // Connect refused twice, Connect with the published password, UpdateCredential

            assertThat(reason(stage.ensure(wanted))).startsWith("data path not open at set root's password");

            assertThat(fresh.calls()).endsWith("UpdateCredential");
            assertThat(stage.ensure(wanted)).isInstanceOf(Done.class);
        }
    }

    @Test
    void a_missing_secret_is_broken() {
        install();
        cluster.clock.advance(Duration.ofMinutes(5));

        assertThatThrownBy(() -> stage.ensure(wanted)).satisfies(refusal ->
                assertThat(Failures.translate((RuntimeException) refusal)).isInstanceOf(NotYetVisible.class)
                        .hasMessageContaining("start the request again"));
    }

    @Test
    void retiring_drops_what_a_killed_probe_left() {
        installed();
        milvus.intercept(method -> Set.of("Query", "DropCollection").contains(method) ? Fate.REFUSED : Fate.SERVED);
        assertThat(stage.ensure(wanted)).isInstanceOf(Pending.class);
        assertThat(milvus.collections()).isNotEmpty();
        milvus.intercept(_ -> Fate.SERVED);

        assertThat(stage.retire(wanted)).isEqualTo(new Done<>(null));

        assertThat(milvus.collections()).isEmpty();
    }

    @Test
    void retiring_without_milvus_is_done() {
        assertThat(stage.retire(wanted)).isEqualTo(new Done<>(null));
    }

    @Test
    void retiring_without_the_login_is_done() {
        install();
        cluster.clock.advance(Duration.ofMinutes(5));

        assertThat(stage.retire(wanted)).isEqualTo(new Done<>(null));
    }

    @Test
    void retiring_an_unreachable_milvus_is_done() {
        installed();
        cluster.listeners.clear();

        assertThat(stage.retire(wanted)).isEqualTo(new Done<>(null));
    }

    private static String reason(Progress<HealthProbeFacts> progress) {
        assertThat(progress).isInstanceOf(Pending.class);
        return ((Pending<HealthProbeFacts>) progress).reason();
    }
}
