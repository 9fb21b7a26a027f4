package dev.redkite.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Encryption;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Listener;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the controller asks for, by annotations about listeners. */
class ListenerAnnotationsTest {

    private static final String CONTROLLER = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: controller, namespace: default, labels: {app.kubernetes.io/name: aws-load-balancer-controller}}
            spec:
              replicas: 1
              selector: {matchLabels: {app: controller}}
              template:
                metadata: {labels: {app: controller}}
                spec:
                  nodeSelector: {role: milvus}
                  containers: [{name: web, image: "web:1", resources: {requests: {cpu: "1"}}}]
            """;

    private final TestCluster cluster = new TestCluster().withNodes(3);
    private final KubernetesClient client = cluster.client();

    @BeforeEach
    void controller() {
        create(CONTROLLER);
        cluster.clock.advance(Duration.ofMinutes(2));
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private void create(String yaml) {
        for (HasMetadata object : client.load(new ByteArrayInputStream(("---\n" + yaml).getBytes(StandardCharsets.UTF_8))).items()) {
            client.resource(object).create();
        }
    }

    /** Whatever becomes due meanwhile happens once somebody looks. */
    private List<Listener> listeners(String yaml) {
        create(yaml);
        cluster.clock.advance(Duration.ofMinutes(2));
        client.pods().inNamespace("default").list();
        return cluster.loadBalancers.get("default/web").listeners();
    }

    private List<Listener> service(String annotations) {
        return listeners("""
                apiVersion: v1
                kind: Service
                metadata:
                  name: web
                  namespace: default
                  annotations: {service.beta.kubernetes.io/aws-load-balancer-type: external, %s}
                spec:
                  type: LoadBalancer
                  selector: {app: web}
                  ports: [{name: milvus, port: 19530}, {name: metrics, port: 9091}]
                """.formatted(annotations.replace("lb-", "service.beta.kubernetes.io/aws-load-balancer-")));
    }

    private List<Listener> ingress(String annotations) {
        return listeners("""
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: web, namespace: default, annotations: {%s}}
                spec:
                  ingressClassName: alb
                  rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]
                """.formatted(annotations.replace("alb-", "alb.ingress.kubernetes.io/")));
    }

    @Test
    void a_port_that_is_named_has_the_certificate_and_the_others_have_not() {
        assertThat(service("lb-ssl-cert: arn, lb-ssl-ports: '19530', lb-ssl-negotiation-policy: P, lb-alpn-policy: HTTP2Only"))
                .extracting(listener -> listener.port() + listener.protocol() + listener.encryption())
                .containsExactly("19530TLS" + Optional.of(new Encryption(List.of("arn"), "P", "HTTP2Only")), "9091TCPOptional.empty");
    }

    @Test
    void a_port_is_named_by_its_name_too() {
        assertThat(service("lb-ssl-cert: arn, lb-ssl-ports: metrics")).extracting(Listener::protocol).containsExactly("TCP", "TLS");
    }

    @Test
    void without_names_every_port_has_the_certificate_and_a_policy_of_long_ago() {
        assertThat(service("lb-ssl-cert: 'one, two'")).extracting(Listener::protocol).containsExactly("TLS", "TLS");
        assertThat(cluster.loadBalancers.get("default/web").listeners().getFirst().encryption())
                .contains(new Encryption(List.of("one", "two"), "ELBSecurityPolicy-2016-08", ""));
    }

    @Test
    void an_ingress_listens_where_it_is_told_to_and_else_by_whether_it_has_a_certificate() {
        assertThat(ingress("")).extracting(listener -> listener.port() + listener.protocol()).containsExactly("80HTTP");
        client.network().v1().ingresses().inNamespace("default").withName("web").delete();
        assertThat(ingress("alb-certificate-arn: arn")).extracting(listener -> listener.port() + listener.protocol()).containsExactly("443HTTPS");
    }

    @Test
    void a_port_for_https_takes_every_listener_for_http() {
        assertThat(ingress("alb-certificate-arn: arn, alb-listen-ports: '[{\"HTTP\": 80}, {\"HTTPS\": 443}]', alb-ssl-redirect: '443'"))
                .extracting(listener -> listener.port() + " " + listener.sendsTo()).containsExactly("80 Optional[443]", "443 Optional.empty");
    }
}
