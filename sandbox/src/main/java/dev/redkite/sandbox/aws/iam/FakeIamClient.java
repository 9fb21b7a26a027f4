package dev.redkite.sandbox.aws.iam;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.Errors;
import dev.redkite.sandbox.aws.FakeService;
import dev.redkite.sandbox.aws.Shelf;
import dev.redkite.sandbox.aws.StandingResource;
import dev.redkite.sandbox.policy.Caller;
import dev.redkite.sandbox.policy.IdentityPolicy;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.*;

/** AWS IAM: roles, their policies, instance profiles, OpenID Connect providers, and server certificates. */
public final class FakeIamClient extends FakeService implements IamClient {

    private final AccountRegion place;
    private final Roles roles;
    private final OidcProviders providers;
    private final InstanceProfiles profiles;
    private final PolicySimulation simulation;
    private final AccountPolicies policies;
    private final ServerCertificates certificates;

    public FakeIamClient(AccountRegion place) {
        this.place = place;
        roles = new Roles(place, changes);
        simulation = new PolicySimulation(roles);
        policies = new AccountPolicies(roles, simulation);
        providers = new OidcProviders(place);
        profiles = new InstanceProfiles(place);
        certificates = new ServerCertificates(place);
    }

    public ServerCertificates serverCertificates() {
        return certificates;
    }

    /** An instance profile that a service makes and puts the role into; its ARN. */
    public String addInstanceProfile(String name, String roleArn, Map<String, String> tags) {
        changes.note();
        return profiles.add(name, roleArn.substring(roleArn.lastIndexOf('/') + 1), tags);
    }

    /** The service takes its profile away. */
    public void removeInstanceProfile(String name) {
        changes.note();
        profiles.remove(name);
    }

    /**
     * Refuses as EKS does when the role does not exist, does not trust the service, or has not propagated yet.
     *
     * @param caller the asking service as the SDK writes it, e.g. {@code Eks}
     */
    public void requireAssumable(String roleArn, String service, String caller) {
        if (!assumable(roleArn, service)) {
            throw Errors.of(caller, 400, "InvalidParameterException",
                    "Role with arn: %s, could not be assumed because it does not exist or the trusted entity is not correct"
                            .formatted(roleArn));
        }
    }

    /** Whether that role exists, trusts the service, and has propagated. */
    public boolean assumable(String roleArn, String service) {
        return roles.assumable(roleArn, Caller.service(service, place.account()), "sts:AssumeRole");
    }

    /** Whether somebody who may do nothing in this account gets the role's credentials. */
    public boolean opens(String roleArn, Caller stranger) {
        String action = stranger.kind() == Caller.Kind.FEDERATED ? "sts:AssumeRoleWithWebIdentity" : "sts:AssumeRole";
        return (stranger.kind() != Caller.Kind.FEDERATED || providers.rows.containsKey(stranger.name()))
                && roles.assumable(roleArn, stranger, action);
    }

    /** Whether the role's own policies that are written into it let it do that. */
    public boolean permits(String roleArn, String action, String resource) {
        return IdentityPolicy.of(roles.inlineOf(roleArn)).allows(action, resource);
    }

    /** The same of a request that carries what conditions ask. */
    public boolean permits(String roleArn, String action, String resource, Map<String, Set<String>> context) {
        return IdentityPolicy.of(roles.inlineOf(roleArn)).allows(action, resource, context);
    }

    /** A role of Redkite's own deployment: it stands since long ago, and is no part of the inventory. */
    public void standing(String name, String trust) {
        roles.standing(name, trust);
    }

    /** The same, with what it may do. */
    public void standing(String name, String trust, String permissions) {
        roles.standing(name, trust);
        roles.require(name).inline.put("standing", permissions);
    }

    /** What the account and its organization say about everybody's permissions. */
    public AccountPolicies policies() {
        return policies;
    }

