package dev.redkite.sandbox.states;

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
    public void run(StateVisit visit) throws QueryEvaluationException {
        visit.begin(arguments, given -> {
            visit.record(HistoryEvent.Kind.PARALLEL_STARTED, null);
            visit.branchOut(branches, given);
        });
    }
}
