package dev.redkite.sandbox.doctor;

import dev.redkite.failure.AwsErrors;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Whether a service says of what is not there that it is not there, to a function's role and through the client that functions
 * use, its rarer methods too. Until the policies of the role count, it is told that it may not ask: what is tried with that role
 * comes afterwards, so that no other lag is mixed with this one.
 */
record AnswersTrial(Question question, Actor actor, Patience patience) implements Trial {

    private static final Duration LONGEST = Duration.ofMinutes(2);

    private static final String NOWHERE = Belongings.NAME + "_nowhere";

    /** @param ask about what is not there, by a call that the function's role allows */
    record Question(String function, String asked, Consumer<Actor> ask) {}

    static List<Question> questions(Identity identity) {
        String role = "%s-%s-cluster".formatted(NOWHERE, identity.region());
        String cluster = identity.arn("kafka", "cluster/%s/00000000-0000-4000-8000-000000000000-1".formatted(NOWHERE));
        return List.of(
                new Question("KafkaCredentialsFunction", "secretsmanager:DescribeSecret", actor -> actor.aws(SecretsManagerClient.class)
                        .describeSecret(request -> request.secretId("AmazonMSK_" + NOWHERE))),
                new Question("MilvusReleaseFunction", "secretsmanager:GetSecretValue", actor -> actor.aws(SecretsManagerClient.class)
                        .getSecretValue(request -> request.secretId("AmazonMSK_" + NOWHERE))),
                new Question("KafkaClusterFunction", "kafka:UpdateSecurity (PATCH)", actor -> actor.aws(KafkaClient.class)
                        .updateSecurity(request -> request.clusterArn(cluster).currentVersion("K3AEGXETSR30VB"))),
                new Question("NetworkFunction", "ec2:DescribeVpcs", actor -> actor.aws(Ec2Client.class)
                        .describeVpcs(request -> request.vpcIds("vpc-00000000000000001"))),
                new Question("EgressFunction", "ec2:DescribeAddresses", actor -> actor.aws(Ec2Client.class)
                        .describeAddresses(request -> request.allocationIds("eipalloc-00000000000000001"))),
                new Question("NodeGroupFunction", "ec2:DescribeLaunchTemplates", actor -> actor.aws(Ec2Client.class)
                        .describeLaunchTemplates(request -> request.launchTemplateIds("lt-00000000000000001"))),
                new Question("ClusterRoleFunction", "iam:GetRole", actor -> actor.aws(IamClient.class).getRole(request -> request.roleName(role))),
                new Question("EksClusterFunction", "eks:DescribeCluster", actor -> actor.aws(EksClient.class).describeCluster(request -> request.name(NOWHERE))));
    }

    @Override
    public String title() {
        return "%s of what is not there, as %s".formatted(question.asked(), question.function());
    }

    @Override
    public List<Finding> ask() {
        Patience.Outcome<Answer> outcome = patience.until(LONGEST, this::answer);
        if (!outcome.granted()) {
            return List.of(topic().wrong(outcome.summary(), actor.next()));
        }
        String found = "%s; %s".formatted(outcome.summary(), outcome.answer().sentence());
        return List.of(outcome.answer().refusalOrNull() != null && AwsErrors.kindOf(outcome.answer().refusalOrNull()) == AwsErrors.Kind.ABSENT
                ? topic().fine(found)
                : topic().wrong(found, "report this with the words: a teardown would not take it for gone"));
    }

    private Answer answer() {
        try {
            question.ask().accept(actor);
            return new Answer(null);
        } catch (AwsServiceException e) {
            if (AwsErrors.kindOf(e) == AwsErrors.Kind.DENIED) {
                throw e;
            }
            return new Answer(e);
        }
    }

    /** @param refusalOrNull null where it was answered as if it existed */
    private record Answer(AwsServiceException refusalOrNull) {

        private String sentence() {
            return refusalOrNull == null ? "it was answered as if it existed"
                    : "taken for %s: %s".formatted(AwsErrors.kindOf(refusalOrNull), AwsErrors.messageOf(refusalOrNull));
        }
    }
}
