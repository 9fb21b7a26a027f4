package dev.redkite.sandbox.doctor;

import dev.redkite.environment.Names;
import dev.redkite.platform.Platform;
import dev.redkite.sandbox.doctor.Finding.Group;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Level 1: makes single things as the functions would, in roles with the functions' own policies, watches how the services
 * behave, and removes everything again in the caller's name, whatever happens.
 */
final class Trials {

    private final Examination examination;
    private final Platform platform;
    private final Patience patience;
    private final Belongings belongings;
    private final TemporaryRoles roles;
    private final Names names;
    private final List<String> subnets = Collections.synchronizedList(new ArrayList<>());

    Trials(Examination examination, Spending spending) {
        this.examination = examination;
        platform = examination.platform();
        patience = new Patience(platform, spending.pause());
        names = Belongings.names(examination.identity());
        belongings = new Belongings(platform, examination.identity());
        roles = new TemporaryRoles(examination, spending, patience, belongings);
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(sweepFindings("what an earlier run left", "nothing", belongings.sweep()));
        try {
            findings.addAll(roles.take(AnswersTrial.questions(examination.identity()).stream().map(AnswersTrial.Question::function).toList()));
            findings.addAll(Refusals.findings(platform, first()));
            findings.addAll(Refusals.findings(platform, then()));
            findings.addAll(Refusals.findings(platform, List.of(trial(ClusterTrial.FUNCTIONS, "eks:CreateCluster with a role that was just made", () -> new ClusterTrial(
                    examination.identity(), roles.of("ClusterRoleFunction"), roles.of("EksClusterFunction"), names, subnets, patience, belongings)))));
        } finally {
            findings.addAll(sweepFindings("what this run made", "all of it is removed", belongings.sweepAll(patience)));
        }
        return findings;
    }

    private List<Check> first() {
        Stream<Check> trust = examination.stack().stream().map(stack -> new FunctionRolesTrial(examination, stack));
        Stream<Check> answers = AnswersTrial.questions(examination.identity()).stream().filter(question -> roles.has(question.function()))
                .map(question -> new AnswersTrial(question, roles.of(question.function()), patience));
        return Stream.concat(trust, answers).toList();
    }

    private List<Check> then() {
        return List.of(
                trial(KeyTrial.FUNCTIONS, "kms:CreateKey with a tag", () -> new KeyTrial(platform, roles.of("KafkaCredentialsFunction"),
                        roles.of("MilvusReleaseFunction"), names, patience, belongings)),
                trial(NetworkTrial.FUNCTIONS, "ec2:CreateVpc with a tag", () -> new NetworkTrial(platform, roles.of("NetworkFunction"), patience, belongings, subnets)),
                trial(AddressTrial.FUNCTIONS, "ec2:AllocateAddress with a tag", () -> new AddressTrial(roles.of("EgressFunction"), patience, belongings)),
                trial(ProviderTrial.FUNCTIONS, "iam:CreateOpenIDConnectProvider without a thumbprint", () -> new ProviderTrial(platform, examination.identity(),
                        roles.of("EksClusterFunction"), patience, belongings)),
                trial(TokenTrial.FUNCTIONS, "ec2:CreateLaunchTemplate", () -> new TokenTrial(platform, roles.of("NodeGroupFunction"), names, patience, belongings)));
    }

    private Check trial(List<String> functions, String asked, Supplier<Check> made) {
        List<String> missing = functions.stream().filter(function -> !roles.has(function)).toList();
        return missing.isEmpty() ? made.get() : new Untried(asked, missing);
    }

    /** What would be made in a role that could not be taken on. */
    private record Untried(String asked, List<String> functions) implements Check {

        @Override
        public Topic topic() {
            return new Topic(Group.BEHAVIOUR, asked);
        }

        @Override
        public List<Finding> ask() {
            return List.of(topic().unasked("was not tried: no role with the policies of %s could be taken on".formatted(
                    String.join(" and ", functions)), "do what is said of that role, and run this again"));
        }
    }

    private static List<Finding> sweepFindings(String asked, String none, Belongings.Swept swept) {
        if (!swept.left().isEmpty()) {
            return List.of(new Topic(Group.BEHAVIOUR, asked).wrong("would not go: " + String.join(", ", swept.left()),
                    "run this again with --spend, which sweeps first; or remove by hand what is called %s… or tagged %s".formatted(Belongings.NAME, Belongings.TAG)));
        }
        return List.of(new Topic(Group.BEHAVIOUR, asked).fine(swept.removed().isEmpty() ? none : "removed: " + String.join(", ", swept.removed())));
    }
}
