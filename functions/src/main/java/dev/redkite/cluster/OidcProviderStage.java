package dev.redkite.cluster;

import dev.redkite.failure.AwsErrors;
import dev.redkite.stage.Change;
import dev.redkite.stage.Observation;
import dev.redkite.stage.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetOpenIdConnectProviderResponse;
import software.amazon.awssdk.services.iam.model.OpenIDConnectProviderListEntry;
import software.amazon.awssdk.services.iam.model.Tag;

/**
 * The cluster's issuer as an identity provider of IAM, so that service accounts can assume roles. No thumbprint: IAM
 * knows the authority of EKS' issuers
 * (https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html).
 *
 * <p>Found by its issuer while that is known and by our tags afterwards. IAM lists the providers of the whole account:
 * GitHub's, and those of clusters in other regions, which this function's role may not even read.
 */
final class OidcProviderStage implements Resource<OidcProviderSpec, String> {

    private static final String AUDIENCE = "sts.amazonaws.com";

    private record Found(String arn, GetOpenIdConnectProviderResponse provider) {}

    private final IamClient iam;

    OidcProviderStage(IamClient iam) {
        this.iam = iam;
    }

    @Override
    public Observation<String> observe(OidcProviderSpec wanted) {
        return find(wanted)
                .map(found -> Observation.compared(found.arn(), changes(wanted, found)))
                .orElseGet(Observation::absent);
    }

    private List<Change> changes(OidcProviderSpec wanted, Found found) {
        Map<String, String> tags = tags(found.provider());
        wanted.ownership().require("OIDC provider " + found.arn(), tags);
        List<Change> changes = new ArrayList<>();
        if (!found.provider().clientIDList().contains(AUDIENCE)) {
            changes.add(new Change("the audience " + AUDIENCE + " is missing", () -> iam.addClientIDToOpenIDConnectProvider(
                    request -> request.openIDConnectProviderArn(found.arn()).clientID(AUDIENCE))));
        }
        changes.addAll(Change.of(wanted.ownership().differences(tags), () -> iam.tagOpenIDConnectProvider(
                request -> request.openIDConnectProviderArn(found.arn()).tags(list(wanted.ownership().userTags())))));
        return changes;
    }

    private Optional<Found> find(OidcProviderSpec wanted) {
        List<String> arns = iam.listOpenIDConnectProviders(request -> {}).openIDConnectProviderList().stream()
                .map(OpenIDConnectProviderListEntry::arn)
                .filter(arn -> mayBe(wanted, arn))
                .toList();
        for (String arn : arns) {
            Optional<Found> found = AwsErrors.find(
                            () -> iam.getOpenIDConnectProvider(request -> request.openIDConnectProviderArn(arn)))
                    .filter(provider -> wanted.issuer() != null || wanted.ownership().owns(tags(provider)))
                    .map(provider -> new Found(arn, provider));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The domain after the region differs by partition. */
    private static boolean mayBe(OidcProviderSpec wanted, String arn) {
        return wanted.issuer() == null
                ? arn.contains(":oidc-provider/oidc.eks.%s.".formatted(wanted.region()))
                : arn.endsWith(":oidc-provider/" + host(wanted.issuer()));
    }

    private static Map<String, String> tags(GetOpenIdConnectProviderResponse provider) {
        return provider.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value));
    }

    private static String host(String issuer) {
        return issuer.replaceFirst("^https://", "");
    }

    @Override
    public void create(OidcProviderSpec wanted) {
        AwsErrors.unlessPresent(() -> iam.createOpenIDConnectProvider(request -> request
                .url(wanted.issuer())
                .clientIDList(AUDIENCE)
                .tags(list(wanted.ownership().tags()))));
    }

    private static List<Tag> list(Map<String, String> tags) {
        return new TreeMap<>(tags).entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    @Override
    public void remove(OidcProviderSpec wanted) {
        find(wanted).ifPresent(found -> AwsErrors.unlessAbsent(() -> iam.deleteOpenIDConnectProvider(
                request -> request.openIDConnectProviderArn(found.arn()))));
    }
}
