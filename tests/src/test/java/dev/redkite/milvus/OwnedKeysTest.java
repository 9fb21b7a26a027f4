package dev.redkite.milvus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnedKeysTest {

    @Test
    void images_may_come_from_a_registry_of_yours_but_not_in_another_version() {
        assertThat(OwnedKeys.violations(Json.parse("{\"image\":{\"all\":{\"repository\":\"r/milvus\"}},\"attu\":{\"image\":{\"repository\":\"r/attu\"}}}")))
                .isEmpty();
        assertThat(OwnedKeys.violations(Json.parse("{\"attu\":{\"image\":{\"tag\":\"x\"}}}"))).hasSize(1);
    }

    @Test
    void lets_other_keys_pass() {
        assertThat(OwnedKeys.violations(Json.parse(
                "{\"log\":{\"level\":\"debug\"},\"service\":{\"labels\":{\"a\":\"b\"}},\"queryNode\":{\"tolerations\":[]}}"))).isEmpty();
    }

    @Test
    void names_the_key_and_the_field_to_use_instead() {
        assertThat(OwnedKeys.violations(Json.parse("{\"queryNode\":{\"replicas\":7}}"))).containsExactly(
                "milvus.helmValues.queryNode.replicas is owned by Redkite; use milvus.components.queryNode.replicas instead");
    }

    @Test
    void says_to_leave_out_what_has_no_member_to_use_instead() {
        assertThat(OwnedKeys.violations(Json.parse("{\"fullnameOverride\":\"x\"}"))).containsExactly(
                "milvus.helmValues.fullnameOverride is owned by Redkite; leave it out: Redkite decides it");
    }

    @Test
    void refuses_what_lies_below_an_owned_key() {
        assertThat(OwnedKeys.violations(Json.parse("{\"externalKafka\":{\"sasl\":{\"password\":\"x\"}}}")))
                .containsExactly("milvus.helmValues.externalKafka is owned by Redkite; use kafka instead");
    }

    @Test
    void refuses_to_wipe_out_owned_keys_from_above() {
        assertThat(OwnedKeys.violations(Json.parse("{\"service\":null}")))
                .containsExactly("milvus.helmValues.service is owned by Redkite; leave it out: Redkite decides it");
    }

    @Test
    void lists_every_violation_at_once() {
        assertThat(OwnedKeys.violations(Json.parse("{\"pulsar\":{\"enabled\":true},\"image\":{\"all\":{\"tag\":\"x\"}}}"))).hasSize(2);
    }

    @Test
    void looks_into_the_users_configuration_file() {
        assertThat(OwnedKeys.violations(Json.parse(
                "{\"extraConfigFiles\":{\"user.yaml\":\"kafka:\\n  brokerList: mine\\n\"}}")))
                .containsExactly("milvus.helmValues.extraConfigFiles.user.yaml.kafka is owned by Redkite; use kafka instead");
    }

    @Test
    void refuses_a_configuration_file_that_is_no_mapping() {
        assertThat(OwnedKeys.violations(Json.parse("{\"extraConfigFiles\":{\"user.yaml\":\"- a\\n\"}}"))).hasSize(1);
    }

    @Test
    void refuses_what_the_cluster_has_no_place_for() {
        assertThat(OwnedKeys.violations(Json.parse("""
                {"metrics": {"serviceMonitor": {"enabled": true}}, "log": {"persistence": {"enabled": true}},
                 "queryNode": {"nodeSelector": {"pool": "query"}}, "extraConfigFiles": {"user.yaml": "common:\\n  security:\\n    tlsMode: 1\\n"}}
                """)))
                .hasSize(4)
                .anyMatch(violation -> violation.contains("metrics.serviceMonitor.enabled") && violation.contains("Prometheus operator"))
                .anyMatch(violation -> violation.contains("log.persistence.enabled") && violation.contains("one node at a time"))
                .anyMatch(violation -> violation.contains("queryNode.nodeSelector") && violation.contains("use nodes instead"))
                .anyMatch(violation -> violation.contains("user.yaml.common.security.tlsMode"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "etcd: {rootPath: mine}", "etcd: {metaSubPath: mine}", "etcd: {kvSubPath: mine}", "common: {storageType: local}",
        "metastore: {type: tikv}", "proxy: {port: 19531}", "etcd: {use: {embed: true}}", "etcd: {auth: {enabled: true}}"})
    void refuses_what_would_lead_away_from_the_data_or_the_port(String configuration) {
        assertThat(OwnedKeys.violations(files(configuration))).singleElement(STRING)
                .startsWith("milvus.helmValues.extraConfigFiles.user.yaml.").contains("leave it out: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{'etcd':{'nodeSelector':{'disk':'ssd'}}} | etcd.nodeSelector",
        "{'attu':{'nodeSelector':{'disk':'ssd'}}} | attu.nodeSelector",
        "{'affinity':{'nodeAffinity':{'requiredDuringSchedulingIgnoredDuringExecution':{'nodeSelectorTerms':[]}}}} | affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution",
        "{'proxy':{'affinity':{'nodeAffinity':{'requiredDuringSchedulingIgnoredDuringExecution':{}}}}} | proxy.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution",
    })
    void refuses_what_no_node_or_every_node_satisfies_wherever_it_stands(String values, String path) {
        assertThat(OwnedKeys.violations(Json.parse(values.replace('\'', '"')))).singleElement(STRING)
                .startsWith("milvus.helmValues." + path + " is owned by Redkite; ").contains("nodes");
    }

    @Test
    void lets_preferences_and_tolerations_pass() {
        assertThat(OwnedKeys.violations(Json.parse("""
                {"etcd": {"nodeSelector": {}, "tolerations": [{"operator": "Exists"}]}, "affinity": {"nodeAffinity": {
                 "preferredDuringSchedulingIgnoredDuringExecution": [], "requiredDuringSchedulingIgnoredDuringExecution": null}}}
                """))).isEmpty();
    }

    @Test
    void says_once_of_a_key_that_two_things_own() {
        assertThat(OwnedKeys.violations(Json.parse("{\"metrics\":null}"))).hasSize(1);
    }

    @Test
    void refuses_a_path_where_a_name_belongs_and_says_how_it_is_written() {
        assertThat(OwnedKeys.violations(Json.parse("{\"minio.bucketName\":\"mine\",\"podAnnotations\":{\"team.example/search\":\"yes\"}}")))
                .containsExactly("milvus.helmValues has the key \"minio.bucketName\", which no chart reads; write {\"minio\":{\"bucketName\":\"mine\"}} instead");
        assertThat(OwnedKeys.violations(Json.parse("{\"minio\":{\"bucketName\":\"mine\"}}"))).as("as it says").isEmpty();
    }

    @Test
    void says_of_a_path_to_an_owned_key_whose_it_is() {
        assertThat(OwnedKeys.violations(Json.parse("{\"kafka.enabled\":true}")))
                .containsExactly("milvus.helmValues.kafka.enabled is owned by Redkite; use kafka instead");
        assertThat(OwnedKeys.violations(Json.parse("{\"kafka.enabled\":true,\"kafka\":{\"enabled\":true}}"))).hasSize(1);
    }

    @Test
    void refuses_an_owned_key_that_is_written_with_dots() {
        assertThat(OwnedKeys.violations(Json.parse(
                "{\"extraConfigFiles\":{\"user.yaml\":\"kafka.brokerList: mine\\ncommon.security:\\n  tlsMode: 1\\n\"}}")))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "KAFKA: {brokerList: mine}", "kafkaBrokerList: mine", "mIniO: {address: mine}", "mq: {TYPE: pulsar}",
        "common: {security: {authorization_enabled: false}}", "msgchannel: {chanNamePrefix/cluster: mine}", "etcd: null",
        "Common: 1"})
    void refuses_an_owned_key_in_every_spelling_that_milvus_reads(String configuration) {
        assertThat(OwnedKeys.violations(files(configuration))).hasSize(1)
                .allMatch(violation -> violation.startsWith("milvus.helmValues.extraConfigFiles.user.yaml."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"common: {retentionDuration: 0}", "c: 1", "mq: {enablePursuitMode: true}", "etcd: {requestTimeout: 20000}",
        "proxy: {maxNameLength: 10}", "queryNode: {port: 21129}"})
    void lets_milvus_own_other_keys_pass(String configuration) {
        assertThat(OwnedKeys.violations(files(configuration))).isEmpty();
    }

    private static JsonNode files(String configuration) {
        ObjectNode values = Json.object();
        values.putObject("extraConfigFiles").put("user.yaml", configuration);
        return values;
    }

    @Test
    void takes_nothing_for_nothing() {
        assertThat(OwnedKeys.violations(null)).isEmpty();
        assertThat(OwnedKeys.violations(Json.object())).isEmpty();
    }
}