    /** Whether one of the role's own policies lets it do that, if the conditions hold. */
    public boolean allows(String roleArn, String action, String resource) {
        return IdentityPolicy.of(roles.inlineOf(roleArn)).mayAllow(action, resource);
    }

    public boolean hasPolicy(String roleArn, String policy) {
        return roles.has(roleArn, policy);
    }

    /** From now on whoever lists identity providers sees one of somebody else's at the list's end that is gone when he asks about it. */
    public void othersComeAndGo() {
        providers.comingAndGoing = true;
    }

    @Override
    protected Stream<StandingResource> standing() {
        return Stream.of(
                        StandingResource.all("iam:role/", roles.createdRoles(), roles::arn, row -> row.tags,
                                row -> "%s, %s, %s".formatted(row.trust, row.attached, row.inline)),
                        profiles.standing(),
                        providers.standing())
                .flatMap(each -> each);
    }

    /** Of a role without a look at all others, of which there are many. */
    @Override
    public Optional<Map<String, String>> findTags(String name) {
        return name.startsWith("iam:role/") ? roles.findCreated(name.substring("iam:role/".length())).map(row -> row.tags) : super.findTags(name);
    }

    /** Without roles, whose tags nobody but IAM lists. */
    @Override
    protected Stream<Shelf> shelves() {
        return Stream.of(Shelf.whole(changes, () -> Stream.concat(profiles.standing(), providers.standing())));
    }

    @Override
    public CreateRoleResponse createRole(CreateRoleRequest request) {
        return CreateRoleResponse.builder().role(roles.create(request)).build();
    }

    @Override
    public GetRoleResponse getRole(GetRoleRequest request) {
        return GetRoleResponse.builder().role(roles.describe(roles.require(request.roleName()))).build();
    }

    @Override
    public SimulatePrincipalPolicyResponse simulatePrincipalPolicy(SimulatePrincipalPolicyRequest request) {
        return simulation.simulate(request);
    }

    @Override
    public DeleteRoleResponse deleteRole(DeleteRoleRequest request) {
        roles.require(request.roleName());
        profiles.requireNoneOf(request.roleName());
        roles.delete(request.roleName());
        return DeleteRoleResponse.builder().build();
    }

    @Override
    public RemoveRoleFromInstanceProfileResponse removeRoleFromInstanceProfile(RemoveRoleFromInstanceProfileRequest request) {
        profiles.removeRole(request.instanceProfileName(), request.roleName());
        return RemoveRoleFromInstanceProfileResponse.builder().build();
    }

    @Override
    public DeleteInstanceProfileResponse deleteInstanceProfile(DeleteInstanceProfileRequest request) {
        profiles.delete(request.instanceProfileName());
        return DeleteInstanceProfileResponse.builder().build();
    }

    @Override
    public ListInstanceProfilesForRoleResponse listInstanceProfilesForRole(ListInstanceProfilesForRoleRequest request) {
        return ListInstanceProfilesForRoleResponse.builder()
                .instanceProfiles(profiles.of(roles.describe(roles.require(request.roleName()))))
                .isTruncated(false)
                .build();
    }

    @Override
    public UpdateAssumeRolePolicyResponse updateAssumeRolePolicy(UpdateAssumeRolePolicyRequest request) {
        roles.trust(request.roleName(), request.policyDocument());
        return UpdateAssumeRolePolicyResponse.builder().build();
    }

    /** What bounds the role, whoever asks and however lately it was made. */
    public Optional<String> boundary(String name) {
        return Optional.ofNullable(roles.rows.get(name)).map(row -> row.boundary);
    }

    @Override
    public PutRolePermissionsBoundaryResponse putRolePermissionsBoundary(PutRolePermissionsBoundaryRequest request) {
        roles.bound(request.roleName(), request.permissionsBoundary());
        return PutRolePermissionsBoundaryResponse.builder().build();
    }

    @Override
    public TagRoleResponse tagRole(TagRoleRequest request) {
        Roles.Row row = roles.require(request.roleName());
        row.tags = IamTags.merged(row.tags, request.tags());
        return TagRoleResponse.builder().build();
    }

