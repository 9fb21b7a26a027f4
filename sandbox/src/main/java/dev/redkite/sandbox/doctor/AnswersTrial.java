package dev.redkite.sandbox.doctor;

import dev.redkite.failure.AwsErrors;
import dev.redkite.outside.Outside;
import dev.redkite.sandbox.doctor.Finding.Group;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kms.KmsClient;

/** Whether services say of what is not there that it is not there, through the client that functions use, its rarer methods too. */
record AnswersTrial(Outside outside, Identity identity) implements Check {

    @Override
    public Group group() {
        return Group.BEHAVIOUR;
    }

    @Override
    public String asked() {
        return "changes to what does not exist";
    }

    @Override
    public List<Finding> ask() {
        KafkaClient kafka = outside.aws(KafkaClient.class);
        String cluster = identity.arn("kafka", "cluster/redkite-doctor/00000000-0000-4000-8000-000000000000-1");
        String secret = identity.arn("secretsmanager", "secret:AmazonMSK_redkite-doctor-000000");
        return List.of(
                one("kafka:BatchDisassociateScramSecret (PATCH) of a cluster that is not there",
                        () -> kafka.batchDisassociateScramSecret(request -> request.clusterArn(cluster).secretArnList(secret))),
                one("kafka:UpdateSecurity (PATCH) of a cluster that is not there",
                        () -> kafka.updateSecurity(request -> request.clusterArn(cluster).currentVersion("K3AEGXETSR30VB"))),
                one("kms:DescribeKey of an alias that is not there",
                        () -> outside.aws(KmsClient.class).describeKey(request -> request.keyId("alias/redkite-doctor-nowhere"))));
    }

    private Finding one(String asked, Supplier<?> call) {
        try {
            call.get();
            return Finding.wrong(group(), asked, "was answered as if it existed", "report this");
        } catch (AwsServiceException e) {
            String said = "taken for %s: %s".formatted(AwsErrors.kindOf(e), AwsErrors.messageOf(e));
            return switch (AwsErrors.kindOf(e)) {
                case ABSENT -> Finding.fine(group(), asked, said);
                case DENIED -> Finding.unasked(group(), asked, said, "let your policy allow it");
                case PRESENT, IN_USE, NOT_YET, TRANSIENT, QUOTA, REFUSED -> Finding.wrong(group(), asked, said,
                        "report this with the words: a teardown would not take it for gone");
            };
        }
    }
}
