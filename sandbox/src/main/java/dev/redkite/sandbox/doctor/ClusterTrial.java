package dev.redkite.sandbox.doctor;

import dev.redkite.catalog.Catalog;
import dev.redkite.environment.Names;
import dev.redkite.environment.Names.RolePurpose;
import dev.redkite.failure.AwsErrors;
import dev.redkite.identity.IamTags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.CreateClusterResponse;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CreateRoleResponse;

/**
 * In which words EKS refuses a role that was just made, and from when on it refuses the subnets alone: they are in one zone, or
 * do not exist, so that it makes nothing.
 *
 * @param subnets those of {@link NetworkTrial}, where it could make them
 */
record ClusterTrial(Identity identity, Actor roleMaker, Actor clusterMaker, Names names, List<String> subnets, Patience patience,
        Belongings belongings) implements Trial {

    static final List<String> FUNCTIONS = List.of("ClusterRoleFunction", "EksClusterFunction");

    /** As long as stages wait for what IAM has not spread. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    /** Longer than IAM was ever seen to take. */
    private static final Duration LISTENING = Duration.ofMinutes(1);

    private static final List<String> NOWHERE = List.of("subnet-00000000000000001", "subnet-00000000000000002");

    private static final String TRUST = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"eks.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    @Override
    public String title() {
        return "iam:CreateRole for a cluster";
    }

    @Override
    public List<Finding> ask() {
        IamClient iam = roleMaker.aws(IamClient.class);
        Patience.Outcome<CreateRoleResponse> made = patience.until(LONGEST, () -> iam.createRole(request -> request
                .roleName(names.role(RolePurpose.CLUSTER))
                .assumeRolePolicyDocument(TRUST)
                .permissionsBoundary(roleMaker.boundaryOrNull())
                .tags(IamTags.list(Belongings.tags()))));
        List<Finding> findings = new ArrayList<>(List.of(finding(title(), roleMaker, made)));
        if (!made.granted()) {
            return findings;
        }
        String role = made.answer().role().arn();
        belongings.add(role);
        findings.add(one("iam:AttachRolePolicy to the new role", roleMaker, LONGEST, () -> iam.attachRolePolicy(request -> request
                .roleName(names.role(RolePurpose.CLUSTER))
                .policyArn("arn:%s:iam::aws:policy/AmazonEKSClusterPolicy".formatted(identity.partition().id())))));
        findings.add(cluster(role));
        return findings;
    }

    private Finding cluster(String role) {
        boolean standing = subnets.size() == NOWHERE.size();
        String asked = "eks:CreateCluster with that role at once, in subnets %s, as %s".formatted(standing ? "of one zone" : "that do not exist",
                clusterMaker.function());
        Supplier<CreateClusterResponse> call = () -> clusterMaker.aws(EksClient.class).createCluster(request -> request
                .name(names.clusterName())
                .version(Catalog.load().defaultKubernetesVersion())
                .roleArn(role)
                .tags(Belongings.tags())
                .resourcesVpcConfig(network -> network.subnetIds(standing ? subnets : NOWHERE)));
        Patience.Outcome<CreateClusterResponse> outcome = patience.until(LISTENING, call);
        if (outcome.granted()) {
            return topic().about(asked).wrong("EKS took it, and the cluster is being deleted", "see that it goes: aws eks describe-cluster --name " + names.clusterName());
        }
        String found = "refused for %d s: %s".formatted(outcome.took().toSeconds(), outcome.words());
        return outcome.last() == AwsErrors.Kind.DENIED ? topic().about(asked).wrong(found, clusterMaker.next()) : topic().about(asked).fine(found);
    }
}
