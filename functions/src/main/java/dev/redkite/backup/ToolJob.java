package dev.redkite.backup;

import dev.redkite.catalog.BackupTool;
import dev.redkite.environment.Plan;
import dev.redkite.failure.Confidential;
import dev.redkite.failure.StageBroken;
import dev.redkite.failure.Transient;
import dev.redkite.kubernetes.PodReason;
import dev.redkite.kubernetes.PodStart;
import dev.redkite.milvus.LoadBalancedObjects;
import dev.redkite.probe.ReleasePods;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A Job that runs milvus-backup beside Milvus, and the Secret that it reads: configuration and login. */
public record ToolJob(KubernetesClient kubernetes, Plan plan, BackupTool tool, Work work) {

    private static final String FOLDER = "/etc/milvus-backup";

    /** Longer than any that was told of (milvus-io/milvus#26914); a Job that hangs is not to hang for ever. */
    private static final Duration LONGEST = Duration.ofHours(12);

    /**
     * What one Job is to do.
     *
     * @param job       its name and its Secret's
     * @param label     by which it is known
     * @param value     of that label: no other work has the same
     * @param places    where the backups lie that it makes or reads
     * @param arguments of milvus-backup, after those that name its configuration
     */
    public record Work(String job, String label, String value, Backups.Place places, List<String> arguments) {}

    private String namespace() {
        return plan.names().release();
    }

    public Optional<Job> find() {
        Job found = kubernetes.batch().v1().jobs().inNamespace(namespace()).withName(work.job()).get();
        return Optional.ofNullable(found);
    }

    /** Whether it does this work, and no earlier one of the same name; what somebody deletes does none any more, and is there until its pods are gone. */
    public boolean isOurs(Job job) {
        return job.getMetadata().getDeletionTimestamp() == null && work.value().equals(job.getMetadata().getLabels().get(work.label()));
    }

    public static boolean failed(Job job) {
        return has(job, "Failed");
    }

    public static boolean complete(Job job) {
        return has(job, "Complete");
    }

    /** Why it has not begun, once that has taken too long; empty before. */
    public Optional<String> stuck(Job job, Instant now) {
        List<Pod> pods = pods();
        return !PodStart.isDue(job, now) || pods.stream().anyMatch(PodStart::hasBegun) ? Optional.empty()
                : Optional.of("Job %s/%s has not begun within %d minutes%s".formatted(namespace(), work.job(), PodStart.LONGEST.toMinutes(),
                        pods.isEmpty() ? ": it has no pod" : PodReason.behind(pods)));
    }

    private static boolean has(Job job, String condition) {
        return job.getStatus() != null && job.getStatus().getConditions().stream()
                .anyMatch(each -> each.getType().equals(condition) && each.getStatus().equals("True"));
    }

    /** @param password root's, where Milvus asks for a login */
    public void create(@Nullable String password) {
        Secret secret = secret(password);
        Confidential.call(password == null ? "" : password, () -> kubernetes.resource(secret).serverSideApply());
        kubernetes.resource(job(password != null)).create();
    }

    /** With its pods, whose logs nobody reads any more. By the Job a later call sees what is left to do, so the Secret, which nothing else shows, goes first. */
    public void delete() {
        kubernetes.secrets().inNamespace(namespace()).withName(work.job()).delete();
        kubernetes.batch().v1().jobs().inNamespace(namespace()).withName(work.job()).delete();
    }

    /** What keeps its pods from running, to be set behind a sentence. */
    public String hindrance() {
        return PodReason.behind(pods());
    }

    /** Whether none of its pods is left, which go after the Job. */
    public boolean gone() {
        return pods().isEmpty();
    }

    private List<Pod> pods() {
        return kubernetes.pods().inNamespace(namespace()).withLabel("job-name", work.job()).list().getItems();
    }

    /** Of the container where it says any, which the kubelet takes from the end of its log; of the Job otherwise. */
    public String lastWords(Job job) {
        return pods().stream()
                .map(Pod::getStatus).filter(Objects::nonNull)
                .flatMap(status -> status.getContainerStatuses().stream())
                .map(ContainerStatus::getState).filter(state -> state != null && state.getTerminated() != null)
                .map(state -> ended(state.getTerminated()))
                .findFirst()
                .orElseGet(() -> job.getStatus().getConditions().stream().filter(each -> each.getType().equals("Failed"))
                        .map(each -> PodReason.sentence(each.getReason(), each.getMessage())).findFirst().orElse("its Job failed"));
    }

