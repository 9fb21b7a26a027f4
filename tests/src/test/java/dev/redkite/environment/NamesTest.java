package dev.redkite.environment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    /** As https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html has it. */
    @ParameterizedTest
    @ValueSource(strings = {"abc", "demo", "internal", "internal-x", "internal-----------------1", "a23456789012345678901234"})
    void load_balancers_get_names_that_elastic_load_balancing_takes(String environment) {
        Names names = names(environment);

        assertThat(new String[] {names.networkLoadBalancer(), names.applicationLoadBalancer()}).allSatisfy(name ->
                assertThat(name).matches("[a-zA-Z0-9]([a-zA-Z0-9-]{0,30}[a-zA-Z0-9])?").doesNotStartWith("internal-"));
    }

    @Test
    void other_load_balancers_keep_the_names_that_they_stand_with() {
        assertThat(names("demo").networkLoadBalancer()).isEqualTo("demo-g7-milvus");
        assertThat(names("internals").networkLoadBalancer()).isEqualTo("internals-g7-milvus");
    }

    /** Whoever renames one of these loses what stands. */
    @Test
    void everything_has_a_name_that_environment_generation_account_and_region_tell() {
        Names names = names("demo");

        assertThat(names.clusterName()).isEqualTo("redkite-demo");
        assertThat(names.generationName()).isEqualTo("redkite-demo-g7");
        assertThat(names.brokerSecurityGroup()).isEqualTo("redkite-demo-brokers");
        assertThat(names.kafkaSecret()).isEqualTo("AmazonMSK_redkite-demo-g7");
        assertThat(names.kafkaUser()).isEqualTo("milvus");
        assertThat(names.rootSecret()).isEqualTo("redkite-demo-g7-milvus-root");
        assertThat(names.keyAlias()).isEqualTo("alias/redkite-demo-g7");
        assertThat(names.bucket()).isEqualTo("redkite-demo-123456789012-us-west-2");
        assertThat(names.rootPath()).isEqualTo("demo/g7");
        assertThat(names.topicPrefix()).isEqualTo("redkite-demo-g7");
        assertThat(names.nodeGroup()).isEqualTo("milvus");
        assertThat(names.launchTemplate()).isEqualTo("redkite-demo-milvus");
        assertThat(names.release()).isEqualTo("milvus");
        assertThat(names("de-mo").probeCollection()).isEqualTo("redkite_probe_de_mo_g7");
    }

    @ParameterizedTest
    @CsvSource({"CLUSTER, cluster", "NODE, node", "LOAD_BALANCER_CONTROLLER, loadbalancer", "EBS_CSI_DRIVER, ebs-csi", "VPC_CNI, vpc-cni", "MILVUS, milvus"})
    void a_role_is_named_after_region_and_purpose(Names.RolePurpose purpose, String suffix) {
        assertThat(names("demo").role(purpose)).isEqualTo("redkite-demo-us-west-2-" + suffix);
    }

    @ParameterizedTest
    @CsvSource({"TEARDOWN, teardown", "RECREATE, recreate", "BACKUP, backup", "EXPIRY, expiry"})
    void a_schedule_is_named_after_its_purpose(Names.SchedulePurpose purpose, String suffix) {
        assertThat(names("demo").schedule(purpose)).isEqualTo("redkite-demo-" + suffix);
    }

    @Test
    void a_load_balancers_name_that_just_fits_stays_whole() {
        assertThat(names("a234567890123456789012").networkLoadBalancer()).isEqualTo("a234567890123456789012-g7-milvus").hasSize(32);
    }

    @Test
    void two_load_balancers_names_that_begin_alike_stay_two() {
        String one = names("a2345678901234567890123b").networkLoadBalancer();
        String other = names("a2345678901234567890123c").networkLoadBalancer();

        assertThat(one).hasSize(32).startsWith("a2345678901234567890123-").isNotEqualTo(other);
    }

    private static Names names(String environment) {
        return new Names(environment, 7, "123456789012", "us-west-2");
    }
}
