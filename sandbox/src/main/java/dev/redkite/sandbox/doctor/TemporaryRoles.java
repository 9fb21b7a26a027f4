package dev.redkite.sandbox.doctor;

import dev.redkite.failure.AwsErrors;
import dev.redkite.identity.IamTags;
import dev.redkite.sandbox.doctor.Finding.Group;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * Roles for the time of the trials, each with the policies of a function's own role, which trusts Lambda alone. They trust the
 * session that asks, and only with a word that was drawn for this run (docs/decisions/0035).
 */
final class TemporaryRoles {

    /** As long as stages wait for what IAM has not spread. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private static final String TRUST = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"sts:AssumeRole",\
            "Condition":{"StringEquals":{"sts:ExternalId":"%s"}}}]}""";

    private final Examination examination;
    private final Spending spending;
    private final Patience patience;
    private final Belongings belongings;
    private final String drawn;
    private final Map<String, Actor> actors = new ConcurrentHashMap<>();

    TemporaryRoles(Examination examination, Spending spending, Patience patience, Belongings belongings) {
        this.examination = examination;
        this.spending = spending;
        this.patience = patience;
        this.belongings = belongings;
        drawn = Belongings.newIdentifier(examination.platform().random());
    }

    /** Makes and takes on all of them beside each other, for IAM takes its time. */
    List<Finding> take(List<String> functions) {
        if (examination.identity().isRoot()) {
            return List.of(new Topic(Group.BEHAVIOUR, "sts:AssumeRole").unasked("you are the account's root, who can take on no role",
                    "run this as a role or user: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html"));
        }
        return Refusals.findings(examination.platform(), functions.stream().map(Taking::new).toList());
    }

    boolean has(String function) {
        return actors.containsKey(function);
    }

    /** Of a function whose role was taken on. */
    Actor of(String function) {
        return actors.get(function);
    }

    /** Makes one role, and takes it on. */
    private final class Taking implements Check {

        private final String function;
        private final IamClient iam;
        private final String name;

        private Taking(String function) {
            this.function = function;
            iam = examination.platform().aws(IamClient.class);
            name = Belongings.roleOf(function, examination.identity().region());
        }

        @Override
        public Topic topic() {
            return new Topic(Group.BEHAVIOUR, "iam:CreateRole with the policies of %s, then sts:AssumeRole each second".formatted(function));
        }

        @Override
        public List<Finding> ask() {
            FunctionPolicies policies = examination.stack()
                    .map(stack -> FunctionPolicies.deployed(iam, stack.physical(function + "Role")))
                    .orElseGet(() -> FunctionPolicies.written(examination.template(), function));
            String arn = make(policies);
            Patience.Outcome<AssumeRoleResponse> taken = patience.until(LONGEST, () -> examination.platform().aws(StsClient.class).assumeRole(request -> request
                    .roleArn(arn).roleSessionName(Belongings.NAME).externalId(drawn)));
            if (!taken.granted()) {
                return List.of(topic().wrong(taken.summary(), "see whether your organization lets you sts:AssumeRole on " + arn
                        + "; if so, stages would give up before IAM has spread: report this with the words"));
            }
            Credentials credentials = taken.answer().credentials();
            actors.put(function, new Actor(function, policies.boundaryOrNull(), new Located(spending.as().apply(AwsSessionCredentials.create(
                    credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken())), examination.platform().deployment())));
            return List.of(topic().fine("%s; %s".formatted(policies.summary(), taken.summary())));
        }

        private String make(FunctionPolicies policies) {
            String arn = iam.createRole(request -> request
                    .roleName(name)
                    .description("Made by redkite doctor, which removes it again")
                    .assumeRolePolicyDocument(TRUST.formatted(examination.identity().arn(), drawn))
                    .permissionsBoundary(policies.boundaryOrNull())
                    .tags(IamTags.list(Belongings.tags())))
                    .role().arn();
            belongings.add(arn);
            policies.inline().forEach((policy, document) -> whenShown(() -> iam.putRolePolicy(request -> request
                    .roleName(name).policyName(policy).policyDocument(document))));
            policies.attached().forEach(policy -> whenShown(() -> iam.attachRolePolicy(request -> request.roleName(name).policyArn(policy))));
            return arn;
        }

        /** IAM itself may not know the role for some seconds; whatever else it says is an answer. */
        private void whenShown(Runnable call) {
            patience.look(LONGEST, () -> AwsErrors.find(() -> {
                call.run();
                return true;
            }).isPresent());
        }
    }
}