    private static String ended(ContainerStateTerminated end) {
        String words = end.getMessage() == null || end.getMessage().isBlank() ? end.getReason() : end.getMessage().strip();
        return "it ended with exit code %d, %s".formatted(end.getExitCode(), words);
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new HashMap<>(plan.ownership().labels());
        labels.put(work.label(), work.value());
        return labels;
    }

    /** Milvus' Service, or one of the proxies behind it where it went with its load balancer. */
    private String address() {
        return LoadBalancedObjects.findService(kubernetes, plan).map(service -> service.getMetadata().getName())
                .or(() -> new ReleasePods(kubernetes, namespace()).findProxy(namespace()).map(pod -> pod.getStatus().getPodIP()))
                .orElseThrow(() -> new Transient("No proxy of Milvus %s is ready".formatted(namespace())));
    }

    private Secret secret(@Nullable String password) {
        Map<String, String> content = new HashMap<>(Map.of("backup.yaml", ToolConfiguration.of(plan, address(), work.places())));
        if (password != null) {
            content.put("password", password);
        }
        return new SecretBuilder()
                .withNewMetadata().withName(work.job()).withNamespace(namespace()).withLabels(labels()).endMetadata()
                .withType("Opaque")
                .withStringData(content)
                .build();
    }

    /** One attempt: what it has begun when it dies is to be tidied up before another. */
    private Job job(boolean login) {
        return new JobBuilder()
                .withNewMetadata().withName(work.job()).withNamespace(namespace()).withLabels(labels()).endMetadata()
                .withNewSpec()
                .withBackoffLimit(0)
                .withActiveDeadlineSeconds(LONGEST.toSeconds())
                .withNewTemplate()
                .withNewMetadata().withLabels(labels()).endMetadata()
                .withSpec(pod(login))
                .endTemplate()
                .endSpec()
                .build();
    }

    /** Where the proxy runs and as it may: by its service account's role milvus-backup reads and writes objects. */
    private PodSpec pod(boolean login) {
        PodSpec proxy = proxy();
        return new PodSpecBuilder()
                .withRestartPolicy("Never")
                .withServiceAccountName(proxy.getServiceAccountName())
                .withNodeSelector(proxy.getNodeSelector())
                .withTolerations(proxy.getTolerations())
                .withImagePullSecrets(proxy.getImagePullSecrets())
                .withContainers(new ContainerBuilder()
                        .withName("milvus-backup")
                        .withImage(tool.image())
                        .withCommand("/app/milvus-backup") // the image's own entry point is its HTTP server
                        .withArgs(arguments())
                        .withEnv(login ? login() : List.of())
                        .withTerminationMessagePolicy("FallbackToLogsOnError")
                        .withNewResources()
                        .addToRequests("cpu", new Quantity("250m")).addToRequests("memory", new Quantity("512Mi"))
                        .addToLimits("memory", new Quantity("2Gi"))
                        .endResources()
                        .addNewVolumeMount().withName("configuration").withMountPath(FOLDER).withReadOnly(true).endVolumeMount()
                        .build())
                .withVolumes(new VolumeBuilder().withName("configuration").withNewSecret().withSecretName(work.job()).endSecret().build())
                .build();
    }

    private PodSpec proxy() {
        String name = plan.names().release() + "-proxy";
        Deployment found = kubernetes.apps().deployments().inNamespace(namespace()).withName(name).get();
        if (found == null) {
            throw new StageBroken("Deployment %s/%s is not there, so there is no Milvus that milvus-backup could speak to. Next: update the environment, which installs it again, then send the request again."
                    .formatted(namespace(), name));
        }
        return found.getSpec().getTemplate().getSpec();
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("--config", FOLDER + "/backup.yaml"));
        arguments.addAll(work.arguments());
        return arguments;
    }

    private List<EnvVar> login() {
        return List.of(
                new EnvVarBuilder().withName("MILVUS_USER").withValue("root").build(),
                new EnvVarBuilder().withName("MILVUS_PASSWORD").withNewValueFrom()
                        .withNewSecretKeyRef().withName(work.job()).withKey("password").endSecretKeyRef().endValueFrom().build());
    }
}
