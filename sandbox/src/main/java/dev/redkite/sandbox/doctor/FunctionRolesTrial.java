package dev.redkite.sandbox.doctor;

import dev.redkite.failure.AwsErrors;
import dev.redkite.sandbox.doctor.Finding.Group;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sts.StsClient;

/** Whether anybody but Lambda may take on a function's role; nobody should, which is why the trials have roles of their own. */
record FunctionRolesTrial(Examination examination, DeployedStack stack) implements Check {

    private static final String FUNCTION = "KafkaCredentialsFunction";

    @Override
    public Topic topic() {
        return new Topic(Group.BEHAVIOUR, "sts:AssumeRole of the role of " + FUNCTION);
    }

    @Override
    public List<Finding> ask() {
        String role = examination.identity().arn("iam", "role/" + stack.physical(FUNCTION + "Role"));
        try {
            examination.platform().aws(StsClient.class).assumeRole(request -> request.roleArn(role).roleSessionName(Belongings.NAME));
            return List.of(topic().wrong("you may, so its trust was widened: it should trust Lambda alone",
                    "deploy the stack again (sam deploy), and look who changed the role"));
        } catch (AwsServiceException e) {
            return List.of(switch (AwsErrors.kindOf(e)) {
                case DENIED, NOT_YET -> topic().fine("refused, for it trusts Lambda alone; the trials are made in roles with the same policies");
                case ABSENT, PRESENT, IN_USE, TRANSIENT, QUOTA, REFUSED ->
                        topic().unasked(AwsErrors.messageOf(e), "run this again");
            });
        }
    }
}