    @Override
    public AttachRolePolicyResponse attachRolePolicy(AttachRolePolicyRequest request) {
        roles.attach(request.roleName(), request.policyArn());
        return AttachRolePolicyResponse.builder().build();
    }

    @Override
    public DetachRolePolicyResponse detachRolePolicy(DetachRolePolicyRequest request) {
        roles.detach(request.roleName(), request.policyArn());
        return DetachRolePolicyResponse.builder().build();
    }

    @Override
    public ListAttachedRolePoliciesResponse listAttachedRolePolicies(ListAttachedRolePoliciesRequest request) {
        return ListAttachedRolePoliciesResponse.builder()
                .attachedPolicies(roles.require(request.roleName()).attached.stream()
                        .map(arn -> AttachedPolicy.builder()
                                .policyArn(arn)
                                .policyName(arn.substring(arn.lastIndexOf('/') + 1))
                                .build())
                        .toList())
                .isTruncated(false)
                .build();
    }

    @Override
    public PutRolePolicyResponse putRolePolicy(PutRolePolicyRequest request) {
        roles.put(request.roleName(), request.policyName(), request.policyDocument());
        return PutRolePolicyResponse.builder().build();
    }

    @Override
    public GetRolePolicyResponse getRolePolicy(GetRolePolicyRequest request) {
        return GetRolePolicyResponse.builder()
                .roleName(request.roleName())
                .policyName(request.policyName())
                .policyDocument(PolicyDocument.encoded(roles.inline(request.roleName(), request.policyName())))
                .build();
    }

    @Override
    public ListRolePoliciesResponse listRolePolicies(ListRolePoliciesRequest request) {
        return ListRolePoliciesResponse.builder()
                .policyNames(roles.require(request.roleName()).inline.keySet())
                .isTruncated(false)
                .build();
    }

    @Override
    public DeleteRolePolicyResponse deleteRolePolicy(DeleteRolePolicyRequest request) {
        roles.deleteInline(request.roleName(), request.policyName());
        return DeleteRolePolicyResponse.builder().build();
    }

    @Override
    public CreateOpenIdConnectProviderResponse createOpenIDConnectProvider(CreateOpenIdConnectProviderRequest request) {
        return CreateOpenIdConnectProviderResponse.builder()
                .openIDConnectProviderArn(providers.create(request))
                .tags(request.tags())
                .build();
    }

    @Override
    public GetOpenIdConnectProviderResponse getOpenIDConnectProvider(GetOpenIdConnectProviderRequest request) {
        return providers.described(request.openIDConnectProviderArn());
    }

    @Override
    public GetServerCertificateResponse getServerCertificate(GetServerCertificateRequest request) {
        return certificates.described(request.serverCertificateName());
    }

    @Override
    public ListOpenIdConnectProvidersResponse listOpenIDConnectProviders(ListOpenIdConnectProvidersRequest request) {
        return providers.listed();
    }

    @Override
    public AddClientIdToOpenIdConnectProviderResponse addClientIDToOpenIDConnectProvider(
            AddClientIdToOpenIdConnectProviderRequest request) {
        providers.require(request.openIDConnectProviderArn()).audiences.add(request.clientID());
        return AddClientIdToOpenIdConnectProviderResponse.builder().build();
    }

    @Override
    public TagOpenIdConnectProviderResponse tagOpenIDConnectProvider(TagOpenIdConnectProviderRequest request) {
        OidcProviders.Row row = providers.require(request.openIDConnectProviderArn());
        row.tags = IamTags.merged(row.tags, request.tags());
        return TagOpenIdConnectProviderResponse.builder().build();
    }

    @Override
    public DeleteOpenIdConnectProviderResponse deleteOpenIDConnectProvider(DeleteOpenIdConnectProviderRequest request) {
        providers.delete(request.openIDConnectProviderArn());
        return DeleteOpenIdConnectProviderResponse.builder().build();
    }
}
