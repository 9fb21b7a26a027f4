package dev.redkite.storageclass;

import dev.redkite.environment.Ownership;
import dev.redkite.failure.NotOurs;
import dev.redkite.platform.Clusters;
import dev.redkite.stage.Change;
import dev.redkite.stage.Observation;
import dev.redkite.stage.Resource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The default StorageClass: gp3, encrypted, growing, its volumes made where their first pod runs. Older clusters come
 * with gp2 as a default class; it stays, and is the default no longer.
 */
record StorageClassStage(Clusters clusters) implements Resource<StorageClassSpec, StorageClassFacts> {

    private static final String DEFAULT = "storageclass.kubernetes.io/is-default-class";
    private static final String OLD_DEFAULT = "gp2";
    private static final String PROVISIONER = "ebs.csi.aws.com";
    private static final String BINDING = "WaitForFirstConsumer";
    private static final String RECLAIM = "Delete";

    @Override
    public Observation<StorageClassFacts> observe(StorageClassSpec spec) {
        return find(spec, spec.name())
                .map(found -> Observation.compared(new StorageClassFacts(spec.name()), changes(spec, found)))
                .orElseGet(Observation::absent);
    }

    /** Volumes that exist keep what they were made by; only new ones are made by the new class. */
    private List<Change> changes(StorageClassSpec spec, StorageClass found) {
        requireOurs(spec, found);
        if (!sameVolumes(spec, found)) {
            return List.of(new Change("provisioner, parameters or policies differ", () -> {
                remove(spec);
                create(spec);
            }));
        }
        List<String> differences = new ArrayList<>();
        if (!Boolean.TRUE.equals(found.getAllowVolumeExpansion())) {
            differences.add("its volumes cannot grow");
        }
        if (!isDefault(found)) {
            differences.add("it is not the default class");
        }
        List<Change> changes = new ArrayList<>(Change.of(differences, () -> apply(spec)));
        changes.addAll(oldDefault(spec));
        return changes;
    }

    private static void requireOurs(StorageClassSpec spec, StorageClass found) {
        String owner = Optional.ofNullable(found.getMetadata().getLabels())
                .map(labels -> labels.get(Ownership.ENVIRONMENT_LABEL))
                .orElse("");
        if (!owner.equals(spec.ownership().environment())) {
            throw new NotOurs("StorageClass %s exists in cluster %s and is not labelled %s=%s. Rename, remove or label that class."
                    .formatted(spec.name(), spec.cluster().name(), Ownership.ENVIRONMENT_LABEL,
                            spec.ownership().environment()));
        }
    }

    /** These fields cannot be changed: https://kubernetes.io/docs/concepts/storage/storage-classes/. */
    private static boolean sameVolumes(StorageClassSpec spec, StorageClass found) {
        return PROVISIONER.equals(found.getProvisioner())
                && spec.parameters().equals(Objects.requireNonNullElse(found.getParameters(), Map.of()))
                && BINDING.equals(found.getVolumeBindingMode())
                && RECLAIM.equals(found.getReclaimPolicy());
    }

    private static boolean isDefault(StorageClass found) {
        return Optional.of(found.getMetadata())
                .map(ObjectMeta::getAnnotations)
                .map(annotations -> annotations.get(DEFAULT))
                .filter("true"::equals)
                .isPresent();
    }

    @Override
    public void create(StorageClassSpec spec) {
        apply(spec);
        oldDefault(spec).forEach(change -> change.send().run());
    }

    private void apply(StorageClassSpec spec) {
        client(spec).resource(desired(spec)).fieldManager("redkite").forceConflicts().serverSideApply();
    }

    @Override
    public void remove(StorageClassSpec spec) {
        client(spec).storage().v1().storageClasses().withName(spec.name()).delete();
    }

    private List<Change> oldDefault(StorageClassSpec spec) {
        return find(spec, OLD_DEFAULT).filter(StorageClassStage::isDefault).stream()
                .map(_ -> new Change(OLD_DEFAULT + " is a default class too", () -> client(spec).storage().v1().storageClasses().withName(OLD_DEFAULT).patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"annotations\":{\"" + DEFAULT + "\":\"false\"}}}")))
                .toList();
    }

    private static StorageClass desired(StorageClassSpec spec) {
        return new StorageClassBuilder()
                .withNewMetadata()
                .withName(spec.name())
                .withLabels(spec.ownership().labels())
                .withAnnotations(Map.of(DEFAULT, "true"))
                .endMetadata()
                .withProvisioner(PROVISIONER)
                .withParameters(spec.parameters())
                .withVolumeBindingMode(BINDING)
                .withReclaimPolicy(RECLAIM)
                .withAllowVolumeExpansion(true)
                .build();
    }

    private Optional<StorageClass> find(StorageClassSpec spec, String name) {
        return Optional.ofNullable(client(spec).storage().v1().storageClasses().withName(name).get());
    }

    private KubernetesClient client(StorageClassSpec spec) {
        return clusters.kubernetes(spec.cluster());
    }
}
