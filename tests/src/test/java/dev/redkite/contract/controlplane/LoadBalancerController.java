package dev.redkite.contract.controlplane;

import dev.redkite.sandbox.kubernetes.CloudLoadBalancers;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Controller;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Kind;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Listener;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.LoadBalancerRequest;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Scheme;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Target;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The AWS Load Balancer Controller's work in the sandbox's account, for the objects of a real API server, and only while
 * its Deployment has a ready pod.
 */
final class LoadBalancerController {

    private static final String SERVICE = "service.beta.kubernetes.io/aws-load-balancer-";
    private static final String INGRESS = "alb.ingress.kubernetes.io/";
    private static final String NAMESPACE = "kube-system";
    private static final String NAME = "aws-load-balancer-controller";

    private final KubernetesClient kubernetes;
    private final CloudLoadBalancers cloud;
    private final Supplier<Instant> now;

    LoadBalancerController(KubernetesClient kubernetes, CloudLoadBalancers cloud, Supplier<Instant> now) {
        this.kubernetes = kubernetes;
        this.cloud = cloud;
        this.now = now;
    }

    boolean ready() {
        return find().isPresent();
    }

    private Optional<Deployment> find() {
        return Optional.ofNullable(kubernetes.apps().deployments().inNamespace(NAMESPACE).withName(NAME).get())
                .filter(found -> found.getStatus().getReadyReplicas() != null && found.getStatus().getReadyReplicas() > 0);
    }

    void turn() {
        Optional<Deployment> controller = find();
        if (controller.isEmpty()) {
            return;
        }
        Controller identity = new Controller(role(), argument(controller.get(), "--aws-vpc-id="),
                pairs(argument(controller.get(), "--default-tags=").orElse("")));
        for (Service service : kubernetes.services().inAnyNamespace().list().getItems()) {
            if ("external".equals(annotation(service, SERVICE + "type"))) {
                serve(service, "service.k8s.aws/resources", Kind.NETWORK, () -> network(service, identity));
            }
        }
        for (Ingress ingress : kubernetes.network().v1().ingresses().inAnyNamespace().list().getItems()) {
            serve(ingress, "ingress.k8s.aws/resources", Kind.APPLICATION, () -> application(ingress, identity));
        }
        cloud.tidy(now.get());
    }

    private void serve(HasMetadata object, String finalizer, Kind kind, Supplier<LoadBalancerRequest> request) {
        boolean held = object.getMetadata().getFinalizers().contains(finalizer);
        if (object.getMetadata().getDeletionTimestamp() != null) {
            if (held && cloud.remove(kind, stack(object), now.get())) {
                finalizers(object, "[]");
            }
            return;
        }
        if (!held) {
            finalizers(object, "[\"" + finalizer + "\"]");
        }
        cloud.ensure(request.get(), now.get()).ifPresent(host -> address(object, host));
    }

    private void finalizers(HasMetadata object, String list) {
        Kubelets.unlessChanged(() -> kubernetes.resource(object).patch(PatchContext.of(PatchType.JSON_MERGE),
                "{\"metadata\":{\"finalizers\":" + list + "}}"));
    }

