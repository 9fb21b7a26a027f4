package dev.redkite.exposure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.environment.Ownership;
import dev.redkite.environment.Plan;
import dev.redkite.environment.Scheme;
import dev.redkite.failure.NotOurs;
import dev.redkite.failure.StageBroken;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;

/** What stands between a load balancer and its first connection, and when one is gone. */
class LoadBalancersTest {

    private static final String NAME = ScriptedLoadBalancers.NAME;
    private static final Ownership OURS = new Ownership("demo", 1, Map.of());
    private static final LoadBalancers.Wanted WANTED =
            new LoadBalancers.Wanted(NAME, Scheme.INTERNAL, "demo.elb.amazonaws.com", List.of("10.0.0.0/8", "172.16.0.0/12"), List.of("TCP:19530"));

    private final ScriptedLoadBalancers aws = new ScriptedLoadBalancers();
    private final LoadBalancers loadBalancers = aws.loadBalancers();

    private String obstacle() {
        return loadBalancers.obstacle(WANTED, OURS).orElse("");
    }

    @Test
    void one_that_admits_and_has_healthy_targets_has_no_obstacle() {
        assertThat(obstacle()).isEmpty();
    }

    private String obstacle(List<String> listeners) {
        return loadBalancers.obstacle(new LoadBalancers.Wanted(NAME, Scheme.INTERNAL, "demo.elb.amazonaws.com", WANTED.sourceRanges(), listeners), OURS).orElse("");
    }

    private static Listener secure(String certificate, String policy, String protocols) {
        return Listener.builder().port(19_530).protocol("TLS").certificates(shown -> shown.certificateArn(certificate)).sslPolicy(policy)
                .alpnPolicy(protocols).build();
    }

    @Test
    void one_that_does_not_listen_as_it_should_yet_is_told_with_how_it_does() {
        List<String> wanted = ListenerWords.ofMilvus(new Plan.Exposure(Scheme.INTERNAL, List.of(), null, List.of(), "arn:aws:acm:one"));

        assertThat(obstacle(wanted)).isEqualTo("load balancer demo-g1-milvus listens by TCP:19530, TCP:9091, and not yet by TLS:19530"
                + " (arn:aws:acm:one, ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09, HTTP2Preferred)");
        aws.listeners = List.of(secure("arn:aws:acm:other", "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09", "HTTP2Preferred"));
        assertThat(obstacle(wanted)).contains("listens by TLS:19530 (arn:aws:acm:other");
        aws.listeners = List.of(secure("arn:aws:acm:one", "ELBSecurityPolicy-2016-08", "HTTP2Preferred"));
        assertThat(obstacle(wanted)).isNotEmpty();
        aws.listeners = List.of(secure("arn:aws:acm:one", "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09", "None"));
        assertThat(obstacle(wanted)).isNotEmpty();
        aws.listeners = List.of(secure("arn:aws:acm:one", "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09", "HTTP2Preferred"));
        assertThat(obstacle(wanted)).isEmpty();
    }

    @Test
    void one_that_is_to_speak_tls_no_longer_is_not_there_while_it_does() {
        aws.listeners = List.of(secure("arn:aws:acm:one", "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09", "HTTP2Preferred"));

        assertThat(obstacle()).endsWith("and not yet by TCP:19530");
        aws.listeners = List.of(Listener.builder().port(19_530).protocol("TCP").alpnPolicy("HTTP2Preferred").build());
        assertThat(obstacle()).isEmpty();
        aws.listeners = List.of();
        assertThat(obstacle()).isEqualTo("load balancer demo-g1-milvus listens by nothing, and not yet by TCP:19530");
    }

    @Test
    void browsers_are_to_be_sent_on_to_what_shows_the_certificate() {
        List<String> wanted = ListenerWords.ofAttu(new Plan.Attu(true, "2.6.5", Scheme.INTERNAL, List.of(), "arn:aws:acm:one"));
        Listener https = Listener.builder().port(443).protocol("HTTPS").certificates(shown -> shown.certificateArn("arn:aws:acm:one"))
                .sslPolicy("ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09").build();

        aws.listeners = List.of(https, Listener.builder().port(80).protocol("HTTP").defaultActions(action -> action.type("fixed-response")).build());
        assertThat(obstacle(wanted)).contains("listens by HTTP:80, HTTPS:443").contains("and not yet by HTTP:80 (sending on to HTTPS:443), HTTPS:443");
        aws.listeners = List.of(https, Listener.builder().port(80).protocol("HTTP")
                .defaultActions(action -> action.type("redirect").redirectConfig(to -> to.protocol("HTTPS").port("443"))).build());
        assertThat(obstacle(wanted)).isEmpty();
    }

