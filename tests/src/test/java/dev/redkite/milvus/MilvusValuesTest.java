package dev.redkite.milvus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.catalog.Catalog;
import dev.redkite.environment.Plan;
import dev.redkite.environment.Scheme;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MilvusValuesTest {

    /** Keys of the etcd chart inside, which the outer chart's value list does not repeat; both versions have them. */
    private static final Set<String> ETCD = Set.of(
            "etcd.resources", "etcd.nodeSelector", "etcd.initialClusterState", "etcd.priorityClassName",
            "etcd.readinessProbe.initialDelaySeconds");

    private static final ObjectWriter SORTED = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build()
            .writerWithDefaultPrettyPrinter();

    private static JsonNode values(String version) {
        return MilvusValues.of(Plans.spec(Plans.of(version)));
    }

    @ParameterizedTest
    @CsvSource({"2.6.15,5.0.19", "2.2.13,4.0.33"})
    void writes_only_keys_that_the_chart_has(String version, String chart) {
        JsonNode known = resource("/golden/milvus-chart-" + chart + "-values.json");
        assertThat(leaves(values(version), known)).isNotEmpty()
                .allSatisfy(path -> assertThat(known.has(path) || ETCD.contains(path)).as(path).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.6.15", "2.2.13"})
    void is_as_the_golden_file_says(String version) throws IOException {
        Path golden = Path.of("src/test/resources/golden/milvus-" + version + "-helm-values.json");
        if ("renew".equals(System.getProperty("redkite.golden"))) {
            Files.writeString(golden, SORTED.writeValueAsString(Json.convert(values(version), Map.class)) + "\n");
        }
        assertThat(values(version)).isEqualTo(Json.parse(Files.readString(golden)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.6.15", "2.2.13"})
    void owns_every_key_that_it_writes_but_affinity_spread_and_probes(String version) {
        JsonNode values = values(version);
        ((ObjectNode) values).remove("extraConfigFiles");
        List<String> owned = OwnedKeys.paths();
        assertThat(leaves(values, Json.object())).allSatisfy(path -> assertThat(
                path.contains(".affinity") || path.contains(".topologySpreadConstraints") || path.startsWith("etcd.nodeSelector")
                        || path.startsWith("etcd.readinessProbe")
                        || owned.stream().anyMatch(key -> path.equals(key) || path.startsWith(key + "."))).as(path).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.6.15", "2.2.13"})
    void writes_no_password(String version) {
        assertThat(values(version).at("/externalKafka/sasl/username").asText()).isEmpty();
        assertThat(values(version).at("/externalKafka/sasl/password").asText()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.6.15", "2.2.13"})
    void gives_every_component_the_kafka_login_from_the_secret(String version) {
        JsonNode values = values(version);
        assertThat(Plans.of(version).milvus().components().keySet()).allSatisfy(component -> assertThat(
                StreamSupport.stream(values.at("/" + component + "/extraEnv").spliterator(), false)
                        .map(variable -> variable.path("name").asText() + " from "
                                + variable.at("/valueFrom/secretKeyRef/name").asText()))
                .contains("KAFKA_SASLUSERNAME from milvus-kafka", "KAFKA_SASLPASSWORD from milvus-kafka"));
    }

    @Test
    void keeps_one_coordinator_without_standby() {
        Plan plan = Plans.of("2.6.15");
        plan = withComponents(plan, Map.of("proxy", new Plan.Component(1, 1, 4), "mixCoordinator", new Plan.Component(1, 1, 4),
                "queryNode", new Plan.Component(1, 2, 8), "dataNode", new Plan.Component(1, 2, 8),
                "streamingNode", new Plan.Component(1, 2, 8)));
        assertThat(MilvusValues.of(Plans.spec(plan)).at("/mixCoordinator/activeStandby/enabled").asBoolean()).isFalse();
    }

    @Test
    void refuses_a_plan_with_the_other_familys_components() {
        Plan plan = withComponents(Plans.of("2.6.15"), Plans.SEPARATE);
        assertThatThrownBy(() -> MilvusValues.of(Plans.spec(plan)))
                .isInstanceOf(InvalidRequest.class).hasMessageContaining("mixCoordinator");
    }

    @Test
    void keeps_the_unauthenticated_port_off_an_internet_facing_load_balancer() {
        Plan plan = Plans.plan(Catalog.load().defaultMilvus(), "", Scheme.INTERNET_FACING, Json.object());
        assertThat(MilvusValues.of(Plans.spec(plan)).at("/metrics/enabled").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.6.15", "2.2.13"})
    void the_client_s_port_speaks_tls_where_there_is_a_certificate_and_the_other_one_does_not(String version) {
        Plan plan = Plans.of(version);
        JsonNode annotations = MilvusValues.of(Plans.spec(Plans.showing(plan, "arn:aws:acm:us-west-2:123456789012:certificate/1"))).at("/service/annotations");
        String prefix = "service.beta.kubernetes.io/aws-load-balancer-";

        assertThat(annotations.path(prefix + "ssl-cert").asText()).isEqualTo("arn:aws:acm:us-west-2:123456789012:certificate/1");
        assertThat(annotations.path(prefix + "ssl-ports").asText()).isEqualTo("19530");
        assertThat(annotations.path(prefix + "ssl-negotiation-policy").asText()).isEqualTo("ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09");
        assertThat(annotations.path(prefix + "alpn-policy").asText()).isEqualTo("HTTP2Preferred");
        assertThat(MilvusValues.of(Plans.spec(plan)).at("/service/annotations").has(prefix + "ssl-cert")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.6.15", "2.2.13"})
    void attu_is_served_over_https_where_there_is_a_certificate_and_http_leads_there(String version) {
        JsonNode annotations = MilvusValues.of(Plans.spec(Plans.showing(Plans.of(version), "arn:aws:acm:us-west-2:123456789012:certificate/1")))
                .at("/attu/ingress/annotations");
        String prefix = "alb.ingress.kubernetes.io/";

        assertThat(annotations.path(prefix + "certificate-arn").asText()).isEqualTo("arn:aws:acm:us-west-2:123456789012:certificate/1");
        assertThat(annotations.path(prefix + "listen-ports").asText()).isEqualTo("[{\"HTTP\": 80}, {\"HTTPS\": 443}]");
        assertThat(annotations.path(prefix + "ssl-redirect").asText()).isEqualTo("443");
        assertThat(annotations.path(prefix + "ssl-policy").asText()).isEqualTo("ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09");
    }

    @Test
    void merges_the_users_values_last() {
        JsonNode users = Json.parse("{\"log\":{\"level\":\"debug\"},\"proxy\":{\"affinity\":{\"podAntiAffinity\":null}}}");
        JsonNode values = MilvusValues.of(Plans.spec(Plans.plan("2.6.15", users)));
        assertThat(values.at("/log/level").asText()).isEqualTo("debug");
        assertThat(values.at("/proxy/affinity/podAntiAffinity").isNull()).isTrue();
        assertThat(values.at("/proxy/replicas").asInt()).isEqualTo(2);
    }

    @Test
    void merges_the_users_configuration_file_with_its_own() {
        JsonNode users = Json.parse("{\"extraConfigFiles\":{\"user.yaml\":\"proxy:\\n  maxUserNum: 200\\n\"}}");
        String file = MilvusValues.of(Plans.spec(Plans.plan("2.6.15", users))).at("/extraConfigFiles/user.yaml").asText();
        assertThat(file).contains("maxUserNum: 200").contains("redkite-demo-g3").contains("authorizationEnabled: true");
    }

    @ParameterizedTest
    @CsvSource({"0.5,500m", "1,1", "0.25,250m", "8,8"})
    void writes_cores_as_quantities(double cores, String quantity) {
        assertThat(Quantities.cpu(cores)).isEqualTo(quantity);
    }

    @ParameterizedTest
    @CsvSource({"0.5,512Mi", "4,4Gi", "1.5,1536Mi"})
    void writes_memory_as_quantities(double gibibytes, String quantity) {
        assertThat(Quantities.memory(gibibytes)).isEqualTo(quantity);
    }

    private static Plan withComponents(Plan plan, Map<String, Plan.Component> components) {
        Plan.Milvus milvus = plan.milvus();
        return new Plan(plan.environment(), plan.generation(), plan.account(), plan.region(), plan.tags(), false, null, null,
                plan.storage(), null, null,
                new Plan.Milvus(milvus.version(), milvus.chartVersion(), milvus.chartDigest(), components, milvus.etcd(),
                        false, false, milvus.helmValues()),
                plan.exposure(), plan.attu(), null, null, List.of());
    }

    private static JsonNode resource(String name) {
        try (InputStream stream = MilvusValuesTest.class.getResourceAsStream(name)) {
            return Json.read(stream, JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Paths to what is no object, or is one whose content is the user's by the chart's own list. */
    private static List<String> leaves(JsonNode tree, JsonNode known) {
        List<String> leaves = new ArrayList<>();
        collect("", tree, known, leaves);
        return leaves;
    }

    private static void collect(String path, JsonNode tree, JsonNode known, List<String> leaves) {
        if (!tree.isObject() || known.has(path) || ETCD.contains(path)) {
            leaves.add(path);
            return;
        }
        tree.properties().forEach(member -> {
            String name = member.getKey().replace(".", "\\.");
            collect(path.isEmpty() ? name : path + "." + name, member.getValue(), known, leaves);
        });
    }
}
