package dev.redkite.scenario;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What people change by kubectl in what the Helm releases made, whatever the member. */
final class WorkloadEdits {

    private static final String MILVUS = "MilvusRelease";
    private static final String CONTROLLER = "LoadBalancerController";

    private WorkloadEdits() {}

    private static HandEdit edit(String what, String stage, Consumer<KubernetesClient> by) {
        return new HandEdit(what, sandbox -> by.accept(sandbox.kubernetes("redkite-demo")), stage + " Kubernetes:");
    }

    private static void deployment(KubernetesClient kubernetes, String namespace, String name, Consumer<PodSpec> change) {
        kubernetes.apps().deployments().inNamespace(namespace).withName(name).edit(found -> {
            change.accept(found.getSpec().getTemplate().getSpec());
            return found;
        });
    }

    private static HandEdit controllers(String what, Consumer<Container> change) {
        return edit("the load balancer controller's " + what, CONTROLLER, kubernetes -> deployment(kubernetes, "kube-system",
                "aws-load-balancer-controller", pod -> change.accept(pod.getContainers().getFirst())));
    }

    private static HandEdit milvus(String what, String component, Consumer<Container> change) {
        return edit(what, MILVUS, kubernetes -> deployment(kubernetes, "milvus", "milvus-" + component,
                pod -> change.accept(pod.getContainers().getFirst())));
    }

    private static EnvVar variable(Container container, String name) {
        return container.getEnv().stream().filter(each -> each.getName().equals(name)).findFirst().orElseThrow();
    }

    static List<HandEdit> ofController() {
        return List.of(
                controllers("image is another", container -> container.setImage("registry.example.com/controller:latest")),
                controllers("argument is changed", container -> container.getArgs().replaceAll(
                        argument -> argument.replaceFirst("--ingress-class=.*", "--ingress-class=theirs"))),
                controllers("argument is deleted", container -> container.getArgs().removeIf(argument -> argument.startsWith("--default-tags"))),
                controllers("arguments are one more", container -> container.getArgs().add("--log-level=debug")),
                controllers("port is deleted", container -> container.getPorts().removeIf(port -> port.getContainerPort() == 8080)),
                controllers("probe asks something else", container -> container.getReadinessProbe().getHttpGet().setPath("/")),
                edit("the load balancer controller's certificate is not mounted any more", CONTROLLER, kubernetes -> deployment(kubernetes, "kube-system",
                        "aws-load-balancer-controller", pod -> pod.getVolumes().replaceAll(volume -> volume.getName().equals("cert")
                                ? new VolumeBuilder().withName("cert").withNewEmptyDir().endEmptyDir().build() : volume))),
                edit("the load balancer controller may do more", CONTROLLER, kubernetes -> kubernetes.rbac().clusterRoles()
                        .withName("aws-load-balancer-controller-role").edit(role -> {
                            role.getRules().getFirst().setApiGroups(List.of("*"));
                            return role;
                        })),
                edit("the load balancer controller's webhook is passed by when it fails", CONTROLLER, kubernetes -> kubernetes.admissionRegistration().v1()
                        .validatingWebhookConfigurations().withName("aws-load-balancer-webhook").edit(found -> {
                            found.getWebhooks().getFirst().setFailurePolicy("Ignore");
                            return found;
                        })),
                edit("the load balancer controller's validating webhook is deleted", CONTROLLER, kubernetes -> kubernetes.admissionRegistration().v1()
                        .validatingWebhookConfigurations().withName("aws-load-balancer-webhook").delete()),
                edit("the load balancer controller's mutating webhook is deleted", CONTROLLER, kubernetes -> kubernetes.admissionRegistration().v1()
                        .mutatingWebhookConfigurations().withName("aws-load-balancer-webhook").delete()));
    }

    static List<HandEdit> ofMilvus() {
        return List.of(
                milvus("Milvus' proxy has another image", "proxy", container -> container.setImage("milvusdb/milvus:v2.5.0")),
                milvus("a variable of Milvus has another value", "proxy", container -> variable(container, "REDKITE_KAFKA_LOGIN_VERSION").setValue("theirs")),
                milvus("a variable of Milvus is deleted", "querynode", container -> container.getEnv().removeIf(each -> each.getName().equals("KAFKA_SASLPASSWORD"))),
                milvus("a limit of Milvus' memory is deleted", "datanode", container -> container.getResources().getLimits().remove("memory")),
                milvus("Milvus asks for less of a processor", "datanode", container -> container.getResources()
                        .setRequests(Map.of("cpu", new Quantity("1m"), "memory", container.getResources().getRequests().get("memory")))),
                milvus("Attu has another image", "attu", container -> container.setImage("zilliz/attu:latest")),
                edit("etcd begins with another state", MILVUS, kubernetes -> kubernetes.apps().statefulSets().inNamespace("milvus").withName("milvus-etcd").edit(found -> {
                    variable(found.getSpec().getTemplate().getSpec().getContainers().getFirst(), "ETCD_INITIAL_CLUSTER_STATE").setValue("existing");
                    return found;
                })),
                edit("Attu's Service leads to another port", MILVUS, kubernetes -> kubernetes.services().inNamespace("milvus").withName("milvus-attu").edit(found -> {
                    found.getSpec().getPorts().getFirst().setTargetPort(new IntOrString(80));
                    return found;
                })),
                edit("Attu's Ingress leads to something else", MILVUS, kubernetes -> kubernetes.network().v1().ingresses().inNamespace("milvus").withName("milvus-attu").edit(found -> {
                    found.getSpec().getRules().getFirst().getHttp().getPaths().getFirst().getBackend().getService().setName("milvus");
                    return found;
                })));
    }
}
