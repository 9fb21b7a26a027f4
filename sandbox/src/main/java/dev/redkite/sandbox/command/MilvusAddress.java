package dev.redkite.sandbox.command;

import dev.redkite.deployment.Operation;
import dev.redkite.environment.Names;
import dev.redkite.sandbox.Outcome;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.states.Execution;
import dev.redkite.sandbox.states.HistoryEvent;
import dev.redkite.stage.StageRequest;
import java.util.List;

/** Where clients on this machine reach the Milvus of an environment that has become ready: its load balancer's name leads nowhere here. */
final class MilvusAddress {

    private MilvusAddress() {}

    static List<String> of(Sandbox sandbox, Execution execution, HistoryEvent event) {
        if (event.kind() != HistoryEvent.Kind.EXECUTION_SUCCEEDED || execution.input().has(StageRequest.PARENT)) {
            return List.of();
        }
        Outcome outcome = sandbox.outcome(execution);
        return startsMilvus(outcome.operation()) ? List.of(line(sandbox, outcome.environment())) : List.of();
    }

    /** A backup, which may be given up long after its environment, finds it as it is. */
    private static boolean startsMilvus(Operation operation) {
        return switch (operation) {
            case provision, recreate, resume -> true;
            case teardown, pause, backup, restore -> false;
        };
    }

    private static String line(Sandbox sandbox, String environment) {
        Names names = new Names(environment, 1, sandbox.world().account(), sandbox.world().region());
        return "Milvus of %s on this machine: http://127.0.0.1:%d, until its processes end".formatted(
                environment, sandbox.clusters().milvus(names.clusterName()).port());
    }
}
