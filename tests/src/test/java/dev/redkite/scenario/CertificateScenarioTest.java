package dev.redkite.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.aws.acm.FakeAcmClient;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.acm.model.CertificateStatus;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;

/** Load balancers that show a certificate of the user's. */
class CertificateScenarioTest {

    private static final String COMPANY = "arn:aws:acm:us-west-2:123456789012:certificate/0a1c0000-0000-4000-8000-000000000001";

    private final ObjectNode event = Events.read("51-certificates");
    private final Sandbox sandbox = Sandbox.open(TestSettings.of(event));
    private int deliveries;

    @AfterEach
    void close() {
        sandbox.close();
    }

    private Outcome ready() {
        Outcome outcome = sandbox.deliver(deliveries++ == 0 ? event : Events.again(event, deliveries));
        assertThat(outcome.phase()).as(outcome.message()).isEqualTo("READY");
        return outcome;
    }

    private LoadBalancer loadBalancer(String name) {
        return sandbox.world().client(ElasticLoadBalancingV2Client.class).describeLoadBalancers(request -> request.names(name)).loadBalancers().getFirst();
    }

    private List<String> listeners(String name) {
        return sandbox.world().client(ElasticLoadBalancingV2Client.class)
                .describeListeners(request -> request.loadBalancerArn(loadBalancer(name).loadBalancerArn())).listeners().stream()
                .map(CertificateScenarioTest::inWords).toList();
    }

    private static String inWords(Listener listener) {
        return "%d %s %s %s %s %s".formatted(listener.port(), listener.protocolAsString(),
                listener.certificates().stream().map(Certificate::certificateArn).toList(), listener.sslPolicy(), listener.alpnPolicy(),
                listener.defaultActions().getFirst().typeAsString());
    }

    private void shown(String milvus, String attu) {
        Events.specification(event).withObject("/exposure").put("certificateArn", milvus);
        Events.specification(event).withObject("/attu").put("certificateArn", attu);
    }

    @Test
    void clients_come_over_tls_by_the_name_that_the_certificate_is_for() {
        Outcome outcome = ready();

        assertThat(listeners("demo-g1-milvus")).containsExactly("9091 TCP [] null [] forward",
                "19530 TLS [%s] ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09 [HTTP2Preferred] forward".formatted(COMPANY));
        assertThat(outcome.output().toString()).contains("MilvusClient(uri=\\\"https://demo.milvus.example.com:19530\\\"");
    }

    @Test
    void browsers_come_over_https_and_http_leads_there() {
        Outcome outcome = ready();

        assertThat(listeners("demo-g1-attu")).containsExactly("80 HTTP [] null [] redirect",
                "443 HTTPS [%s] ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09 [] fixed-response".formatted(COMPANY));
        assertThat(outcome.output().toString()).contains("\"https://demo.attu.example.com\"");
    }

    @Test
    void another_certificate_is_shown_by_the_same_load_balancer() {
        ready();
        String before = loadBalancer("demo-g1-milvus").loadBalancerArn();
        String another = sandbox.world().fake(FakeAcmClient.class).standing("12345678-1234-1234-1234-123456789012", "demo.milvus.example.com", "demo.attu.example.com");
        shown(another, another);
        ready();

        assertThat(listeners("demo-g1-milvus")).last().asString().startsWith("19530 TLS [%s]".formatted(another));
        assertThat(listeners("demo-g1-attu")).last().asString().startsWith("443 HTTPS [%s]".formatted(another));
        assertThat(loadBalancer("demo-g1-milvus").loadBalancerArn()).isEqualTo(before);
    }

    @Test
    void a_certificate_comes_and_goes_in_place() {
        Events.specification(event).withObject("/exposure").remove("certificateArn");
        Events.specification(event).remove("attu");
        ready();
        String before = loadBalancer("demo-g1-milvus").loadBalancerArn();
        assertThat(listeners("demo-g1-milvus")).last().asString().startsWith("19530 TCP []");

        shown(COMPANY, COMPANY);
        ready();
        assertThat(listeners("demo-g1-milvus")).last().asString().startsWith("19530 TLS [%s]".formatted(COMPANY));
        assertThat(listeners("demo-g1-attu")).hasSize(2);

        Events.specification(event).withObject("/exposure").remove("certificateArn");
        Events.specification(event).remove("attu");
        ready();
        assertThat(listeners("demo-g1-milvus")).last().asString().startsWith("19530 TCP [] null []");
        assertThat(listeners("demo-g1-attu")).containsExactly("80 HTTP [] null [] fixed-response");
        assertThat(loadBalancer("demo-g1-milvus").loadBalancerArn()).isEqualTo(before);
    }

    @Test
    void a_listener_that_stays_as_it_was_keeps_an_update_from_ending() {
        ready();
        sandbox.world().elasticLoadBalancing().refusesRules("AccessDenied: not authorized to perform: elasticloadbalancing:ModifyListener");
        String another = sandbox.world().fake(FakeAcmClient.class).standing("12345678-1234-1234-1234-123456789012", "demo.milvus.example.com", "demo.attu.example.com");
        shown(another, another);
        Outcome outcome = sandbox.deliver(Events.again(event, 2));

        assertThat(outcome.phase()).isEqualTo("FAILED");
        assertThat(outcome.message()).contains("listens by TCP:9091, TLS:19530 (%s".formatted(COMPANY), "and not yet by TLS:19530 (%s".formatted(another),
                "elasticloadbalancing:ModifyListener");
    }

    @Test
    void a_teardown_leaves_the_certificate_and_nothing_else() {
        ready();

        assertThat(sandbox.deliver(Events.teardown("demo")).phase()).isEqualTo("REMOVED");
        assertThat(sandbox.world().fake(FakeAcmClient.class).find(COMPANY)).hasValueSatisfying(found -> assertThat(found.status()).isEqualTo(CertificateStatus.ISSUED));
    }

    @Test
    void made_again_it_shows_the_same_certificate() {
        ready();

        assertThat(sandbox.deliver(Events.recreate("demo")).phase()).isEqualTo("READY");
        assertThat(listeners("demo-g2-milvus")).last().asString().startsWith("19530 TLS [%s]".formatted(COMPANY));
    }

    @Test
    void a_certificate_that_does_not_do_is_refused_with_every_reason_before_anything_is_made() {
        sandbox.world().fake(FakeAcmClient.class).change(COMPANY, found -> found.with(CertificateStatus.PENDING_VALIDATION).withKey("RSA_4096").of("milvus.example.com"));
        Outcome outcome = sandbox.deliver(event);

        assertThat(outcome.phase()).isEqualTo("INVALID");
        assertThat(outcome.message()).contains("$.exposure.certificateArn: cannot be used: it is PENDING_VALIDATION, not ISSUED; its key is RSA_4096",
                "it is for milvus.example.com, and not for demo.milvus.example.com; name a certificate that is valid for demo.milvus.example.com",
                "$.attu.certificateArn: cannot be used: it is PENDING_VALIDATION, not ISSUED; it is for milvus.example.com, and not for demo.attu.example.com");
        assertThat(sandbox.world().eks().listClusters(request -> {}).clusters()).doesNotContain("redkite-demo");
    }

    @Test
    void a_certificate_without_a_name_that_stays_is_refused() {
        Events.specification(event).withObject("/exposure").remove("domain");
        Outcome outcome = sandbox.deliver(event);

        assertThat(outcome.phase()).isEqualTo("INVALID");
        assertThat(outcome.message()).contains("$.exposure.certificateArn: is of no use without a name that stays", "say exposure.domain too");
    }
}
