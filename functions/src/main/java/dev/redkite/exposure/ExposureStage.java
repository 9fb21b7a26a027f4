package dev.redkite.exposure;

import dev.redkite.environment.Plan;
import dev.redkite.failure.StageBroken;
import dev.redkite.kubernetes.PodReason;
import dev.redkite.kubernetes.VolumeZones;
import dev.redkite.loadbalancer.Controller;
import dev.redkite.milvus.LoadBalancedObjects;
import dev.redkite.platform.Clusters;
import dev.redkite.platform.MilvusReach;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Stage;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressLoadBalancerIngress;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Addresses of Milvus and Attu with healthy targets behind them. It makes nothing: the release's objects ask for the
 * load balancers, and the controller makes them. It takes them away first, while the controller still lives.
 *
 * @param loadBalancers asked for only when there are addresses to look for
 */
record ExposureStage(
        Clusters clusters, Supplier<LoadBalancers> loadBalancers, InstantSource time)
        implements Stage<ExposureSpec, ExposureSpec, ExposureFacts> {

    /** Within which load balancers have been made and their targets are healthy, two times over. */
    private static final Duration USUAL = Duration.ofMinutes(10);

    /** A pod that does not run is no target, and only its own words tell why. */
    @Override
    public Progress<ExposureFacts> ensure(ExposureSpec wanted) {
        KubernetesClient kubernetes = clusters.kubernetes(wanted.cluster());
        Plan plan = wanted.plan();
        Optional<Service> service = LoadBalancedObjects.findService(kubernetes, plan);
        if (service.isEmpty()) {
            throw deleted("Service " + LoadBalancedObjects.service(plan));
        }
        Optional<String> milvus = service.flatMap(ExposureStage::host);
        Optional<Ingress> ingress = milvus.isEmpty() ? Optional.empty() : LoadBalancedObjects.findIngress(kubernetes, plan);
        Optional<String> attu = ingress.flatMap(ExposureStage::host);
        if (milvus.isPresent() && plan.attu().enabled() && ingress.isEmpty()) {
            throw deleted("Ingress " + LoadBalancedObjects.ingress(plan));
        }
        List<Pod> pods = kubernetes.pods().inNamespace(plan.names().release()).list().getItems();
        PodTargets targets = PodTargets.behind(service.get(), pods);
        return unaddressed(milvus, ingress, attu, plan)
                .or(() -> unready(service.get(), targets))
                .or(() -> obstacle(milvus.orElseThrow(), ingress, attu, plan))
                .<Progress<ExposureFacts>>map(reason -> new Pending<>(LoadBalancedObjects.explained(
                        reason, kubernetes, LoadBalancedObjects.both(service, ingress), time.instant())
                        + idle(kubernetes, service.get())
                        + behind(kubernetes, plan, pods), targets.justMade(time.instant())))
                .orElseGet(() -> new Done<>(new ExposureFacts(
                        milvus.orElseThrow(), MilvusReach.PORT, plan.attu().enabled() ? plan.attu().uri(attu.orElseThrow()) : null)));
    }

    private static String behind(KubernetesClient kubernetes, Plan plan, List<Pod> pods) {
        String said = PodReason.behind(pods);
        return said + VolumeZones.behind(kubernetes, plan.names().release(), said);
    }

    /** Asked once what is usual has passed, for until then the answer is known. */
    private String idle(KubernetesClient kubernetes, Service service) {
        Instant made = Instant.parse(service.getMetadata().getCreationTimestamp());
        return time.instant().isBefore(made.plus(USUAL)) || Controller.works(kubernetes) ? "" : "; " + Controller.IDLE;
    }

    /** This stage makes nothing, so waiting would be in vain; a redrive begins with what makes it. */
    private static StageBroken deleted(String object) {
        return new StageBroken("%s is not there: somebody has deleted it since the release was installed. Next: redrive the execution, which makes it anew."
                .formatted(object));
    }

    private static Optional<String> unaddressed(Optional<String> milvus, Optional<Ingress> ingress, Optional<String> attu, Plan plan) {
        if (milvus.isEmpty()) {
            return Optional.of("Service %s has no address yet".formatted(LoadBalancedObjects.service(plan)));
        }
        if (plan.attu().enabled() && attu.isEmpty()) {
            return Optional.of("Ingress %s %s".formatted(LoadBalancedObjects.ingress(plan), ingress
                    .filter(found -> found.getMetadata().getDeletionTimestamp() != null)
                    .map(found -> "is being deleted, and made again once nobody holds it: " + String.join(", ", found.getMetadata().getFinalizers()))
                    .orElse("has no address yet")));
        }
        return Optional.empty();
    }

    /**
     * While all pods behind the Service are on their way, or only just there, no target is healthy, and the cluster, which serves
     * nobody else, can be asked for it; Elastic Load Balancing answers the whole account ten times a second.
     */
    private Optional<String> unready(Service service, PodTargets targets) {
        return targets.mayBeHealthy(time.instant()) ? Optional.empty()
                : Optional.of("no pod behind Service %s is ready for %d seconds yet".formatted(
                        service.getMetadata().getName(), PodTargets.AT_LEAST.toSeconds()));
    }

    private Optional<String> obstacle(String milvus, Optional<Ingress> ingress, Optional<String> attu, Plan plan) {
        return obstacle(new LoadBalancers.Wanted(
                        plan.names().networkLoadBalancer(), plan.exposure().scheme(), milvus, plan.exposure().sourceRanges(),
                        ListenerWords.ofMilvus(plan.exposure())), plan)
                .or(() -> plan.attu().enabled()
                        ? obstacle(new LoadBalancers.Wanted(plan.names().applicationLoadBalancer(), plan.attu().scheme(), attu.orElseThrow(),
                                plan.attu().sourceRanges(), ListenerWords.ofAttu(plan.attu())), plan)
                        : leftOfAttu(ingress, plan));
    }

    private Optional<String> obstacle(LoadBalancers.Wanted wanted, Plan plan) {
        return loadBalancers.get().obstacle(wanted, plan.ownership());
    }

    /** Switched off, Attu went with the release; its load balancer goes when the controller comes to it. */
    private Optional<String> leftOfAttu(Optional<Ingress> ingress, Plan plan) {
        String name = plan.names().applicationLoadBalancer();
        return ingress.filter(LoadBalancedObjects::awaitsController).isPresent() || !loadBalancers.get().removed(name, plan.ownership())
                ? Optional.of("Attu is switched off, and its load balancer %s is being deleted".formatted(name))
                : Optional.empty();
    }

    @Override
    public Progress<Void> retire(ExposureSpec wanted) {
        KubernetesClient kubernetes = clusters.kubernetes(wanted.cluster());
        List<HasMetadata> waiting = LoadBalancedObjects.removed(kubernetes, wanted.plan());
        boolean works = waiting.isEmpty() || Controller.works(kubernetes);
        if (!waiting.isEmpty() && works) {
            return new Pending<>(LoadBalancedObjects.explained("Service and Ingress wait for the controller to delete their load balancers",
                    kubernetes, waiting, time.instant()));
        }
        List<String> left = Stream.of(
                        wanted.plan().names().networkLoadBalancer(), wanted.plan().names().applicationLoadBalancer())
                .filter(name -> !loadBalancers.get().removed(name, wanted.plan().ownership()))
                .toList();
        if (!left.isEmpty()) {
            return new Pending<>("load balancers are being deleted%s: %s"
                    .formatted(works ? "" : ", for no pod of their controller is ready to do it", left));
        }
        if (waiting.isEmpty()) {
            return Progress.done();
        }
        Controller.silenced(kubernetes);
        LoadBalancedObjects.released(kubernetes, waiting);
        return new Pending<>("Service and Ingress are let go of in their controller's place");
    }

    private static Optional<String> host(Service service) {
        return service.getStatus() == null || service.getStatus().getLoadBalancer() == null
                ? Optional.empty()
                : service.getStatus().getLoadBalancer().getIngress().stream()
                        .map(LoadBalancerIngress::getHostname).filter(Objects::nonNull).findFirst();
    }

    private static Optional<String> host(Ingress ingress) {
        return ingress.getStatus() == null || ingress.getStatus().getLoadBalancer() == null
                ? Optional.empty()
                : ingress.getStatus().getLoadBalancer().getIngress().stream()
                        .map(IngressLoadBalancerIngress::getHostname).filter(Objects::nonNull).findFirst();
    }
}
