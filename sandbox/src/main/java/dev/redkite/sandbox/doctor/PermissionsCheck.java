package dev.redkite.sandbox.doctor;

import dev.redkite.failure.AwsErrors;
import dev.redkite.sandbox.doctor.Finding.Group;
import dev.redkite.sandbox.doctor.Simulation.Denial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * Whether IAM would let everybody do what is theirs: each function's role every row of docs/permissions.md where a stack is
 * named, and the caller what {@code sam deploy} does where none is.
 */
record PermissionsCheck(Examination examination) implements Check {

    /** IAM's limit is shared by the whole account, so few are asked beside each other. */
    private static final int LANES = 4;

    private static final int MOST_NAMED = 6;

    /** Who may not do what. */
    private record Refused(String who, Denial denial) {}

    @Override
    public Topic topic() {
        return new Topic(Group.PERMISSIONS, examination.stack().isPresent()
                ? "iam:SimulatePrincipalPolicy for every permission of every function's role in the stack (docs/permissions.md)"
                : "iam:SimulatePrincipalPolicy for what sam deploy does in your name");
    }

    @Override
    public List<Finding> ask() {
        IamClient iam = examination.platform().aws(IamClient.class);
        if (examination.stack().isPresent()) {
            Map<String, String> roles = new LinkedHashMap<>();
            examination.stack().get().ofType("AWS::Lambda::Function").forEach(function ->
                    AwsErrors.find(() -> iam.getRole(request -> request.roleName(role(function.getKey()))).role().arn())
                            .ifPresent(arn -> roles.put(function.getKey(), arn)));
            return findings(FunctionPermissions.of(examination.template(), examination.stack().get(), roles));
        }
        if (examination.identity().isRoot()) {
            return List.of(topic().note("you are the account's root, of whom IAM simulates nothing and whom only an organization limits",
                    "deploy as a role instead: https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html"));
        }
        return examination.identity().principal(iam)
                .map(principal -> findings(DeployerPermissions.of(examination, principal)))
                .orElseGet(() -> List.of(topic().unasked("IAM knows no role or user behind " + examination.identity().arn(),
                        "run this as a role or user of the account")));
    }

    private String role(String function) {
        return examination.stack().orElseThrow().physical(function + "Role");
    }

    private List<Finding> findings(List<Question> questions) {
        Map<String, List<Refused>> refused = new TreeMap<>();
        lanes(questions).stream().map(Supplier::get).flatMap(List::stream)
                .forEach(each -> refused.computeIfAbsent(each.denial().reason() + "|" + each.denial().service(), _ -> new ArrayList<>()).add(each));
        int permissions = questions.stream().mapToInt(question -> question.actions().size()).sum();
        if (refused.isEmpty()) {
            return List.of(topic().fine("all %,d permissions of %d principals would be granted".formatted(
                    permissions, questions.stream().map(Question::who).distinct().count())));
        }
        return refused.values().stream().map(this::finding).toList();
    }

    private List<Supplier<List<Refused>>> lanes(List<Question> questions) {
        List<Supplier<List<Refused>>> lanes = new ArrayList<>();
        for (int lane = 0; lane < LANES; lane++) {
            int first = lane;
            lanes.add(examination.platform().begin(() -> {
                List<Refused> refused = new ArrayList<>();
                for (int i = first; i < questions.size(); i += LANES) {
                    refused.addAll(simulated(questions.get(i)));
                }
                return refused;
            }));
        }
        return lanes;
    }

    private List<Refused> simulated(Question question) {
        return new Simulation(examination.platform())
                .denials(question.principal(), question.actions(), question.resource(), question.context()).stream()
                .map(denial -> new Refused(question.who(), denial))
                .toList();
    }

    private Finding finding(List<Refused> refused) {
        Denial denial = refused.getFirst().denial();
        Topic part = topic().about("%s on %s for %s".formatted(named(refused, each -> each.denial().action()), named(refused, each -> each.denial().resource()),
                named(refused, Refused::who)));
        return part.wrong(denial.reason(),
                denial.reason().startsWith("no policy") && examination.stack().isPresent()
                        ? "the template grants it: deploy the stack again (sam deploy), and look who changed the role" : denial.next());
    }

    /** Each once, as far as they can be read. */
    private static String named(List<Refused> refused, Function<Refused, String> what) {
        return Topic.named(new TreeSet<>(refused.stream().map(what).toList()), MOST_NAMED);
    }
}
