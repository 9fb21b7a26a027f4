package dev.redkite.audit;

import dev.redkite.audit.Leftover.Sweepable;
import dev.redkite.failure.AwsErrors;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.OpenIDConnectProviderListEntry;
import software.amazon.awssdk.services.iam.model.Tag;

/**
 * Identity providers of clusters, by tag: once a cluster is gone, nobody knows its issuer any more. Others than those of
 * this region's clusters, GitHub's for example, are not read, and the function's role could not.
 */
record OidcProviderFinder(IamClient iam) implements ResourceFinder {

    @Override
    public Findings ask(AuditSpec spec) {
        List<String> arns = iam.listOpenIDConnectProviders(request -> {}).openIDConnectProviderList().stream()
                .map(OpenIDConnectProviderListEntry::arn)
                .filter(arn -> arn.contains(":oidc-provider/oidc.eks.%s.".formatted(spec.names().region())))
                .toList();
        return Findings.found(1 + arns.size(), arns.stream()
                .filter(arn -> ours(spec, arn))
                .map(arn -> new Sweepable("OIDC provider " + arn, () -> AwsErrors.unlessAbsent(
                        () -> iam.deleteOpenIDConnectProvider(request -> request.openIDConnectProviderArn(arn)))))
                .toList());
    }

    private boolean ours(AuditSpec spec, String arn) {
        return AwsErrors.find(() -> iam.getOpenIDConnectProvider(request -> request.openIDConnectProviderArn(arn)))
                .map(provider -> provider.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value)))
                .filter(spec.ownership()::owns)
                .isPresent();
    }

    @Override
    public Set<String> types() {
        return Set.of("iam:oidc-provider");
    }
}
