package dev.redkite.workloadidentity;

import dev.redkite.identity.RoleFacts;
import dev.redkite.identity.RoleSpec;
import dev.redkite.identity.RoleStage;
import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Retirement;
import dev.redkite.stage.Stage;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.iam.IamClient;

/** The roles that service accounts assume: independent of each other, so every call brings on all of them. */
public final class WorkloadIdentityStage implements Stage<WorkloadIdentitySpec, WorkloadIdentityFacts> {

    private final RoleStage role;

    /** @param boundary as {@link RoleStage} takes it */
    public WorkloadIdentityStage(IamClient iam, String boundary) {
        role = new RoleStage(iam, boundary, _ -> {});
    }

    @Override
    public Progress<WorkloadIdentityFacts> ensure(WorkloadIdentitySpec wanted) {
        Map<String, String> arns = new LinkedHashMap<>();
        String pending = null;
        for (RoleSpec spec : wanted.roles()) {
            switch (role.ensure(spec)) {
                case Done<RoleFacts>(RoleFacts facts) -> arns.put(facts.name(), facts.arn());
                case Pending<RoleFacts>(String reason) -> pending = "role " + spec.name() + ": " + reason;
            }
        }
        if (pending != null) {
            return new Pending<>(pending);
        }
        return new Done<>(new WorkloadIdentityFacts(
                arns.get(wanted.loadBalancerController().name()),
                arns.get(wanted.ebsCsiDriver().name()),
                arns.get(wanted.vpcCni().name()),
                arns.get(wanted.milvus().name())));
    }

    @Override
    public Progress<Void> retire(WorkloadIdentitySpec wanted) {
        Retirement retirement = new Retirement();
        wanted.roles().forEach(spec -> retirement.of(() -> role.retire(spec)));
        return retirement.progress();
    }
}
