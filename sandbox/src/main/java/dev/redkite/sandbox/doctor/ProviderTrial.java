package dev.redkite.sandbox.doctor;

import dev.redkite.failure.AwsErrors;
import dev.redkite.identity.IamTags;
import dev.redkite.platform.Platform;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CreateOpenIdConnectProviderResponse;

/**
 * Whether IAM takes an identity provider of EKS' own host without a thumbprint. No cluster has that issuer, so IAM may look there
 * and say that it finds nothing, which is told and harms nobody.
 */
record ProviderTrial(Platform platform, Identity identity, Actor actor, Patience patience, Belongings belongings) implements Trial {

    static final List<String> FUNCTIONS = List.of("EksClusterFunction");

    /** Whoever looks there in vain says so at once, and again. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    @Override
    public String title() {
        return "iam:CreateOpenIDConnectProvider of oidc.eks.%s without a thumbprint".formatted(identity.region());
    }

    @Override
    public List<Finding> ask() {
        String issuer = "https://oidc.eks.%s.%s/id/%s".formatted(identity.region(), identity.partition().dnsSuffix(),
                Belongings.newIdentifier(platform.random()).toUpperCase(Locale.ROOT));
        Patience.Outcome<CreateOpenIdConnectProviderResponse> made = patience.until(LONGEST, () -> actor.aws(IamClient.class)
                .createOpenIDConnectProvider(request -> request.url(issuer).clientIDList("sts.amazonaws.com")
                        .tags(IamTags.list(Belongings.tags()))));
        if (made.granted()) {
            belongings.add(made.answer().openIDConnectProviderArn());
        }
        return made.granted() || made.last() == AwsErrors.Kind.DENIED ? List.of(finding(title(), actor, made))
                : List.of(topic().about("%s, as %s".formatted(title(), actor.function())).note(made.summary(),
                        "nothing, where the words are that nobody answers for that issuer, which is no cluster's; else report them"));
    }
}
