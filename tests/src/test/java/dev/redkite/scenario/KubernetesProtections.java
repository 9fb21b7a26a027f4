package dev.redkite.scenario;

import dev.redkite.sandbox.Sandbox;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.api.model.rbac.SubjectBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.services.eks.EksClient;

/** What keeps outsiders from the objects of Milvus in the cluster of an environment demo. */
final class KubernetesProtections {

    private static final String CLUSTER = "redkite-demo";
    private static final String GROUP = "rbac.authorization.k8s.io";
    private static final PolicyRule SECRETS =
            new PolicyRuleBuilder().withApiGroups("").withResources("secrets").withVerbs("get", "list").build();
    private static final ClusterRole READER = new ClusterRoleBuilder().withNewMetadata().withName("reader").endMetadata().withRules(SECRETS).build();

    private KubernetesProtections() {}

    static List<Protection> all() {
        return List.of(
                of("every service account may read secrets", "Kubernetes API: the service account",
                        kubernetes -> bound(kubernetes, subject("Group", "system:serviceaccounts", null))),
                of("a namespace's service accounts may read secrets", "Kubernetes API: the service account shop:",
                        kubernetes -> bound(kubernetes, subject("Group", "system:serviceaccounts:shop", null))),
                of("whoever shows no token may read secrets", "Kubernetes API: whoever shows no token",
                        kubernetes -> bound(kubernetes, subject("User", "system:anonymous", null))),
                of("a pod of another namespace may read Milvus' secrets", "Kubernetes API: the service account shop:default may get secrets in milvus",
                        KubernetesProtections::boundInNamespace),
                of("the load balancer controller may read secrets", "Kubernetes API: the service account kube-system:aws-load-balancer-controller",
                        KubernetesProtections::controllerReads),
                new Protection("somebody else's access entry is in a group that may read secrets", "access entries:",
                        KubernetesProtections::guestsRead));
    }

    private static Runnable guestsRead(Sandbox sandbox) {
        EksClient eks = sandbox.world().client(EksClient.class);
        String stranger = "arn:aws:iam::123456789012:role/somebody-else";
        eks.createAccessEntry(request -> request.clusterName(CLUSTER).principalArn(stranger).kubernetesGroups("guests"));
        sandbox.world().clock().advance(Duration.ofMinutes(1));
        Runnable bound = bound(kubernetes(sandbox), subject("Group", "guests", null));
        return () -> {
            bound.run();
            eks.deleteAccessEntry(request -> request.clusterName(CLUSTER).principalArn(stranger));
        };
    }

    private static Protection of(String what, String named, Function<KubernetesClient, Runnable> off) {
        return new Protection(what, named, sandbox -> off.apply(kubernetes(sandbox)));
    }

    private static KubernetesClient kubernetes(Sandbox sandbox) {
        return sandbox.kubernetes(CLUSTER);
    }

    private static Subject subject(String kind, String name, String namespace) {
        return new SubjectBuilder().withKind(kind).withName(name).withNamespace(namespace)
                .withApiGroup(kind.equals("ServiceAccount") ? "" : GROUP).build();
    }

    private static Runnable bound(KubernetesClient kubernetes, Subject subject) {
        kubernetes.resource(READER).create();
        kubernetes.resource(new ClusterRoleBindingBuilder().withNewMetadata().withName("readers").endMetadata()
                .withNewRoleRef(GROUP, "ClusterRole", "reader").withSubjects(subject).build()).create();
        return () -> {
            kubernetes.rbac().clusterRoleBindings().withName("readers").delete();
            kubernetes.resource(READER).delete();
        };
    }

    private static Runnable boundInNamespace(KubernetesClient kubernetes) {
        kubernetes.resource(READER).create();
        kubernetes.resource(new RoleBindingBuilder().withNewMetadata().withName("readers").withNamespace("milvus").endMetadata()
                .withNewRoleRef(GROUP, "ClusterRole", "reader").withSubjects(subject("ServiceAccount", "default", "shop")).build()).create();
        return () -> {
            kubernetes.rbac().roleBindings().inNamespace("milvus").withName("readers").delete();
            kubernetes.resource(READER).delete();
        };
    }

    /** As the chart's value {@code clusterSecretsPermissions.allowAllSecrets} lets it. */
    private static Runnable controllerReads(KubernetesClient kubernetes) {
        ClusterRole before = kubernetes.rbac().clusterRoles().withName("aws-load-balancer-controller-role").get();
        kubernetes.resource(new ClusterRoleBuilder(before).addToRules(SECRETS).build()).update();
        return () -> kubernetes.rbac().clusterRoles().withName("aws-load-balancer-controller-role")
                .edit(role -> new ClusterRoleBuilder(role).withRules(before.getRules()).build());
    }
}
