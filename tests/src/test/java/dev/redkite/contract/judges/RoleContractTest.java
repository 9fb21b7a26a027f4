package dev.redkite.contract.judges;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.json.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.Tag;

/** AWS IAM's roles, policies and OpenID Connect providers. */
class RoleContractTest extends Behaviours {

    private static final String CLUSTER_POLICY = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy";
    private static final String PERMISSIONS = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}]}""";

    private IamClient iam() {
        return client(IamClient.class);
    }

    private String role() {
        String name = account.name("role");
        iam().createRole(request -> request.roleName(name).assumeRolePolicyDocument(Account.TRUST)
                .tags(Tag.builder().key("judged").value("yes").build()));
        return name;
    }

    private String provider() {
        return iam().createOpenIDConnectProvider(request -> request
                .url("https://oidc.eks.us-west-2.amazonaws.com/id/" + account.name("PROVIDER"))
                .clientIDList("sts.amazonaws.com")
                .tags(Tag.builder().key("judged").value("yes").build())).openIDConnectProviderArn();
    }

    @Test
    void an_unknown_role_is_no_entity() {
        refuses("NoSuchEntity", () -> iam().getRole(request -> request.roleName(account.name("nobody"))));
        refuses("NoSuchEntity", () -> iam().deleteRole(request -> request.roleName(account.name("nobody"))));
    }

    @Test
    void a_role_is_made_once() {
        String name = role();

        refuses("EntityAlreadyExists", () ->
                iam().createRole(request -> request.roleName(name).assumeRolePolicyDocument(Account.TRUST)));
    }

    @Test
    void a_role_s_tags_given_at_creation_show_in_its_description_and_later_ones_are_added() {
        String name = role();
        iam().tagRole(request -> request.roleName(name).tags(tag -> tag.key("later").value("too")));

        assertThat(iam().getRole(request -> request.roleName(name)).role().tags())
                .extracting(Tag::key).containsExactlyInAnyOrder("judged", "later");
    }

    @Test
    void a_role_s_name_and_account_are_its_arn() {
        String name = role();

        assertThat(iam().getRole(request -> request.roleName(name)).role().arn())
                .isEqualTo("arn:aws:iam::123456789012:role/" + name);
    }

    @Test
    void policy_documents_come_back_url_encoded_and_otherwise_unchanged() {
        String name = role();
        String trust = iam().getRole(request -> request.roleName(name)).role().assumeRolePolicyDocument();

        assertThat(trust).startsWith("%7B");
        assertThat(Json.parse(URLDecoder.decode(trust, StandardCharsets.UTF_8))).isEqualTo(Json.parse(Account.TRUST));
    }

    @Test
    void a_malformed_policy_is_refused() {
        refuses("MalformedPolicyDocument", () -> iam().createRole(request ->
                request.roleName(account.name("malformed")).assumeRolePolicyDocument("{\"Statement\":")));
    }

    @Test
    void whom_a_role_trusts_can_be_changed() {
        String name = role();
        String trust = Account.TRUST.replace("\"scheduler.amazonaws.com\"", "\"lambda.amazonaws.com\"");
        iam().updateAssumeRolePolicy(request -> request.roleName(name).policyDocument(trust));

        assertThat(URLDecoder.decode(iam().getRole(request -> request.roleName(name)).role().assumeRolePolicyDocument(),
                StandardCharsets.UTF_8)).contains("lambda.amazonaws.com");
    }

    @Test
    void a_policy_can_be_attached_twice_and_detached_once() {
        String name = role();
        iam().attachRolePolicy(request -> request.roleName(name).policyArn(CLUSTER_POLICY));
        iam().attachRolePolicy(request -> request.roleName(name).policyArn(CLUSTER_POLICY));

        assertThat(iam().listAttachedRolePolicies(request -> request.roleName(name)).attachedPolicies())
                .extracting(AttachedPolicy::policyArn).containsExactly(CLUSTER_POLICY);
        iam().detachRolePolicy(request -> request.roleName(name).policyArn(CLUSTER_POLICY));
        refuses("NoSuchEntity", () -> iam().detachRolePolicy(request -> request.roleName(name).policyArn(CLUSTER_POLICY)));
    }

    @Test
    void an_unknown_policy_cannot_be_attached() {
        String name = role();

        refuses("NoSuchEntity", () ->
                iam().attachRolePolicy(request -> request.roleName(name).policyArn("arn:aws:iam::aws:policy/Nobodys")));
    }

    @Test
    void a_role_with_an_attached_policy_cannot_be_deleted() {
        String name = role();
        iam().attachRolePolicy(request -> request.roleName(name).policyArn(CLUSTER_POLICY));

        refuses("DeleteConflict", () -> iam().deleteRole(request -> request.roleName(name)));
    }

    @Test
    void a_role_with_a_policy_of_its_own_cannot_be_deleted() {
        String name = role();
        iam().putRolePolicy(request -> request.roleName(name).policyName("own").policyDocument(PERMISSIONS));

        refuses("DeleteConflict", () -> iam().deleteRole(request -> request.roleName(name)));
        iam().deleteRolePolicy(request -> request.roleName(name).policyName("own"));
        iam().deleteRole(request -> request.roleName(name));
        refuses("NoSuchEntity", () -> iam().getRole(request -> request.roleName(name)));
    }

    @Test
    void a_role_s_own_policy_is_replaced_by_putting_it_again() {
        String name = role();
        String other = PERMISSIONS.replace("GetObject", "PutObject");
        iam().putRolePolicy(request -> request.roleName(name).policyName("own").policyDocument(PERMISSIONS));
        iam().putRolePolicy(request -> request.roleName(name).policyName("own").policyDocument(other));

        assertThat(Json.parse(URLDecoder.decode(iam().getRolePolicy(request -> request.roleName(name).policyName("own"))
                .policyDocument(), StandardCharsets.UTF_8))).isEqualTo(Json.parse(other));
        assertThat(iam().listRolePolicies(request -> request.roleName(name)).policyNames()).containsExactly("own");
    }

    @Test
    void a_role_s_own_policy_that_is_not_there_is_no_entity() {
        String name = role();

        refuses("NoSuchEntity", () -> iam().getRolePolicy(request -> request.roleName(name).policyName("own")));
        refuses("NoSuchEntity", () -> iam().deleteRolePolicy(request -> request.roleName(name).policyName("own")));
    }

    @Test
    void a_role_without_profiles_has_an_empty_list_of_them() {
        String name = role();

        assertThat(iam().listInstanceProfilesForRole(request -> request.roleName(name)).instanceProfiles()).isEmpty();
    }

    @Test
    void an_identity_provider_s_arn_is_its_address_and_it_is_made_once() {
        String arn = provider();

        assertThat(arn).isEqualTo("arn:aws:iam::123456789012:oidc-provider/oidc.eks.us-west-2.amazonaws.com/id/"
                + account.name("PROVIDER"));
        refuses("EntityAlreadyExists", this::provider);
    }

    @Test
    void an_identity_provider_tells_its_audiences_and_tags() {
        String arn = provider();
        var provider = iam().getOpenIDConnectProvider(request -> request.openIDConnectProviderArn(arn));

        assertThat(provider.clientIDList()).containsExactly("sts.amazonaws.com");
        assertThat(provider.tags()).extracting(Tag::key).containsExactly("judged");
        assertThat(provider.url()).isEqualTo("oidc.eks.us-west-2.amazonaws.com/id/" + account.name("PROVIDER"));
    }

    @Test
    void an_identity_provider_that_is_gone_is_no_entity() {
        String arn = provider();
        iam().deleteOpenIDConnectProvider(request -> request.openIDConnectProviderArn(arn));

        refuses("NoSuchEntity", () -> iam().getOpenIDConnectProvider(request -> request.openIDConnectProviderArn(arn)));
        assertThat(iam().listOpenIDConnectProviders().openIDConnectProviderList())
                .noneMatch(entry -> entry.arn().equals(arn));
    }
}