    private void address(HasMetadata object, String host) {
        Kubelets.unlessChanged(() -> kubernetes.resource(object).subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE),
                "{\"status\":{\"loadBalancer\":{\"ingress\":[{\"hostname\":\"" + host + "\"}]}}}"));
    }

    private LoadBalancerRequest network(Service service, Controller controller) {
        List<Listener> listeners = service.getSpec().getPorts().stream()
                .map(port -> new Listener(port.getPort(), "TCP", targets(service, port))).toList();
        return request(Kind.NETWORK, service, SERVICE, SERVICE + "name", "service.k8s.aws",
                SERVICE + "additional-resource-tags", listeners, orEmpty(service.getSpec().getLoadBalancerSourceRanges()), controller);
    }

    private LoadBalancerRequest application(Ingress ingress, Controller controller) {
        List<Target> targets = ingress.getSpec().getRules().stream()
                .flatMap(rule -> rule.getHttp().getPaths().stream())
                .map(path -> path.getBackend().getService().getName()).distinct()
                .map(name -> kubernetes.services().inNamespace(ingress.getMetadata().getNamespace()).withName(name).get())
                .filter(Objects::nonNull)
                .flatMap(service -> targets(service, service.getSpec().getPorts().getFirst()).stream()).toList();
        return request(Kind.APPLICATION, ingress, INGRESS, INGRESS + "load-balancer-name", "ingress.k8s.aws", INGRESS + "tags",
                List.of(new Listener(80, "HTTP", targets)), list(annotation(ingress, INGRESS + "inbound-cidrs")), controller);
    }

    private LoadBalancerRequest request(Kind kind, HasMetadata object, String prefix, String name, String tagPrefix, String tags,
            List<Listener> listeners, List<String> ranges, Controller controller) {
        Map<String, String> all = new LinkedHashMap<>(Map.of("elbv2.k8s.aws/cluster", ControlPlane.CLUSTER,
                tagPrefix + "/stack", stack(object), tagPrefix + "/resource", "LoadBalancer"));
        all.putAll(pairs(annotation(object, tags)));
        all.putAll(controller.defaultTags());
        return new LoadBalancerRequest(kind, stack(object), annotation(object, name),
                annotation(object, prefix + "scheme").equals("internet-facing") ? Scheme.INTERNET_FACING : Scheme.INTERNAL,
                listeners, ranges.isEmpty() ? List.of("0.0.0.0/0") : ranges, list(annotation(object, prefix + "subnets")), all,
                controller);
    }

    private Optional<String> role() {
        return Optional.of(annotation(kubernetes.serviceAccounts().inNamespace(NAMESPACE).withName(NAME).get(),
                "eks.amazonaws.com/role-arn")).filter(arn -> !arn.isEmpty());
    }

    /** As the real endpoint slices have them, whose lists may be null. */
    private List<Target> targets(Service service, ServicePort port) {
        IntOrString target = port.getTargetPort();
        return kubernetes.discovery().v1().endpointSlices().inNamespace(service.getMetadata().getNamespace())
                .withLabel("kubernetes.io/service-name", service.getMetadata().getName()).list().getItems().stream()
                .flatMap(slice -> Stream.ofNullable(slice.getEndpoints()).flatMap(List::stream)
                        .flatMap(endpoint -> endpoint.getAddresses().stream().map(address -> new Target(address,
                                target.getIntVal() == null ? port.getPort() : target.getIntVal(),
                                Optional.of(Instant.EPOCH).filter(_ -> Boolean.TRUE.equals(endpoint.getConditions().getReady()))))))
                .toList();
    }

    private static Optional<String> argument(Deployment controller, String prefix) {
        return controller.getSpec().getTemplate().getSpec().getContainers().getFirst().getArgs().stream()
                .filter(argument -> argument.startsWith(prefix))
                .map(argument -> argument.substring(prefix.length())).findFirst();
    }

    private static String stack(HasMetadata object) {
        return object.getMetadata().getNamespace() + "/" + object.getMetadata().getName();
    }

    private static String annotation(HasMetadata object, String name) {
        Map<String, String> annotations = object.getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault(name, "");
    }

    private static Map<String, String> pairs(String commaSeparated) {
        Map<String, String> pairs = new LinkedHashMap<>();
        list(commaSeparated).forEach(pair -> pairs.put(pair.split("=", 2)[0], pair.split("=", 2)[1]));
        return pairs;
    }

    private static List<String> list(String commaSeparated) {
        return Arrays.stream(commaSeparated.split(",")).map(String::strip).filter(item -> !item.isEmpty()).toList();
    }

    private static List<String> orEmpty(List<String> list) {
        return list == null ? List.of() : list;
    }
}
