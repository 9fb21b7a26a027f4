package dev.redkite.workloadidentity;

import dev.redkite.environment.Identity;
import dev.redkite.identity.RoleFacts;
import dev.redkite.identity.RoleIdentity;
import dev.redkite.identity.RoleSpec;
import dev.redkite.identity.RoleStage;
import dev.redkite.stage.Progress;
import dev.redkite.stage.Retirement;
import dev.redkite.stage.Stage;
import java.util.Map;
import java.util.Objects;
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
    public Progress<WorkloadIdentityFacts> ensure(WorkloadIdentitySpec spec) {
        return Progress.each(spec.roles(), each -> role.ensure(each).about("role " + each.name())).map(found -> {
            Map<String, String> arns = found.stream().collect(Collectors.toMap(RoleFacts::name, RoleFacts::arn));
            return new WorkloadIdentityFacts(
                    arn(arns, spec.loadBalancerController()),
                    arn(arns, spec.ebsCsiDriver()),
                    arn(arns, spec.vpcCni()),
                    arn(arns, spec.milvus()));
        });
    }

    private static String arn(Map<String, String> arns, RoleSpec role) {
        return Objects.requireNonNull(arns.get(role.name()), role.name());
    }

    @Override
    public Progress<Void> retire(Identity identity) {
        return Retirement.each(WorkloadIdentitySpec.PURPOSES, purpose -> role.retire(RoleIdentity.of(identity, purpose)));
    }
}
