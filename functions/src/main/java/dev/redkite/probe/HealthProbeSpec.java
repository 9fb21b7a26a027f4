package dev.redkite.probe;

import dev.redkite.cluster.EksClusterFacts;
import dev.redkite.domain.DomainFacts;
import dev.redkite.platform.ClusterAccess;
import dev.redkite.stage.StageRequest;
import org.jspecify.annotations.Nullable;

/**
 * @param release        the service in front of Milvus has the release's name
 * @param authentication whether Milvus asks for a login
 * @param rootSecret     where Secrets Manager keeps root's login
 * @param nameChange     what Route 53 has still to tell its servers of, if anything
 * @param collection     what the check makes and drops
 */
public record HealthProbeSpec(
        ClusterAccess cluster, String namespace, String release, boolean authentication, String rootSecret,
        @Nullable String nameChange, String collection) {

    static HealthProbeSpec of(StageRequest request) {
        return of(request, request.facts("domain", DomainFacts.class).change());
    }

    /** For who asks Milvus where no names are made. */
    public static HealthProbeSpec withoutNames(StageRequest request) {
        return of(request, null);
    }

    private static HealthProbeSpec of(StageRequest request, @Nullable String nameChange) {
        String release = request.plan().names().release();
        return new HealthProbeSpec(
                request.facts("eksCluster", EksClusterFacts.class).access(),
                release,
                release,
                request.plan().milvus().authentication(),
                request.plan().names().rootSecret(),
                nameChange,
                request.plan().names().probeCollection());
    }
}
