package dev.redkite.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.sizing.IndexType;
import dev.redkite.sizing.Sizing;
import dev.redkite.sizing.Workload;
import java.lang.module.ModuleDescriptor.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogTest {

    private final Catalog catalog = Catalog.load();

    @Test
    void offers_milvus_2_6_15_by_default() {
        MilvusRelease release = catalog.defaultMilvus();

        assertThat(release.version()).isEqualTo("2.6.15");
        assertThat(release.chartVersion()).isEqualTo("5.0.19");
        assertThat(release.family()).isEqualTo(ChartFamily.MIX_COORDINATOR);
    }

    @Test
    void knows_the_milvus_of_the_reference_procedure() {
        MilvusRelease release = catalog.findMilvus("2.2.13").orElseThrow();

        assertThat(release.chartVersion()).isEqualTo("4.0.33");
        assertThat(release.family()).isEqualTo(ChartFamily.SEPARATE_COORDINATORS);
    }

    @Test
    void finds_no_milvus_that_it_does_not_list() {
        assertThat(catalog.findMilvus("9.9.9")).isEmpty();
    }

    @Test
    void upgrades_milvus_between_versions_of_one_chart_and_never_back() {
        assertThat(catalog.supportedMilvusVersions()).allSatisfy(from -> assertThat(catalog.supportedMilvusVersions()).allSatisfy(to ->
                catalog.findUpgrade(from, to).ifPresent(upgrade -> {
                    assertThat(catalog.findMilvus(from).orElseThrow().chartDigest()).isEqualTo(catalog.findMilvus(to).orElseThrow().chartDigest());
                    assertThat(Version.parse(from)).isLessThan(Version.parse(to));
                    assertThat(upgrade.source()).contains("https://");
                })));
        assertThat(catalog.findUpgrade("2.6.15", "2.6.16")).isPresent();
        assertThat(catalog.findUpgrade("2.6.16", "2.6.15")).isEmpty();
    }

    @Test
    void upgrades_every_component_once_and_who_serves_clients_last() {
        assertThat(catalog.findUpgrade("2.6.15", "2.6.16").orElseThrow().order()).containsExactlyInAnyOrderElementsOf(
                Sizing.of(Workload.of(1, 768, IndexType.FLAT), ChartFamily.MIX_COORDINATOR).componentsByName().keySet()).endsWith("proxy");
        assertThat(catalog.findUpgrade("2.2.13", "2.2.16").orElseThrow().order()).containsExactlyInAnyOrderElementsOf(
                Sizing.reference(ChartFamily.SEPARATE_COORDINATORS).componentsByName().keySet()).endsWith("proxy");
    }

    @Test
    void pins_every_chart_by_a_digest() {
        assertThat(catalog.supportedMilvusVersions()).isNotEmpty().allSatisfy(version ->
                assertThat(catalog.findMilvus(version).orElseThrow().chartDigest()).matches("[0-9a-f]{64}"));
        assertThat(catalog.loadBalancerController().digest()).matches("[0-9a-f]{64}");
    }

    @Test
    void refuses_kafka_4_under_a_milvus_that_cannot_log_in_to_it() {
        assertThat(catalog.kafkaViolations("4.1.x.kraft", catalog.defaultMilvus()))
                .containsExactly("Kafka 4.1.x.kraft cannot be used by Milvus 2.6.15, whose Kafka client cannot log in by"
                        + " SCRAM to Kafka 4.x (https://github.com/milvus-io/milvus/issues/52601): use one of 3.9.x,"
                        + " 3.9.x.kraft, 3.8.x");
    }

    @Test
    void refuses_kafka_4_even_in_a_version_that_it_does_not_list() {
        assertThat(catalog.kafkaViolations("4.7.x.kraft", catalog.defaultMilvus()))
                .singleElement()
                .asString()
                .contains("SCRAM");
    }

    @Test
    void allows_kafka_4_once_milvus_can_log_in_to_it() {
        MilvusRelease fixed = new MilvusRelease("9.0.0", "9.0.0", "", ChartFamily.MIX_COORDINATOR, true);

        assertThat(catalog.kafkaViolations("4.1.x.kraft", fixed)).isEmpty();
    }

    @Test
    void refuses_a_kafka_that_it_does_not_list() {
        assertThat(catalog.kafkaViolations("2.8.1", catalog.defaultMilvus()))
                .containsExactly("Kafka 2.8.1 is not a version that Redkite knows of on Amazon MSK: use one of 3.9.x,"
                        + " 3.9.x.kraft, 3.8.x");
    }

    @Test
    void accepts_the_default_kafka() {
        assertThat(catalog.kafkaViolations(catalog.defaultKafka().version(), catalog.defaultMilvus())).isEmpty();
    }

    @Test
    void reads_the_metadata_mode_from_the_version_string() {
        assertThat(catalog.findKafka("3.9.x").orElseThrow().metadataMode())
                .isEqualTo(KafkaRelease.MetadataMode.ZOOKEEPER);
        assertThat(catalog.findKafka("3.9.x.kraft").orElseThrow().metadataMode())
                .isEqualTo(KafkaRelease.MetadataMode.KRAFT);
    }

    @Test
    void offers_kubernetes_1_35_by_default_and_not_1_26_any_more() {
        assertThat(catalog.defaultKubernetesVersion()).isEqualTo("1.35");
        assertThat(catalog.supportedKubernetesVersions()).contains("1.35").doesNotContain("1.26");
    }

    @Test
    void finds_a_broker_by_its_name_and_knows_what_it_runs_on() {
        assertThat(catalog.findBrokerType("kafka.m7g.large")).contains(new BrokerType("kafka.m7g.large", 2, 8));
        assertThat(catalog.findBrokerType("kafka.m7g.large").orElseThrow().instanceType()).isEqualTo("m7g.large");
        assertThat(catalog.findBrokerType("m7g.large")).isEmpty();
    }

    @Test
    void names_every_broker_that_it_offers() {
        assertThat(catalog.supportedBrokerTypes()).contains("kafka.m7g.large", "kafka.m7g.xlarge").hasSameSizeAs(catalog.brokerTypes());
        assertThat(catalog.brokerTypes()).extracting(BrokerType::name).containsExactlyElementsOf(catalog.supportedBrokerTypes());
    }

    @Test
    void lists_every_chart_that_may_be_installed_once() {
        assertThat(catalog.charts())
                .doesNotHaveDuplicates()
                .contains(catalog.loadBalancerController(), catalog.chart(catalog.defaultMilvus()));
    }

    @Test
    void a_chart_is_packed_under_its_name_and_version() {
        assertThat(catalog.chart(catalog.defaultMilvus()).archive()).isEqualTo("milvus-5.0.19.tgz");
    }

    @Test
    void offers_attu_by_a_version_without_a_letter() {
        assertThat(catalog.attuVersion()).matches("\\d+\\.\\d+\\.\\d+");
    }

    @ParameterizedTest
    @CsvSource({"2.2.13,2.2.13,false", "2.2.13,2.6.15,true", "2.4.23,2.4.1,true", "2.6.15,2.5.27,false", "2.6.15,2.6.6,true"})
    void a_backup_comes_into_the_same_minor_version_or_a_newer_one_and_into_none_before_2_4(String from, String into, boolean restores) {
        assertThat(catalog.backupTool().restores(from, into)).isEqualTo(restores);
    }
}
