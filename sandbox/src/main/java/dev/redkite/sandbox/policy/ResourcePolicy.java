package dev.redkite.sandbox.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a bucket's, key's, secret's, queue's policy or a role's trust says
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html): a denial wins over
 * whatever else is said.
 */
public record ResourcePolicy(List<Statement> statements) {

    /** What it says to a request. */
    public enum Verdict {
        /** Whatever others say. */
        DENIED,
        /** To this caller himself. */
        ALLOWED,
        /** To his account, whose own policies then decide. */
        DELEGATED,
        /** Nothing; within one account the caller's own policies decide. */
        SILENT
    }

    /** Of a resource that has none. */
    public static final ResourcePolicy NONE = new ResourcePolicy(List.of());

    /** With a fixed value of one of these a policy is not public: "The meaning of public", user guide of Amazon S3. */
    private static final Set<String> LIMITING = Set.of("aws:SourceArn", "aws:SourceVpc", "aws:SourceVpce", "aws:SourceOwner", "aws:SourceAccount",
            "aws:userid", "aws:PrincipalAccount", "aws:PrincipalArn", "aws:PrincipalOrgID", "s3:DataAccessPointAccount", "s3:DataAccessPointArn",
            "s3:x-amz-server-side-encryption-aws-kms-key-id");

    public ResourcePolicy {
        statements = List.copyOf(statements);
    }

    /**
     * Of a document that its service has taken, which checked the grammar.
     *
     * @throws UnsupportedOperationException for a member that the sandbox does not evaluate
     */
    public static ResourcePolicy of(String document) {
        return of(Json.parse(document));
    }

    public static ResourcePolicy of(JsonNode document) {
        List<Statement> statements = new ArrayList<>();
        each(document.path("Statement")).map(Statement::of).forEach(statements::add);
        return new ResourcePolicy(statements);
    }

    /** Where the grammar lets a single value stand for a list of one. */
    static Stream<JsonNode> each(JsonNode value) {
        return value.isMissingNode() ? Stream.empty() : value.isArray() ? value.valueStream() : Stream.of(value);
    }

    public static List<String> texts(JsonNode value) {
        return each(value).map(JsonNode::asText).toList();
    }

    /** @param resource an ARN; of a trust policy, which names none, whatever */
    public Verdict decide(Caller caller, String action, String resource) {
        List<Statement> concerned = statements.stream().filter(each -> each.concerns(caller, action, resource)).toList();
        if (concerned.stream().anyMatch(Statement::denies)) {
            return Verdict.DENIED;
        }
        if (concerned.stream().anyMatch(each -> each.principal().isDirectly(caller))) {
            return Verdict.ALLOWED;
        }
        return concerned.isEmpty() ? Verdict.SILENT : Verdict.DELEGATED;
    }

    /** The same where every statement is about the one thing that the policy is of, by whatever pattern it says so. */
    public ResourcePolicy aboutItself() {
        return new ResourcePolicy(statements.stream()
                .map(each -> new Statement(each.denies(), each.principal(), each.actions(), List.of(), each.conditions()))
                .toList());
    }

    /**
     * Whether it opens to somebody who may do nothing in the owner's account, and everything in his own.
     *
     * @param owner the resource's account
     */
    public boolean opens(Caller stranger, String owner, String action, String resource) {
        return switch (decide(stranger, action, resource)) {
            case ALLOWED -> true;
            case DELEGATED -> !stranger.account().equals(owner);
            case DENIED, SILENT -> false;
        };
    }

    /** Whether S3 and Secrets Manager take it for public, which their blocks of public access prevent. */
    public boolean isPublic() {
        return statements.stream().anyMatch(each -> !each.denies() && each.principal().isEverybody()
                && each.conditions().stream().noneMatch(ResourcePolicy::limits));
    }

    private static boolean limits(Condition condition) {
        return !condition.operator().contains("Not") && !condition.operator().endsWith("IfExists") && LIMITING.contains(condition.key())
                && condition.values().stream().noneMatch(value -> value.contains("*") || value.contains("?"));
    }
}
