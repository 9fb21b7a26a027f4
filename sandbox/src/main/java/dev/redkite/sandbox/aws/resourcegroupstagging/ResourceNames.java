package dev.redkite.sandbox.aws.resourcegroupstagging;

import dev.redkite.sandbox.aws.AccountRegion;
import java.util.Optional;

/** From the inventories' names to ARNs: what cannot be computed, its service is asked for. */
record ResourceNames(AccountRegion place, TaggedServices services) {

    /** Empty for what GetResources does not list: roles, and what cannot be tagged. */
    Optional<String> findArn(String name) {
        int slash = name.indexOf('/');
        String kind = name.startsWith("logs:") ? "logs:log-group" : name.substring(0, slash);
        String id = name.startsWith("logs:") ? name.substring("logs:log-group:".length()) : name.substring(slash + 1);
        return switch (kind) {
            case "elasticloadbalancing:loadbalancer" -> Optional.of(services.elasticLoadBalancing().arn(id));
            case "elasticloadbalancing:targetgroup" -> Optional.of(targetGroup(id));
            case "eks:cluster", "kms:key" -> Optional.of(regional(kind.substring(0, 3), kind.substring(4) + "/" + id));
            case "eks:nodegroup", "eks:fargateprofile", "eks:addon" -> Optional.of(services.eks().arn(kind.substring(4), id));
            case "kafka:cluster" -> Optional.of(kafkaCluster(id));
            case "secretsmanager:secret" -> Optional.of(secret(id));
            case "s3:bucket" -> Optional.of(place.sharedArn("s3", id));
            case "iam:oidc-provider", "iam:instance-profile" -> global(kind.substring(4) + "/" + id);
            case "logs:log-group" -> Optional.of(services.logs().arn(id));
            case "iam:role", "kafka:configuration", "kms:alias", "scheduler:schedule" -> Optional.empty();
            default -> ec2(kind, id);
        };
    }

    private Optional<String> ec2(String kind, String id) {
        if (!kind.startsWith("ec2:")) {
            throw new UnsupportedOperationException("the sandbox has no ARN of " + kind);
        }
        return Optional.of(regional("ec2", kind.substring(4) + "/" + id));
    }

    private String regional(String service, String resource) {
        return place.arn(service, resource);
    }

    /** Global resources are listed in one region (https://github.com/cloud-custodian/cloud-custodian/pull/2729). */
    private Optional<String> global(String resource) {
        return place.region().equals("us-east-1")
                ? Optional.of(place.globalArn("iam", resource)) : Optional.empty();
    }

    private String targetGroup(String name) {
        return services.elasticLoadBalancing().describeTargetGroups(request -> request.names(name)).targetGroups().getFirst().targetGroupArn();
    }

    private String kafkaCluster(String name) {
        return services.kafka().listClustersV2(request -> request.clusterNameFilter(name)).clusterInfoList().stream()
                .filter(cluster -> cluster.clusterName().equals(name))
                .findFirst().orElseThrow()
                .clusterArn();
    }

    private String secret(String name) {
        return services.secretsManager().describeSecret(request -> request.secretId(name)).arn();
    }
}
