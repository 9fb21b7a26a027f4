package dev.redkite.environment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An update that cannot be carried out in place is refused before anything is touched. */
class UpdateRulesTest {

    private static final String SMALL = """
            {"name":"demo","kubernetes":{"version":"1.35"},"nodes":{"instanceType":"m6i.2xlarge","volumeGibibytes":80},
             "kafka":{"version":"3.9.x","brokers":6,"volumeGibibytes":100},"milvus":{"version":"2.6.16"}}""";
    private static final String ADOPTED =
            "{\"name\":\"demo\",\"network\":{\"subnetIds\":[\"subnet-00000001\",\"subnet-00000002\"]}}";

    private final Plan standing = Planned.plan(SMALL, null);

    private static String json(String members) {
        return "{\"name\":\"demo\"," + members.replace('\'', '"') + "}";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "'network':{'subnetIds':['subnet-00000001','subnet-00000002']} | $.network.subnetIds: cannot change from a VPC of Redkite's own to the subnets subnet-00000001, subnet-00000002 in place",
        "'network':{'cidr':'10.50.0.0/16'} | $.network.cidr: cannot change from 10.42.0.0/16 to 10.50.0.0/16 in place",
        "'network':{'natGateways':'single'} | $.network.natGateways: cannot change from per-zone to single in place",
        "'storage':{'bucket':'mine'} | $.storage.bucket: cannot change from a bucket of Redkite's own to the bucket mine in place",
        "'nodes':{'instanceType':'m6i.4xlarge'} | $.nodes.instanceType: cannot change from m6i.2xlarge to m6i.4xlarge in place, because EKS fixes",
        "'nodes':{'volumeGibibytes':90} | $.nodes.volumeGibibytes: cannot change from 80 GiB to 90 GiB in place, because EKS fixes",
        "'milvus':{'version':'2.2.16'} | $.milvus.version: cannot change from 2.6.16 to 2.2.16 in place, because their charts",
        "'milvus':{'version':'2.6.15'} | $.milvus.version: cannot change from 2.6.16 to 2.6.15 in place, because Milvus need not understand",
        "'kafka':{'brokers':3} | $.kafka.brokers: cannot change from 6 to 3 in place",
        "'kafka':{'volumeGibibytes':99} | $.kafka.volumeGibibytes: cannot change from 100 GiB to 99 GiB in place",
        "'kafka':{'version':'3.9.x.kraft'} | $.kafka.version: cannot change from 3.9.x to 3.9.x.kraft in place, because MSK does not move a cluster between",
        "'kafka':{'version':'3.8.x'} | $.kafka.version: cannot change from 3.9.x to 3.8.x in place, because MSK does not go back",
        "'kubernetes':{'version':'1.34'} | $.kubernetes.version: cannot change from 1.35 to 1.34 in place, because Redkite does not go back; EKS does within a week of the update, once the nodes are back by hand (https://docs.aws.amazon.com/eks/latest/userguide/rollback-cluster.html)",
    })
    void names_what_cannot_be_changed_why_and_the_way_out(String members, String violation) {
        assertThat(Planned.violations(json(members), standing)).singleElement().asString()
                .startsWith(violation)
                .endsWith("; recreate the environment with this specification instead (\"Recreate Requested\" on the bus, POST …/recreate over HTTP)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "2.6.15 | its data comes along when it is recreated with 2.6.15 ('Recreate Requested'), or by a backup, restored into an environment that is made with that ('Restore Requested' with from)",
        "2.2.16 | nor is a backup of it restored there",
    })
    void a_milvus_that_cannot_take_over_is_told_with_what_becomes_of_the_data(String version, String words) {
        assertThat(Planned.violations(json("'milvus':{'version':'%s'}".formatted(version)), standing)).singleElement().asString().contains("; " + words.replace('\'', '"') + "; ");
    }

    @Test
    void a_milvus_of_the_next_family_takes_the_data_by_a_backup() {
        Plan old = Planned.plan(json("'milvus':{'version':'2.2.13'}"), null);

        assertThat(Planned.violations(json("'milvus':{'version':'2.6.15'}"), old)).singleElement().asString()
                .contains("metadata would have to be migrated; its data comes along when it is recreated with 2.6.15");
    }

    @Test
    void a_login_is_not_asked_for_in_the_same_update_as_another_milvus() {
        Plan without = Planned.plan(json("'milvus':{'version':'2.6.15','authentication':false}"), null);

        assertThat(Planned.violations(json("'milvus':{'version':'2.6.16','authentication':true}"), without)).singleElement().asString()
                .startsWith("$.milvus.authentication: would be true, and cannot change together with milvus.version");
    }

    @Test
    void another_milvus_takes_over_from_the_one_that_served() {
        Plan old = Planned.plan(json("'milvus':{'version':'2.6.15'}"), null);

        assertThat(Planned.plan(json("'milvus':{'version':'2.6.16'}"), old).milvus().upgradesFrom()).isEqualTo("2.6.15");
        assertThat(Planned.plan(json("'milvus':{'version':'2.6.15'}"), old).milvus().upgradesFrom()).isNull();
    }

    @Test
    void an_upgrade_that_did_not_come_to_serve_goes_on_or_is_given_up() {
        Plan begun = Planned.plan(json("'milvus':{'version':'2.6.16'}"), Planned.plan(json("'milvus':{'version':'2.6.15'}"), null));
        CurrentEnvironment served = CurrentEnvironment.all(begun, null).serving("2.6.15");

        assertThat(Planned.next("{\"name\":\"demo\"}", served).milvus()).isEqualTo(begun.milvus());
        assertThat(Planned.next(json("'milvus':{'version':'2.6.15'}"), served).milvus().upgradesFrom()).isNull();
    }

    @Test
    void a_milvus_that_never_served_has_nothing_to_be_backed_up() {
        Plan old = Planned.plan(json("'milvus':{'version':'2.6.15'}"), null);

        assertThat(Planned.next(json("'milvus':{'version':'2.6.16'}"), CurrentEnvironment.all(old, null).serving(null)).milvus().upgradesFrom()).isNull();
    }

    @Test
    void names_all_of_it_at_once() {
        assertThat(Planned.violations(json("'storage':{'bucket':'mine'},'kafka':{'brokers':3,'volumeGibibytes':1},"
                + "'nodes':{'instanceType':'m6i.4xlarge'},'milvus':{'version':'2.2.13'},'network':{'cidr':'10.50.0.0/16'}"), standing))
                .hasSize(6);
    }

    @Test
    void adopted_subnets_are_not_exchanged_for_a_network_of_redkites_own() {
        assertThat(Planned.violations("{\"name\":\"demo\"}", Planned.plan(ADOPTED, null))).singleElement().asString()
                .startsWith("$.network.subnetIds: cannot change from the subnets subnet-00000001, subnet-00000002 to a VPC of Redkite's own");
    }

    @Test
    void an_adopted_bucket_is_not_exchanged_for_one_of_redkites_own() {
        assertThat(Planned.violations("{\"name\":\"demo\"}", Planned.plan(json("'storage':{'bucket':'mine'}"), null)))
                .singleElement().asString().startsWith("$.storage.bucket: cannot change from the bucket mine to a bucket of Redkite's own");
    }

    @Test
    void the_same_subnets_in_another_order_are_the_same() {
        Plan adopted = Planned.plan(ADOPTED, null);

        assertThat(Planned.plan("{\"name\":\"demo\",\"network\":{\"subnetIds\":[\"subnet-00000002\",\"subnet-00000001\"]}}", adopted))
                .isEqualTo(adopted);
    }

    @Test
    void kubernetes_goes_on_by_three_minor_versions_at_most() {
        Plan old = Planned.plan("{\"name\":\"demo\"}", null);

        assertThat(Planned.plan(json("'kubernetes':{'version':'1.36'}"), old, Planned.running("1.33")).cluster().kubernetesVersion())
                .isEqualTo("1.36");
        assertThat(Planned.violations(json("'kubernetes':{'version':'1.36'}"), old, Planned.running("1.32"))).singleElement().asString()
                .startsWith("$.kubernetes.version: leads from 1.32 to 1.36 at once").contains("ask for 1.35 first");
    }

    @Test
    void a_workload_that_outgrows_the_standing_nodes_needs_a_recreate() {
        assertThat(Planned.violations(json("'milvus':{'components':{'queryNode':{'cpu':32}}}"), standing)).singleElement().asString()
                .startsWith("$.nodes: m6i.2xlarge cannot hold one queryNode")
                .contains("the standing nodes remain m6i.2xlarge")
                .endsWith("(\"Recreate Requested\" on the bus, POST …/recreate over HTTP)");
    }

    @Test
    void an_index_on_disk_that_outgrows_the_standing_volumes_needs_a_recreate() {
        assertThat(Planned.violations(json("'workload':{'rows':20000000,'index':'DISKANN'}"), standing)).singleElement().asString()
                .startsWith("$.nodes.volumeGibibytes: cannot change from 80 GiB to")
                .contains("which the workload needs").endsWith("(\"Recreate Requested\" on the bus, POST …/recreate over HTTP)");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "'exposure':{'scheme':'internet-facing','sourceRanges':['203.0.113.0/24']}",
        "'attu':{'enabled':false}",
        "'milvus':{'highAvailability':false,'authentication':true}",
        "'milvus':{'components':{'queryNode':{'replicas':3}}}",
        "'nodes':{'count':9}",
        "'kafka':{'brokers':9,'volumeGibibytes':500,'instanceType':'kafka.m7g.2xlarge'}",
        "'kubernetes':{'version':'1.36','administrators':['arn:aws:iam::123456789012:role/admin'],'publicAccessCidrs':['0.0.0.0/0','52.94.76.0/24']}",
        "'tags':{'team':'search'},'protected':true",
    })
    void everything_else_is_changed_in_place(String members) {
        assertThat(Planned.plan(json(members), standing)).isNotEqualTo(standing);
    }
}
