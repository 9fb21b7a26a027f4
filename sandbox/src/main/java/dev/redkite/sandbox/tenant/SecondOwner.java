package dev.redkite.sandbox.tenant;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody else who uses a cluster of ours: a database with a disk, what the world reaches it by, and one more claim in the
 * midst of ours. All that a second owner does is done with kubectl.
 */
public final class SecondOwner {

    /** One disk by our storage class, which is the cluster's default, so that the disk bears our tags. */
    private static final String DATABASE = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop}
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: orders, namespace: shop, labels: {app: orders}}
            spec:
              serviceName: orders
              replicas: 1
              selector: {matchLabels: {app: orders}}
              template:
                metadata: {labels: {app: orders}}
                spec:
                  containers:
                  - {name: orders, image: "postgres:17", volumeMounts: [{name: data, mountPath: /var/lib/postgresql/data}]}
              volumeClaimTemplates:
              - metadata: {name: data}
                spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 8Gi}}}
            """;

    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: %s}
            spec:
              type: LoadBalancer
              loadBalancerClass: service.k8s.aws/nlb
              selector: {app: orders}
              ports: [{port: 443, targetPort: 5432}]
            """;

    private static final String INGRESS = """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: {name: site, namespace: %s, annotations: {alb.ingress.kubernetes.io/target-type: ip}}
            spec:
              ingressClassName: alb
              defaultBackend: {service: {name: web, port: {number: 443}}}
            """;

    private static final String CLAIM = """
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: backup, namespace: %s, labels: {app.kubernetes.io/instance: backup}}
            spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 20Gi}}}
            """;

    /** Of a kind that the cluster knows only since its owner came. */
    private static final String GATEWAY = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: gateways.gateway.networking.k8s.io}
            spec:
              group: gateway.networking.k8s.io
              scope: Namespaced
              names: {kind: Gateway, listKind: GatewayList, plural: gateways, singular: gateway}
              versions:
              - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}
            """;

    private static final String DOOR = """
            apiVersion: gateway.networking.k8s.io/v1
            kind: Gateway
            metadata: {name: door, namespace: %s}
            spec: {gatewayClassName: aws-nlb, listeners: [{name: web, port: 443, protocol: TLS}]}
            """;

    /** Nobody serves its finalizer. */
    private static final String RELIC = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: relic, namespace: milvus, finalizers: [example.com/never]}
            """;

    private final KubernetesClient kubernetes;
    private final List<HasMetadata> kept = new ArrayList<>();

    public SecondOwner(KubernetesClient kubernetes) {
        this.kubernetes = kubernetes;
    }

    public SecondOwner database() {
        return apply(DATABASE);
    }

    public SecondOwner service(String namespace) {
        return apply(SERVICE.formatted(namespace));
    }

    public SecondOwner ingress(String namespace) {
        return apply(INGRESS.formatted(namespace));
    }

    public SecondOwner gateway(String namespace) {
        return apply(GATEWAY).apply(DOOR.formatted(namespace));
    }

    public SecondOwner claim(String namespace) {
        return apply(CLAIM.formatted(namespace));
    }

    /** What is no loss, but holds the namespace that it is in. */
    public SecondOwner relic() {
        create(RELIC);
        return this;
    }

    private SecondOwner apply(String objects) {
        kept.addAll(create(objects));
        return this;
    }

    private List<HasMetadata> create(String objects) {
        return kubernetes.load(new ByteArrayInputStream(objects.getBytes(StandardCharsets.UTF_8))).create();
    }

    /**
     * What is gone although its owner did not let go of it.
     *
     * @param clusterStands whether its cluster is there to be asked
     */
    public List<String> lost(boolean clusterStands) {
        return kept.stream()
                .filter(object -> !clusterStands || kubernetes.resource(object).get() == null)
                .map(object -> "%s %s".formatted(object.getKind(), object.getMetadata().getName()))
                .toList();
    }

    /** Does what a message says, if it says anything, and then keeps nothing any more; whether it did. */
    public boolean follows(String message) {
        boolean told = new Kubectl(kubernetes).follow(message) > 0;
        if (told) {
            kept.clear();
        }
        return told;
    }
}