    @Test
    void an_address_is_the_same_in_capitals() {
        aws.change(standing -> standing.dnsName("Demo.ELB.amazonaws.com"));

        assertThat(obstacle()).isEmpty();
    }

    @Test
    void one_that_is_not_there_or_went_while_it_was_looked_at_does_not_exist_yet() {
        aws.taggable = false;
        assertThat(obstacle()).isEqualTo("load balancer demo-g1-milvus does not exist yet");

        aws.standing = null;
        assertThat(obstacle()).isEqualTo("load balancer demo-g1-milvus does not exist yet");
    }

    @Test
    void somebody_elses_of_that_name_is_refused() {
        aws.environment = "other";

        assertThatThrownBy(this::obstacle).isInstanceOf(NotOurs.class).hasMessageStartingWith("Load balancer demo-g1-milvus exists");
    }

    @Test
    void one_of_another_scheme_or_address_is_an_earlier_one() {
        aws.change(standing -> standing.dnsName("old.elb.amazonaws.com"));
        assertThat(obstacle()).isEqualTo("demo.elb.amazonaws.com is the address of an earlier load balancer demo-g1-milvus");

        aws.change(standing -> standing.scheme(LoadBalancerSchemeEnum.INTERNET_FACING));
        assertThat(obstacle()).isEqualTo("load balancer demo-g1-milvus is internet-facing and is to be replaced");
    }

    @ParameterizedTest
    @CsvSource({
        "provisioning, load balancer demo-g1-milvus is provisioning",
        "active_impaired, load balancer demo-g1-milvus is impaired: no room",
        "unheard_of, load balancer demo-g1-milvus is unheard_of",
    })
    void one_that_is_not_active_is_told_with_its_state(String state, String obstacle) {
        aws.change(standing -> standing.state(each -> each.code(state).reason("no room")));

        assertThat(obstacle()).isEqualTo(obstacle);
    }

    @Test
    void one_that_failed_is_left_to_people() {
        aws.change(standing -> standing.state(each -> each.code("failed").reason("no room")));

        assertThatThrownBy(this::obstacle).isInstanceOf(StageBroken.class).hasMessageStartingWith("Load balancer demo-g1-milvus failed: no room. Next: ");
    }

    @Test
    void one_without_a_healthy_target_is_told_with_what_ails_the_first() {
        aws.health("unhealthy", "Target.FailedHealthChecks");
        assertThat(obstacle()).isEqualTo("no healthy target yet behind port 19530 of load balancer demo-g1-milvus:"
                + " target 10.0.0.7 is unhealthy, Target.FailedHealthChecks (as its service says)");

        aws.health("initial", null);
        assertThat(obstacle()).isEqualTo("no healthy target yet behind port 19530 of load balancer demo-g1-milvus");

        aws.targets = List.of();
        assertThat(obstacle()).isEqualTo("no healthy target yet behind port 19530 of load balancer demo-g1-milvus");
    }

    @Test
    void one_without_target_groups_has_no_target_either() {
        aws.groups = List.of();

        assertThat(obstacle()).isEqualTo("load balancer demo-g1-milvus has no target groups yet");
    }

    @Test
    void one_whose_rules_are_not_yet_the_wanted_ones_is_told_with_both() {
        aws.ranges = List.of("10.0.0.0/8");

        assertThat(obstacle()).isEqualTo("load balancer demo-g1-milvus (sg-1) lets in 10.0.0.0/8, and not yet 10.0.0.0/8, 172.16.0.0/12");
    }

    @Test
    void one_of_ours_that_stands_is_deleted_once_more() {
        assertThat(loadBalancers.removed(NAME, OURS)).isFalse();

        assertThat(aws.deleted).containsExactly(ScriptedLoadBalancers.ARN);
    }

    @Test
    void one_of_somebody_else_or_none_is_gone_and_nothing_is_deleted() {
        aws.environment = "other";
        assertThat(loadBalancers.removed(NAME, OURS)).isTrue();

        aws.standing = null;
        assertThat(loadBalancers.removed(NAME, OURS)).isTrue();
        assertThat(aws.deleted).isEmpty();
    }
}
