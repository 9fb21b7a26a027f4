package dev.redkite.sandbox.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Branches that run beside each other; the first that fails stops the others. Its result lists theirs. */
record ParallelState(CommonFields common, List<Flow> branches, Optional<Expression> arguments) implements State {

    static ParallelState read(String name, Fields fields) {
        List<Flow> branches = new ArrayList<>();
        for (Fields branch : fields.objects("Branches")) {
            branch.take("Comment");
            branches.add(Flow.read(branch));
            branch.refuseOthers();
        }
        return new ParallelState(CommonFields.readFallible(name, fields), branches, fields.expression("Arguments"));
    }

    @Override
    public String type() {
        return "Parallel";
    }

    @Override
    public void run(StateVisit visit) throws QueryEvaluationException {
        Optional<JsonNode> given = visit.evaluateArguments(arguments);
        if (given.isPresent()) {
            start(visit, given.get());
        }
    }

    private void start(StateVisit visit, JsonNode given) {
        visit.record(HistoryEvent.Kind.PARALLEL_STARTED, null);
        visit.branchOut(branches, given);
    }
}
