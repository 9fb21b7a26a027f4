package dev.redkite.backup;

import dev.redkite.failure.Confidential;
import dev.redkite.failure.StageBroken;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Job that runs milvus-backup beside Milvus, and the Secret that it reads: configuration and login. */
record BackupJob(KubernetesClient kubernetes, BackupSpec spec) {

    /** Which backup a Job makes. */
    private static final String LABEL = "redkite/backup";

    private static final String FOLDER = "/etc/milvus-backup";

    /** Longer than any that was told of (milvus-io/milvus#26914); a Job that hangs is not to hang for ever. */
    private static final Duration LONGEST = Duration.ofHours(12);

    Optional<Job> find() {
        Job found = kubernetes.batch().v1().jobs().inNamespace(spec.namespace()).withName(spec.job()).get();
        return Optional.ofNullable(found);
    }

    boolean isOurs(Job job) {
        return spec.name().equals(job.getMetadata().getLabels().get(LABEL));
    }

    /** @param password root's, where Milvus asks for a login */
    void create(@Nullable String password) {
        Secret secret = secret(password);
        Confidential.call(password == null ? "" : password, () -> kubernetes.resource(secret).serverSideApply());
        kubernetes.resource(job(password != null)).create();
    }

    /** With its pods, whose logs nobody reads any more. */
    void delete() {
        kubernetes.batch().v1().jobs().inNamespace(spec.namespace()).withName(spec.job()).delete();
        kubernetes.secrets().inNamespace(spec.namespace()).withName(spec.job()).delete();
    }

    List<Pod> pods() {
        return kubernetes.pods().inNamespace(spec.namespace()).withLabel("job-name", spec.job()).list().getItems();
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new HashMap<>(spec.plan().ownership().labels());
        labels.put(LABEL, spec.name());
        return labels;
    }

    private Secret secret(@Nullable String password) {
        Map<String, String> content = new HashMap<>(Map.of("backup.yaml", ToolConfiguration.of(spec)));
        if (password != null) {
            content.put("password", password);
        }
        return new SecretBuilder()
                .withNewMetadata().withName(spec.job()).withNamespace(spec.namespace()).withLabels(labels()).endMetadata()
                .withType("Opaque")
                .withStringData(content)
                .build();
    }

    /** One attempt: what it has begun when it dies, milvus-backup takes for a backup that exists, so the stage tidies up before another. */
    private Job job(boolean login) {
        return new JobBuilder()
                .withNewMetadata().withName(spec.job()).withNamespace(spec.namespace()).withLabels(labels()).endMetadata()
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

    /** Where the proxy runs and as it may: by its service account's role milvus-backup reads Milvus' objects and writes its own. */
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
                        .withImage(spec.tool().image())
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
                .withVolumes(new VolumeBuilder().withName("configuration").withNewSecret().withSecretName(spec.job()).endSecret().build())
                .build();
    }

    private PodSpec proxy() {
        String name = spec.plan().names().release() + "-proxy";
        Deployment found = kubernetes.apps().deployments().inNamespace(spec.namespace()).withName(name).get();
        if (found == null) {
            throw new StageBroken("Deployment %s/%s is not there, so there is no Milvus to be backed up. Next: update the environment, which installs it again, then ask for the backup."
                    .formatted(spec.namespace(), name));
        }
        return found.getSpec().getTemplate().getSpec();
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of(
                "--config", FOLDER + "/backup.yaml", "create", "--name", spec.name(), "--format", "binlog"));
        if (spec.takesUsers()) {
            arguments.add("--rbac");
        }
        return arguments;
    }

    private List<EnvVar> login() {
        return List.of(
                new EnvVarBuilder().withName("MILVUS_USER").withValue("root").build(),
                new EnvVarBuilder().withName("MILVUS_PASSWORD").withNewValueFrom()
                        .withNewSecretKeyRef().withName(spec.job()).withKey("password").endSecretKeyRef().endValueFrom().build());
    }
}
