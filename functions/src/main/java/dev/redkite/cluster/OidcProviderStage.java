package dev.redkite.cluster;

import dev.redkite.environment.Identity;
import dev.redkite.environment.Ownership;
import dev.redkite.failure.AwsErrors;
import dev.redkite.identity.IamTags;
import dev.redkite.stage.Change;
import dev.redkite.stage.NamedResource;
import dev.redkite.stage.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetOpenIdConnectProviderResponse;
import software.amazon.awssdk.services.iam.model.OpenIDConnectProviderListEntry;

/**
 * The cluster's issuer as an identity provider of IAM, so that service accounts can assume roles. No thumbprint: IAM
 * knows the authority of EKS' issuers
 * (https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html).
 *
 * <p>Found by its issuer while that is known and by our tags afterwards. IAM lists the providers of the whole account:
 * GitHub's, and those of clusters in other regions, which this function's role may not even read.
 */
record OidcProviderStage(IamClient iam) implements NamedResource<OidcProviderSpec, Identity, String> {

    private static final String AUDIENCE = "sts.amazonaws.com";

    private record Found(String arn, GetOpenIdConnectProviderResponse provider) {}


    @Override
    public Observation<String> observe(OidcProviderSpec spec) {
        String end = ":oidc-provider/" + spec.issuer().replaceFirst("^https://", "");
        return providers(arn -> arn.endsWith(end)).findFirst()
                .map(found -> Observation.compared(found.arn(), changes(spec.identity().ownership(), found)))
                .orElseGet(Observation::absent);
    }

    @Override
    public Observation<String> present(Identity identity) {
        return find(identity).map(found -> Observation.ready(found.arn())).orElseGet(Observation::absent);
    }

    /** The domain after the region differs by partition. */
    private Optional<Found> find(Identity identity) {
        return providers(arn -> arn.contains(":oidc-provider/oidc.eks.%s.".formatted(identity.names().region())))
                .filter(found -> identity.ownership().owns(IamTags.map(found.provider().tags())))
                .findFirst();
    }

    @Override
    public Identity identity(OidcProviderSpec spec) {
        return spec.identity();
    }

    private List<Change> changes(Ownership ownership, Found found) {
        Map<String, String> tags = IamTags.map(found.provider().tags());
        ownership.require("OIDC provider " + found.arn(), tags);
        List<Change> changes = new ArrayList<>();
        if (!found.provider().clientIDList().contains(AUDIENCE)) {
            changes.add(new Change("the audience " + AUDIENCE + " is missing", () -> iam.addClientIDToOpenIDConnectProvider(
                    request -> request.openIDConnectProviderArn(found.arn()).clientID(AUDIENCE))));
        }
        changes.addAll(Change.of(ownership.differences(tags), () -> iam.tagOpenIDConnectProvider(
                request -> request.openIDConnectProviderArn(found.arn()).tags(IamTags.list(ownership.userTags())))));
        return changes;
    }

    private Stream<Found> providers(Predicate<String> mayBe) {
        return iam.listOpenIDConnectProviders(request -> {}).openIDConnectProviderList().stream()
                .map(OpenIDConnectProviderListEntry::arn)
                .filter(mayBe)
                .flatMap(arn -> AwsErrors.find(() -> iam.getOpenIDConnectProvider(request -> request.openIDConnectProviderArn(arn)))
                        .map(provider -> new Found(arn, provider)).stream());
    }

    /** IAM's list shows it some seconds later, and roles may name it before. */
    @Override
    public Observation<String> made(OidcProviderSpec spec) {
        return AwsErrors.unlessTaken(() -> iam.createOpenIDConnectProvider(request -> request
                        .url(spec.issuer())
                        .clientIDList(AUDIENCE)
                        .tags(IamTags.list(spec.identity().ownership().tags()))).openIDConnectProviderArn())
                .map(Observation::ready).orElseGet(() -> observe(spec));
    }

    @Override
    public void create(OidcProviderSpec spec) {
        made(spec);
    }

    @Override
    public void remove(Identity identity) {
        find(identity).ifPresent(found -> AwsErrors.unlessAbsent(() -> iam.deleteOpenIDConnectProvider(
                request -> request.openIDConnectProviderArn(found.arn()))));
    }
}
