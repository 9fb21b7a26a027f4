package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Encryption;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Listener;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Target;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the controller makes of annotations about listeners
 * (https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/pkg/service/model_build_listener.go and …/pkg/ingress/model_build_listener.go).
 */
record ListenerAnnotations(KubernetesObject object) {

    private static final String SERVICE = "service.beta.kubernetes.io/aws-load-balancer-";
    private static final String INGRESS = "alb.ingress.kubernetes.io/";

    /** What the controller asks for where nobody says. */
    private static final String DEFAULT_POLICY = "ELBSecurityPolicy-2016-08";

    /** Every port has the certificate, unless it is said which have it, by name or number. */
    Listener ofPort(JsonNode port, List<Target> targets) {
        List<String> certificates = LoadBalancerRequests.list(object.annotation(SERVICE + "ssl-cert"));
        List<String> ports = LoadBalancerRequests.list(object.annotation(SERVICE + "ssl-ports"));
        int number = port.path("port").asInt();
        boolean secure = !certificates.isEmpty()
                && (ports.isEmpty() || ports.contains(Integer.toString(number)) || ports.contains(port.path("name").asText("")));
        String protocol = port.path("protocol").asText("TCP");
        return secure && protocol.equals("TCP")
                ? new Listener(number, "TLS", Optional.of(new Encryption(certificates, policy(SERVICE + "ssl-negotiation-policy"),
                        object.annotation(SERVICE + "alpn-policy"))), Optional.empty(), targets)
                : new Listener(number, protocol, targets);
    }

    private String policy(String annotation) {
        return object.annotation(annotation).isEmpty() ? DEFAULT_POLICY : object.annotation(annotation);
    }

    /** Once there is a port to send browsers on to, every listener for HTTP does nothing else. */
    List<Listener> ofIngress(List<Target> targets) {
        List<String> certificates = LoadBalancerRequests.list(object.annotation(INGRESS + "certificate-arn"));
        Optional<Integer> redirect = Optional.of(object.annotation(INGRESS + "ssl-redirect")).filter(port -> !port.isEmpty()).map(Integer::valueOf);
        return entries(!certificates.isEmpty())
                .flatMap(entry -> entry.properties().stream())
                .map(entry -> entry.getKey().equals("HTTPS")
                        ? new Listener(entry.getValue().asInt(), "HTTPS",
                                Optional.of(new Encryption(certificates, policy(INGRESS + "ssl-policy"), "")), Optional.empty(), targets)
                        : new Listener(entry.getValue().asInt(), "HTTP", Optional.empty(), redirect, redirect.isEmpty() ? targets : List.of()))
                .toList();
    }

    private Stream<JsonNode> entries(boolean secure) {
        String said = object.annotation(INGRESS + "listen-ports");
        return Json.parse((said.isEmpty() ? secure ? "[{\"HTTPS\": 443}]" : "[{\"HTTP\": 80}]" : said).getBytes(StandardCharsets.UTF_8), false).valueStream();
    }
}
