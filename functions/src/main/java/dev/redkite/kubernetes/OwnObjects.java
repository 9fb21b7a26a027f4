package dev.redkite.kubernetes;

import dev.redkite.environment.Ownership;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;

/**
 * What in a cluster is of Milvus' release.
 *
 * @param release name of the release and of its namespace
 */
public record OwnObjects(String release) {

    /** Helm's own, on everything that it installs (https://helm.sh/docs/faq/changes_since_helm2/). */
    private static final String INSTALLED_BY = "meta.helm.sh/release-name";

    /**
     * On what a StatefulSet makes of its templates, which Helm does not see, stands what its selector asks for
     * (https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/controller/statefulset/stateful_set_utils.go,
     * getPersistentVolumeClaims), and every chart selects by the release's name, earlier ones by the second label.
     */
    private static final List<String> INSTANCE_LABELS = List.of("app.kubernetes.io/instance", "release");

    /** Also what a stage made itself, which carries the ownership labels. */
    public boolean contain(HasMetadata object) {
        Map<String, String> labels = object.getMetadata().getLabels();
        return release.equals(object.getMetadata().getNamespace())
                && (release.equals(object.getMetadata().getAnnotations().get(INSTALLED_BY))
                        || labels.containsKey(Ownership.ENVIRONMENT_LABEL)
                        || INSTANCE_LABELS.stream().anyMatch(label -> release.equals(labels.get(label))));
    }
}
