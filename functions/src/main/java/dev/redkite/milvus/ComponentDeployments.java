package dev.redkite.milvus;

import dev.redkite.catalog.Catalog;
import dev.redkite.environment.Plan;
import dev.redkite.failure.StageBroken;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.lang.module.ModuleDescriptor.Version;
import java.util.List;
import java.util.Optional;

/** The Deployments of Milvus' components, and which Milvus they run: the chart gives all of them one tag, the version's. */
public record ComponentDeployments(KubernetesClient kubernetes, Plan plan) {

    private static final String PROXY = "proxy";

    private static final String IMAGE = "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"%s\",\"image\":\"%s\"}]}}}}";

    public Optional<Deployment> find(String component) {
        String name = plan.names().release() + "-" + ComponentValues.label(component);
        return Optional.ofNullable(kubernetes.apps().deployments().inNamespace(plan.names().release()).withName(name).get());
    }

    private List<Deployment> all() {
        List<String> names = plan.milvus().components().keySet().stream()
                .map(component -> plan.names().release() + "-" + ComponentValues.label(component)).toList();
        return kubernetes.apps().deployments().inNamespace(plan.names().release()).list().getItems().stream()
                .filter(deployment -> names.contains(deployment.getMetadata().getName())).toList();
    }

    /** Whether proxies, whom all clients ask, have not ended by {@link #endProxies}: somebody else may have scaled them to nothing. */
    public boolean serve() {
        return find(PROXY).filter(proxy -> !Workloads.isStopped(proxy)).isPresent();
    }

    /** Nobody writes any more, from wherever; all else goes on. */
    public void endProxies() {
        find(PROXY).ifPresent(proxy -> Workloads.stopped(kubernetes, proxy, Workloads.replicas(proxy)));
    }

    /** Whether any of them is told to run that. */
    public boolean anyRuns(String version) {
        return all().stream().anyMatch(deployment -> runs(deployment, version));
    }

    public static boolean runs(Deployment deployment, String version) {
        return tag(deployment).equals("v" + version);
    }

    /** The same image with another tag, wherever it is kept; nothing else of the pods changes. */
    public void change(Deployment deployment, String version) {
        String image = milvus(deployment).getImage();
        String other = image.substring(0, image.length() - tag(deployment).length()) + "v" + version;
        kubernetes.resource(deployment).patch(PatchContext.of(PatchType.STRATEGIC_MERGE), IMAGE.formatted(milvus(deployment).getName(), other));
    }

    /**
     * What a later Milvus has begun to write, an earlier one need not understand. Only versions of the catalog count: another
     * tag is somebody's own image, which the release puts right.
     *
     * @throws StageBroken when one of them runs a later version than is planned
     */
    public void refuseToGoBack() {
        findLater().ifPresent(later -> {
            throw new StageBroken("Deployment %s/%s runs Milvus %s, and the plan takes %s: Milvus does not go back. Next: name %s in milvus.version and send the request again."
                    .formatted(later.getMetadata().getNamespace(), later.getMetadata().getName(), version(later), plan.milvus().version(), version(later)));
        });
    }

    Optional<Deployment> findLater() {
        Catalog catalog = Catalog.load();
        return all().stream()
                .filter(deployment -> catalog.findMilvus(version(deployment)).isPresent())
                .filter(deployment -> Version.parse(version(deployment)).compareTo(Version.parse(plan.milvus().version())) > 0)
                .findFirst();
    }

    private static String version(Deployment deployment) {
        return tag(deployment).replaceFirst("^v", "");
    }

    private static String tag(Deployment deployment) {
        String image = milvus(deployment).getImage();
        return image.substring(image.lastIndexOf(':') + 1);
    }

    private static Container milvus(Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec().getContainers().getFirst();
    }
}
