package dev.redkite.scenario;

import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.tenant.BackedUpRows;
import dev.redkite.sandbox.tenant.MilvusUser;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** What keeps an environment awake. */
final class PauseMisbehaviours {

    private PauseMisbehaviours() {}

    static List<Misbehaviour> all() {
        return List.of(
                Misbehaviour.of("Before a pause nobody can be asked to flush what Milvus holds", "01-minimal").whenPaused()
                        .begins(sandbox -> {
                            new MilvusUser(sandbox, "demo", new Random(7), new BackedUpRows()).works();
                            proxies(sandbox, 0);
                        })
                        .ends(sandbox -> proxies(sandbox, 1))
                        .as("StagePending")
                        .names("Flush: no proxy of Milvus milvus/milvus is ready")
                        .quotes("other processes of Milvus run")
                        .advises("Next: read kubectl -n milvus get pods and the logs of proxies and data nodes, which write rows to the object storage, mend the cause")
                        .within(Duration.ofMinutes(65)));
    }

    private static void proxies(Sandbox sandbox, int count) {
        sandbox.kubernetes("redkite-demo").apps().deployments().inNamespace("milvus").withName("milvus-proxy").scale(count);
        sandbox.advance(Duration.ofMinutes(5));
    }
}
