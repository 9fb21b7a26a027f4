package dev.redkite.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the controller makes of a Service's or an Ingress' annotations
 * (https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/ and
 * …/guide/ingress/annotations/).
 */
final class LoadBalancerRequests {

    private static final String SERVICE = "service.beta.kubernetes.io/aws-load-balancer-";
    private static final String INGRESS = "alb.ingress.kubernetes.io/";
    private static final List<String> EXTERNAL = List.of("external", "nlb-ip");

    private final ClusterState state;
    private final String clusterName;
    private final CloudLoadBalancers.Controller controller;

    LoadBalancerRequests(ClusterState state, KubernetesObject controller) {
        this.state = state;
        JsonNode spec = controller.at("spec", "template", "spec");
        this.clusterName = argument(spec, "--cluster-name=").orElse(state.cluster);
        Optional<String> role = state
                .find("serviceaccounts", controller.namespace(), spec.path("serviceAccountName").asText())
                .map(account -> account.annotation("eks.amazonaws.com/role-arn"))
                .filter(arn -> !arn.isEmpty());
        this.controller = new CloudLoadBalancers.Controller(
                role, argument(spec, "--aws-vpc-id="), pairs(argument(spec, "--default-tags=").orElse("")));
    }

    private static Optional<String> argument(JsonNode podSpec, String prefix) {
        return podSpec.path("containers").valueStream()
                .flatMap(container -> Stream.concat(
                        Json.texts(container.path("args")).stream(), Json.texts(container.path("command")).stream()))
                .filter(argument -> argument.startsWith(prefix))
                .map(argument -> argument.substring(prefix.length()))
                .findFirst();
    }

    /** Whether it is this controller's, and not the one built into Kubernetes or another's. */
    boolean ours(KubernetesObject object) {
        if (object.type().is("services")) {
            return object.text("spec", "type").equals("LoadBalancer")
                    && (object.text("spec", "loadBalancerClass").equals("service.k8s.aws/nlb")
                            || object.text("spec", "loadBalancerClass").isEmpty()
                                    && EXTERNAL.contains(object.annotation(SERVICE + "type")));
        }
        String name = object.at("spec", "ingressClassName").asText(object.annotation("kubernetes.io/ingress.class"));
        return state.find("ingressclasses.networking.k8s.io", "", name)
                .map(found -> found.text("spec", "controller").equals("ingress.k8s.aws/alb"))
                .orElse(name.equals("alb"));
    }

    static String stack(KubernetesObject object) {
        String group = object.annotation(INGRESS + "group.name");
        return group.isEmpty() ? object.namespace() + "/" + object.name() : group;
    }

    CloudLoadBalancers.LoadBalancerRequest forService(KubernetesObject service) {
        ListenerAnnotations annotations = new ListenerAnnotations(service);
        List<CloudLoadBalancers.Listener> listeners = service.stream("spec", "ports")
                .map(port -> annotations.ofPort(port, targets(service, port)))
                .toList();
        List<String> ranges = Json.texts(service.at("spec", "loadBalancerSourceRanges"));
        return request(CloudLoadBalancers.Kind.NETWORK, service, SERVICE + "name", SERVICE + "scheme", SERVICE + "subnets",
                tags("service.k8s.aws", service, SERVICE + "additional-resource-tags"), listeners,
                ranges.isEmpty() ? list(service.annotation("service.beta.kubernetes.io/load-balancer-source-ranges")) : ranges);
    }

    CloudLoadBalancers.LoadBalancerRequest forIngress(KubernetesObject ingress) {
        Stream<JsonNode> backends = Stream.concat(
                Stream.of(ingress.at("spec", "defaultBackend", "service")),
                ingress.stream("spec", "rules")
                        .flatMap(rule -> rule.at("/http/paths").valueStream())
                        .map(path -> path.at("/backend/service")));
        List<CloudLoadBalancers.Target> targets = backends
                .filter(JsonNode::isObject)
                .distinct()
                .flatMap(backend -> targets(ingress.namespace(), backend))
                .toList();
        return request(CloudLoadBalancers.Kind.APPLICATION, ingress, INGRESS + "load-balancer-name", INGRESS + "scheme",
                INGRESS + "subnets", tags("ingress.k8s.aws", ingress, INGRESS + "tags"),
                new ListenerAnnotations(ingress).ofIngress(targets),
                list(ingress.annotation(INGRESS + "inbound-cidrs")));
    }

    private Stream<CloudLoadBalancers.Target> targets(String namespace, JsonNode backend) {
        JsonNode wanted = backend.path("port");
        return state.find("services", namespace, backend.path("name").asText()).stream()
                .flatMap(service -> service.stream("spec", "ports")
                        .filter(port -> port.path("port").equals(wanted.path("number"))
                                || port.path("name").asText("-").equals(wanted.path("name").asText()))
                        .flatMap(port -> targets(service, port).stream()));
    }

    private List<CloudLoadBalancers.Target> targets(KubernetesObject service, JsonNode port) {
        return EndpointsController.pods(state, service).stream()
                .map(pod -> new CloudLoadBalancers.Target(
                        pod.text("status", "podIP"), EndpointsController.targetPort(port, pod), Pods.readySince(pod)))
                .toList();
    }

    private CloudLoadBalancers.LoadBalancerRequest request(CloudLoadBalancers.Kind kind, KubernetesObject object,
            String nameAnnotation, String schemeAnnotation, String subnetsAnnotation, Map<String, String> tags,
            List<CloudLoadBalancers.Listener> listeners, List<String> ranges) {
        String name = object.annotation(nameAnnotation);
        boolean open = object.annotation(schemeAnnotation).equals("internet-facing");
        return new CloudLoadBalancers.LoadBalancerRequest(
                kind,
                stack(object),
                name.isEmpty() ? ControllerNames.of(clusterName + object.uid(), 8, object.namespace(), object.name()) : name,
                open ? CloudLoadBalancers.Scheme.INTERNET_FACING : CloudLoadBalancers.Scheme.INTERNAL,
                listeners,
                ranges.isEmpty() ? List.of("0.0.0.0/0") : ranges,
                list(object.annotation(subnetsAnnotation)),
                tags,
                controller);
    }

    /** The controller's own default tags stand above the object's. */
    private Map<String, String> tags(String prefix, KubernetesObject object, String annotation) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("elbv2.k8s.aws/cluster", clusterName);
        tags.put(prefix + "/stack", stack(object));
        tags.put(prefix + "/resource", "LoadBalancer");
        tags.putAll(pairs(object.annotation(annotation)));
        tags.putAll(controller.defaultTags());
        return tags;
    }

    private static Map<String, String> pairs(String commaSeparated) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : list(commaSeparated)) {
            String[] sides = pair.split("=", 2);
            pairs.put(sides[0], sides.length > 1 ? sides[1] : "");
        }
        return pairs;
    }

    static List<String> list(String commaSeparated) {
        return Arrays.stream(commaSeparated.split(",")).map(String::strip).filter(item -> !item.isEmpty()).toList();
    }
}
