package dev.redkite.sandbox.doctor;

import dev.redkite.failure.AwsErrors;
import dev.redkite.outside.Outside;
import dev.redkite.sandbox.doctor.Finding.Group;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * How long until a role that was just made counts, and in which words EKS refuses one that does not yet. EKS makes nothing: the
 * subnets that it is given do not exist.
 */
record RoleTrial(Outside outside, Identity identity, Patience patience, Belongings belongings) implements Check {

    /** As long as stages wait for what IAM has not spread. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private static final String TRUST = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"sts:AssumeRole"},\
            {"Effect":"Allow","Principal":{"Service":"eks.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    @Override
    public Group group() {
        return Group.BEHAVIOUR;
    }

    @Override
    public String asked() {
        return "iam:CreateRole, then sts:AssumeRole each second";
    }

    @Override
    public List<Finding> ask() {
        String arn = outside.aws(IamClient.class).createRole(request -> request
                .roleName(Belongings.NAME)
                .description("Made by redkite doctor, which removes it again")
                .assumeRolePolicyDocument(TRUST.formatted(identity.arn("iam", "root")))
                .tags(Belongings.tags().entrySet().stream().map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build()).toList()))
                .role().arn();
        belongings.made(arn);
        List<Finding> findings = new ArrayList<>(List.of(cluster(arn)));
        Patience.Outcome<?> assumed = patience.until(LONGEST, () -> outside.aws(StsClient.class)
                .assumeRole(request -> request.roleArn(arn).roleSessionName(Belongings.NAME)));
        findings.add(assumed.granted()
                ? Finding.fine(group(), asked(), assumed.told())
                : Finding.wrong(group(), asked(), assumed.told(), "see whether you may sts:AssumeRole on " + arn
                        + "; if so, stages would give up before IAM has spread: report this with the words"));
        return findings;
    }

    private Finding cluster(String role) {
        String asked = "eks:CreateCluster with that role at once, in subnets that do not exist";
        try {
            outside.aws(EksClient.class).createCluster(request -> request
                    .name(Belongings.NAME)
                    .roleArn(role)
                    .tags(Belongings.tags())
                    .resourcesVpcConfig(network -> network.subnetIds("subnet-00000000000000001", "subnet-00000000000000002")));
        } catch (AwsServiceException e) {
            return Finding.fine(group(), asked, "refused, which is taken for %s: %s".formatted(AwsErrors.kindOf(e), AwsErrors.messageOf(e)));
        }
        outside.aws(EksClient.class).deleteCluster(request -> request.name(Belongings.NAME));
        return Finding.wrong(group(), asked, "EKS took it, and the cluster is being deleted", "see that it goes: aws eks describe-cluster --name " + Belongings.NAME);
    }
}
