package dev.redkite.sandbox.aws.iam;

import dev.redkite.sandbox.policy.Caller;
import dev.redkite.sandbox.policy.IdentityPolicy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the account and the organization above it say about permissions, besides what each role says of its own. */
public final class AccountPolicies {

    private static final String ASSUME = "sts:AssumeRole";

    private final Roles roles;
    private final PolicySimulation simulation;
    private final Map<String, IdentityPolicy> read = new HashMap<>();

    AccountPolicies(Roles roles, PolicySimulation simulation) {
        this.roles = roles;
        this.simulation = simulation;
    }

    /** A managed policy of the account's own, or of AWS': what it lets whoever it is attached to do, or bounds. */
    public void standing(String arn, String document) {
        roles.standingPolicy(arn, document);
    }

    /** A role that stands has that boundary, and those policies attached to it. */
    public void attached(String role, String boundaryOrNull, List<String> policies) {
        roles.bounded(role, boundaryOrNull, policies);
    }

    /** A service control policy is attached above this account, beside the one that allows everything. */
    public void organizationSays(String document) {
        simulation.organization.add(document);
    }

    /**
     * Whether somebody of this account may take on that role: its trust, as far as it is known by now, names him, or leaves it to
     * his own policies and these let him; and the organization does not deny it.
     */
    public boolean assumable(String arn, Caller caller) {
        if (read(simulation.organization).denies(ASSUME, arn, caller.context())) {
            return false;
        }
        return roles.trust(arn).map(trust -> trust.decide(caller, ASSUME, arn)).filter(verdict -> switch (verdict) {
            case ALLOWED -> true;
            case DELEGATED -> caller.name().contains(":assumed-role/")
                    && of(caller.name().split("/")[1]).refusal(ASSUME, arn, caller.context(), true).isEmpty();
            case DENIED, SILENT -> false;
        }).isPresent();
    }

    /** What decides about the sessions of a role of that name; nothing is granted to those of one that is gone. */
    public RolePolicies of(String role) {
        return new RolePolicies(read(roles.effective(role)), roles.bound(role).map(document -> read(List.of(document))), read(simulation.organization));
    }

    /** Each document is read once. */
    private IdentityPolicy read(List<String> documents) {
        return new IdentityPolicy(documents.stream()
                .flatMap(document -> read.computeIfAbsent(document, each -> IdentityPolicy.of(List.of(each))).statements().stream()).toList());
    }
}
