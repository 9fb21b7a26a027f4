package dev.redkite.cluster;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eks.model.AuthenticationMode;
import software.amazon.awssdk.services.eks.model.CreateClusterRequest;
import software.amazon.awssdk.services.eks.model.LogSetup;
import software.amazon.awssdk.services.eks.model.LogType;
import software.amazon.awssdk.services.eks.model.Logging;
import software.amazon.awssdk.services.eks.model.SupportType;
import software.amazon.awssdk.services.eks.model.UpdateClusterConfigRequest;

/** What is sent to EKS about a control plane. */
final class ControlPlaneRequests {

    /** Those that answer "who did what"; the scheduler's and the controller manager's cost without saying much. */
    static final List<LogType> LOGS = List.of(LogType.API, LogType.AUDIT, LogType.AUTHENTICATOR);

    private ControlPlaneRequests() {}

    /**
     * Standard support where the version has it: EKS then upgrades a version that leaves it and never bills the
     * extended rate. The creator gets no rights of its own, for access entries name whoever shall have them. Add-ons are EKS add-ons
     * from the first moment, so no self-managed ones are bootstrapped. No client token of ours, here and wherever EKS
     * takes one: the name is unique already, and a token that is the same for every attempt may be answered with what
     * it once made, long after that failed and was removed. The SDK draws one for each request and its own repetitions.
     */
    static CreateClusterRequest create(EksClusterSpec spec, SupportType support) {
        return CreateClusterRequest.builder()
                .name(spec.name())
                .version(spec.version())
                .roleArn(spec.roleArn())
                .resourcesVpcConfig(network -> network
                        .subnetIds(spec.subnetIds())
                        .endpointPrivateAccess(true)
                        .endpointPublicAccess(!spec.publicAccessCidrs().isEmpty())
                        .publicAccessCidrs(someOrNone(spec.publicAccessCidrs())))
                .accessConfig(access -> access
                        .authenticationMode(AuthenticationMode.API)
                        .bootstrapClusterCreatorAdminPermissions(false))
                .bootstrapSelfManagedAddons(false)
                .upgradePolicy(policy -> policy.supportType(support))
                .logging(logging())
                .tags(spec.tags())
                .build();
    }

    /** @param cidrs who may reach the public endpoint; none closes it */
    static UpdateClusterConfigRequest endpoint(String cluster, List<String> cidrs) {
        return UpdateClusterConfigRequest.builder()
                .name(cluster)
                .resourcesVpcConfig(network -> network
                        .endpointPrivateAccess(true)
                        .endpointPublicAccess(!cidrs.isEmpty())
                        .publicAccessCidrs(someOrNone(cidrs)))
                .build();
    }

    static UpdateClusterConfigRequest logs(EksClusterSpec spec) {
        return UpdateClusterConfigRequest.builder().name(spec.name()).logging(logging()).build();
    }

    /** No logs of any type, whoever switched them on. */
    static UpdateClusterConfigRequest silence(String cluster) {
        List<LogType> every = LogType.knownValues().stream().sorted().toList();
        return UpdateClusterConfigRequest.builder().name(cluster)
                .logging(logging(every, false))
                .build();
    }

    /** EKS refuses an empty list. */
    private static @Nullable List<String> someOrNone(List<String> cidrs) {
        return cidrs.isEmpty() ? null : cidrs;
    }

    private static Logging logging() {
        return logging(LOGS, true);
    }

    private static Logging logging(List<LogType> types, boolean enabled) {
        return Logging.builder().clusterLogging(LogSetup.builder().types(types).enabled(enabled).build()).build();
    }
}
