package dev.redkite.scenario;

import dev.redkite.sandbox.milvus.FakeMilvus;
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
                Misbehaviour.of("Before a pause what Milvus holds cannot be flushed", "01-minimal").whenPaused()
                        .begins(sandbox -> {
                            new MilvusUser(sandbox, "demo", new Random(7), new BackedUpRows()).works();
                            sandbox.clusters().faults().milvus(FakeMilvus::flushesNever);
                        })
                        .ends(sandbox -> sandbox.clusters().faults().cured())
                        .as("StagePending")
                        .names("Flush: ")
                        .quotes("then, at flush: no answer in time")
                        .advises("Next: read kubectl -n milvus get pods and the logs of the data nodes, which write rows to the object storage, mend the cause")
                        .within(Duration.ofMinutes(65)));
    }
}
