package dev.redkite.workloadidentity;

import dev.redkite.environment.Identity;
import dev.redkite.identity.RoleFacts;
import dev.redkite.identity.RoleIdentity;
import dev.redkite.identity.RoleStage;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Retirement;
import dev.redkite.stage.Stage;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iam.IamClient;

/** The roles that service accounts assume: independent of each other, so every call brings on all of them. */
public final class WorkloadIdentityStage implements Stage<WorkloadIdentitySpec, Identity, WorkloadIdentityFacts> {

    private final RoleStage role;

    /** @param boundary as {@link RoleStage} takes it */
    public WorkloadIdentityStage(IamClient iam, String boundary) {
        role = new RoleStage(iam, boundary, _ -> {});
    }

    @Override
    public Progress<WorkloadIdentityFacts> ensure(WorkloadIdentitySpec wanted) {
        return Progress.each(wanted.roles(), spec -> role.ensure(spec).about("role " + spec.name())).map(found -> {
            Map<String, String> arns = found.stream().collect(Collectors.toMap(RoleFacts::name, RoleFacts::arn));
            return new WorkloadIdentityFacts(
                    arns.get(wanted.loadBalancerController().name()),
                    arns.get(wanted.ebsCsiDriver().name()),
                    arns.get(wanted.vpcCni().name()),
                    arns.get(wanted.milvus().name()));
        });
    }

    @Override
    public Progress<Void> retire(Identity identity) {
        return Retirement.each(WorkloadIdentitySpec.PURPOSES, purpose -> role.retire(RoleIdentity.of(identity, purpose)));
    }
}
