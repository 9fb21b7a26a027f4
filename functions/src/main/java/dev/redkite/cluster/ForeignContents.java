package dev.redkite.cluster;

import dev.redkite.failure.InvalidRequest;
import dev.redkite.kubernetes.ForeignObject;
import dev.redkite.kubernetes.ForeignObjects;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.eks.EksClient;

/** Whether somebody else has moved into a cluster of ours; Redkite asks before it touches anything. */
record ForeignContents(EksClient eks, KubernetesClient kubernetes) {

    /** What is told of one by one; who has more in the cluster finds it there. */
    private static final int MOST_TOLD = 20;

    /** @throws InvalidRequest naming what there is, and what deletes each of it */
    void requireNone(ClusterAccessSpec spec) {
        List<Attachment> attached = Attachment.of(eks, spec.name()).stream()
                .filter(each -> each.foreign(spec.ownership()))
                .toList();
        List<ForeignObject> objects = new ForeignObjects(kubernetes, spec.names().release(), spec.names().region()).find();
        if (attached.isEmpty() && objects.isEmpty()) {
            return;
        }
        throw new InvalidRequest(("Environment %s is not torn down, and nothing of it was touched: its EKS cluster %s holds what"
                        + " somebody else made or wants to keep, and what would be lost with it: %s. Next: move elsewhere what is still"
                        + " needed, let go of it here (%s), then send this request again.")
                .formatted(spec.ownership().environment(), spec.name(),
                        listed(Stream.concat(objects.stream(), attached.stream()).map(Object::toString), ", "),
                        listed(Stream.concat(objects.stream().flatMap(object -> object.moves().stream()),
                                attached.stream().map(each -> each.deletion(spec.names().region()))).distinct(), "; ")));
    }

    private static String listed(Stream<String> told, String separator) {
        List<String> all = told.toList();
        return all.stream().limit(MOST_TOLD).collect(Collectors.joining(separator))
                + (all.size() > MOST_TOLD ? " and %d more".formatted(all.size() - MOST_TOLD) : "");
    }
}
