package dev.redkite.sandbox.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.json.Json;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.policy.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;

/** The trials are made in roles that may do what the functions' roles may, and nobody but who asks may take them on. */
class TrialRolesTest {

    private static final String BOUNDARY = "arn:aws:iam::123456789012:policy/company-boundary";
    private static final String EVERYTHING = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}%s]}";
    private static final Set<String> FUNCTIONS = Set.of("KafkaCredentials", "MilvusRelease", "KafkaCluster", "Network", "Egress", "NodeGroup", "ClusterRole", "EksCluster");

    private static String everythingBut(String action) {
        return EVERYTHING.formatted(",{\"Effect\":\"Deny\",\"Action\":\"%s\",\"Resource\":\"*\"}".formatted(action));
    }

    private static void bound(TrialAccount account, String document) {
        account.world.iam().policies().standing(BOUNDARY, document);
        FUNCTIONS.forEach(function -> account.world.iam().policies().attached("redkite-%sFunctionRole".formatted(function), BOUNDARY, List.of()));
    }

    private static List<CreateRoleRequest> rolesMade(TrialAccount account) {
        List<CreateRoleRequest> made = new ArrayList<>();
        account.world.intercept((call, service) -> {
            if (call.request() instanceof CreateRoleRequest request) {
                made.add(request);
            }
            return service.get();
        });
        return made;
    }

    @Test
    void of_a_stack_they_carry_what_its_roles_carry() {
        TrialAccount account = TrialAccount.young().deployed();
        bound(account, EVERYTHING.formatted(""));
        List<CreateRoleRequest> made = rolesMade(account);

        List<Finding> findings = account.run();

        assertThat(findings).noneMatch(Finding::needsSomebody);
        assertThat(findings).extracting(Finding::found).filteredOn(found -> found.startsWith("1 inline and 2 attached policies, bounded by " + BOUNDARY)).hasSize(8);
        assertThat(made).hasSizeGreaterThan(8).allMatch(request -> BOUNDARY.equals(request.permissionsBoundary()));
        assertThat(findings).anyMatch(finding -> finding.found().startsWith("refused, for it trusts Lambda alone"));
    }

    @Test
    void only_the_session_that_asks_may_take_them_on_and_only_with_the_word_that_was_drawn() {
        TrialAccount account = TrialAccount.young();
        List<CreateRoleRequest> made = rolesMade(account);
        account.run(call -> account.calls.get(call).equals("Iam:DeleteRole"), false);
        account.stands();
        String role = "arn:aws:iam::123456789012:role/redkite-doctor-us-west-2-KafkaCredentials";
        String drawn = Json.parse(made.getFirst().assumeRolePolicyDocument()).at("/Statement/0/Condition/StringEquals/sts:ExternalId").asText();
        Caller asking = Caller.principal("arn:aws:sts::123456789012:assumed-role/operator/somebody");

        assertThat(drawn).matches("[0-9a-f]{32}");
        assertThat(account.world.iam().policies().assumable(role, asking.with("sts:ExternalId", drawn))).isTrue();
        assertThat(account.world.iam().policies().assumable(role, asking)).isFalse();
        assertThat(account.world.iam().policies().assumable(role,
                Caller.principal("arn:aws:sts::123456789012:assumed-role/operator/another").with("sts:ExternalId", drawn))).isFalse();
    }

    @Test
    void a_right_that_a_role_has_lost_is_told_by_function_and_action() {
        TrialAccount account = TrialAccount.young().deployed();
        account.world.iam().standing("redkite-KafkaCredentialsFunctionRole", """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}""",
                everythingBut("kms:EnableKeyRotation"));

        assertThat(account.needing()).singleElement().satisfies(finding -> {
            assertThat(finding.asked()).isEqualTo("kms:EnableKeyRotation of the new key, as KafkaCredentialsFunction");
            assertThat(finding.found()).startsWith("still refused after").contains("DENIED").contains("kms:EnableKeyRotation");
            assertThat(finding.next()).contains("compare the role of KafkaCredentialsFunction");
        });
    }

    @Test
    void a_boundary_that_takes_a_right_is_told_in_IAMs_words() {
        TrialAccount account = TrialAccount.young().deployed();
        bound(account, everythingBut("ec2:CreateSubnet"));

        assertThat(account.needing()).hasSize(2).allSatisfy(finding -> {
            assertThat(finding.asked()).startsWith("ec2:CreateSubnet").endsWith("as NetworkFunction");
            assertThat(finding.found()).contains("no permissions boundary allows the ec2:CreateSubnet action");
        });
    }

    @Test
    void where_no_role_can_be_made_nothing_is_tried_and_both_are_said() {
        TrialAccount account = TrialAccount.of(everythingBut("iam:CreateRole"));
        Set<String> before = account.stands();

        List<Finding> needing = account.needing();

        assertThat(needing).allMatch(finding -> finding.state() == Finding.State.UNASKED);
        assertThat(needing).filteredOn(finding -> finding.found().contains("the permission iam:CreateRole is missing")).hasSize(8);
        assertThat(needing).filteredOn(finding -> finding.found().startsWith("was not tried: no role with the policies of")).hasSize(6);
        assertThat(account.stands()).containsExactlyElementsOf(before);
    }

    @Test
    void a_boundary_that_is_demanded_is_the_stacks_own() {
        String demanding = EVERYTHING.formatted(",{\"Effect\":\"Deny\",\"Action\":\"iam:CreateRole\",\"Resource\":\"*\",\"Condition\":{\"StringNotEquals\":"
                + "{\"iam:PermissionsBoundary\":\"%s\"}}}".formatted(BOUNDARY));
        TrialAccount bounded = TrialAccount.of(demanding).deployed();
        bound(bounded, EVERYTHING.formatted(""));

        assertThat(bounded.needing()).isEmpty();
        assertThat(TrialAccount.of(demanding).needing()).anyMatch(finding -> finding.found().contains("the permission iam:CreateRole is missing"));
    }

    @Test
    void a_role_that_can_never_be_taken_on_is_told_and_removed() {
        TrialAccount account = TrialAccount.young();
        account.world.iam().policies().organizationSays("{\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"sts:AssumeRole\",\"Resource\":\"*\"}]}");
        Set<String> before = account.stands();

        assertThat(account.needing()).filteredOn(finding -> finding.state() == Finding.State.WRONG).hasSize(8)
                .allMatch(finding -> finding.found().startsWith("still refused after 12") && finding.next().contains("whether your organization lets you sts:AssumeRole"));
        assertThat(account.stands()).containsExactlyElementsOf(before);
    }

    @Test
    void a_quota_that_is_full_is_not_waited_for() {
        TrialAccount account = TrialAccount.young();
        account.world.refuses("Ec2:CreateVpc", Errors.of("Ec2", 400, "VpcLimitExceeded", "The maximum number of VPCs has been reached."));

        assertThat(account.needing()).singleElement().satisfies(finding -> {
            assertThat(finding.state()).isEqualTo(Finding.State.UNASKED);
            assertThat(finding.found()).startsWith("still refused after 0 s").contains("QUOTA");
        });
    }
}
