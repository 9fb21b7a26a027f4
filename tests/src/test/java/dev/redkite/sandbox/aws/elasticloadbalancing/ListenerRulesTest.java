package dev.redkite.sandbox.aws.elasticloadbalancing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.sandbox.aws.World;
import dev.redkite.sandbox.aws.acm.FakeAcmClient;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Controller;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Encryption;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Kind;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Listener;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.LoadBalancerRequest;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Scheme;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.acm.model.CertificateStatus;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** Listeners that speak TLS, and what is refused of them. */
class ListenerRulesTest {

    private static final String NAME = "demo-g1-milvus";

    private final World world = World.standing();
    private final ElasticLoadBalancingV2Client client = world.client(ElasticLoadBalancingV2Client.class);
    private final FakeAcmClient acm = world.fake(FakeAcmClient.class);

    private LoadBalancer described(String name) {
        return client.describeLoadBalancers(request -> request.names(name)).loadBalancers().getFirst();
    }

    private List<TargetGroup> targetGroups() {
        return client.describeTargetGroups(request -> {}).targetGroups();
    }

    private static final String CERTIFICATE = "12345678-1234-1234-1234-123456789012";
    private static final String POLICY = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";

    private String listen(Kind kind, Listener... listeners) {
        CloudLoadBalancers controller = world.elasticLoadBalancing().of("demo");
        controller.ensure(new LoadBalancerRequest(kind, "milvus/milvus", NAME, Scheme.INTERNAL, List.of(listeners), List.of("10.0.0.0/8"), List.of(),
                Map.of(), new Controller(Optional.of("arn:role"), Optional.of("vpc-0a1a0000000000001"), Map.of())), world.now());
        return controller.refusal(kind, "milvus/milvus").orElse("");
    }

    private static Listener secure(int port, String protocol, String policy, String alpn, String... certificates) {
        return new Listener(port, protocol, Optional.of(new Encryption(List.of(certificates), policy, alpn)), Optional.empty(), List.of());
    }

    private List<software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener> listeners() {
        return client.describeListeners(request -> request.loadBalancerArn(described(NAME).loadBalancerArn())).listeners();
    }

    @Test
    void a_listener_for_tls_shows_its_certificate_and_its_targets_speak_without() {
        String certificate = acm.standing(CERTIFICATE, "demo.milvus.example.com");

        assertThat(listen(Kind.NETWORK, secure(19_530, "TLS", POLICY, "HTTP2Preferred", certificate), new Listener(9_091, "TCP", List.of()))).isEmpty();
        assertThat(listeners()).extracting(each -> each.port() + " " + each.protocolAsString() + " " + each.sslPolicy() + " " + each.alpnPolicy())
                .containsExactly("9091 TCP null []", "19530 TLS %s [HTTP2Preferred]".formatted(POLICY));
        assertThat(listeners().getLast().certificates().getFirst().certificateArn()).isEqualTo(certificate);
        assertThat(targetGroups()).extracting(TargetGroup::protocolAsString).containsOnly("TCP");
    }

    @Test
    void a_listener_for_tls_needs_a_certificate_that_there_is_and_a_policy_that_there_is() {
        String certificate = acm.standing(CERTIFICATE, "demo.milvus.example.com");

        assertThat(listen(Kind.NETWORK, secure(19_530, "TLS", POLICY, ""))).isEqualTo("ValidationError: A certificate must be specified for TLS listeners");
        assertThat(listen(Kind.NETWORK, secure(19_530, "TLS", POLICY, "", "arn:none"))).isEqualTo("CertificateNotFound: Certificate 'arn:none' not found");
        assertThat(listen(Kind.NETWORK, secure(19_530, "TLS", "Mine", "", certificate))).isEqualTo("SSLPolicyNotFound: SSL policy 'Mine' not found");
        assertThat(listen(Kind.NETWORK, secure(19_530, "TLS", POLICY, "h2", certificate))).startsWith("invalid ALPN policy h2");
    }

    @Test
    void a_key_that_networks_do_not_take_applications_take_and_neither_takes_what_is_not_issued() {
        String certificate = acm.standing(CERTIFICATE, "demo.milvus.example.com");
        acm.change(certificate, found -> found.withKey("RSA_4096"));
        assertThat(listen(Kind.NETWORK, secure(19_530, "TLS", POLICY, "", certificate))).startsWith("UnsupportedCertificate: ");
        acm.change(certificate, found -> found.with(CertificateStatus.PENDING_VALIDATION));
        assertThat(listen(Kind.APPLICATION, secure(443, "HTTPS", POLICY, "", certificate))).startsWith("UnsupportedCertificate: ");

        acm.change(certificate, found -> found.with(CertificateStatus.ISSUED));
        assertThat(listen(Kind.APPLICATION, secure(443, "HTTPS", POLICY, "", certificate))).isEmpty();
    }

    @Test
    void a_listener_that_stands_becomes_another_in_place_and_stays_where_that_is_refused() {
        listen(Kind.NETWORK, new Listener(19_530, "TCP", List.of()));
        String arn = described(NAME).loadBalancerArn();

        assertThat(listen(Kind.NETWORK, secure(19_530, "TLS", POLICY, "", "arn:none"))).startsWith("CertificateNotFound");
        assertThat(listeners()).singleElement().extracting(each -> each.protocolAsString()).isEqualTo("TCP");
        listen(Kind.NETWORK, secure(19_530, "TLS", POLICY, "", acm.standing(CERTIFICATE, "demo.milvus.example.com")));
        assertThat(listeners()).singleElement().extracting(each -> each.protocolAsString()).isEqualTo("TLS");
        assertThat(described(NAME).loadBalancerArn()).isEqualTo(arn);
    }

    @Test
    void browsers_are_sent_on_to_a_port_for_https_that_there_has_to_be() {
        Listener http = new Listener(80, "HTTP", Optional.empty(), Optional.of(443), List.of());
        assertThat(listen(Kind.APPLICATION, http)).isEqualTo("listener does not exist for SSLRedirect port: 443");

        listen(Kind.APPLICATION, http, secure(443, "HTTPS", POLICY, "", acm.standing(CERTIFICATE, "demo.attu.example.com")));
        assertThat(listeners().getFirst().defaultActions().getFirst().redirectConfig().port()).isEqualTo("443");
        assertThat(targetGroups()).singleElement().extracting(TargetGroup::protocolAsString).isEqualTo("HTTP");
    }
}
