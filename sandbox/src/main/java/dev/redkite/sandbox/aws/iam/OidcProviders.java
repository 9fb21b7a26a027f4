package dev.redkite.sandbox.aws.iam;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.Lag;
import dev.redkite.sandbox.aws.StandingResource;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.model.*;

/** OpenID Connect providers, by ARN. */
final class OidcProviders {

    static final class Row {
        final String url;
        final Set<String> audiences;
        Map<String, String> tags;
        Instant readable = Instant.EPOCH;

        Row(String url, Set<String> audiences, Map<String, String> tags) {
            this.url = url;
            this.audiences = audiences;
            this.tags = tags;
        }
    }

    private final AccountRegion place;
    final Map<String, Row> rows = new TreeMap<>();
    boolean comingAndGoing;

    OidcProviders(AccountRegion place) {
        this.place = place;
    }

    String create(CreateOpenIdConnectProviderRequest request) {
        if (!request.url().startsWith("https://")) {
            throw Roles.error(400, "InvalidInput", "Invalid Open ID Connect Provider URL");
        }
        String host = request.url().substring("https://".length());
        String arn = place.globalArn("iam", "oidc-provider/" + host);
        if (rows.containsKey(arn)) {
            throw Roles.error(409, "EntityAlreadyExists", "Provider with url " + request.url() + " already exists.");
        }
        Row row = new Row(host, new TreeSet<>(request.clientIDList()), IamTags.merged(Map.of(), request.tags()));
        row.readable = place.visibleAt(Lag.Kind.IAM_READ, host);
        rows.put(arn, row);
        return arn;
    }

    Stream<StandingResource> standing() {
        return rows.entrySet().stream().map(row -> new StandingResource("iam:oidc-provider/" + row.getValue().url, row.getKey(),
                row.getValue().tags, row.getValue().audiences::toString));
    }

    /** One that a cluster of somebody else's had, gone when it is asked about; if others come and go. */
    private Stream<String> passing() {
        return comingAndGoing
                ? Stream.of(place.globalArn("iam", "oidc-provider/oidc.eks.%s.%s/id/%s".formatted(place.region(),
                        place.partition().dnsSuffix(), place.identifiers().hexadecimal("passing-provider", 32).toUpperCase(Locale.ROOT))))
                : Stream.of();
    }

    /** Those that show by now. */
    ListOpenIdConnectProvidersResponse listed() {
        Stream<String> readable = rows.keySet().stream().filter(arn -> !place.now().isBefore(rows.get(arn).readable));
        return ListOpenIdConnectProvidersResponse.builder()
                .openIDConnectProviderList(Stream.concat(readable, passing())
                        .map(arn -> OpenIDConnectProviderListEntry.builder().arn(arn).build())
                        .toList())
                .build();
    }

    GetOpenIdConnectProviderResponse described(String arn) {
        Row row = require(arn);
        return GetOpenIdConnectProviderResponse.builder().url(row.url).clientIDList(row.audiences).tags(IamTags.list(row.tags)).build();
    }

    Row require(String arn) {
        Row row = rows.get(arn);
        if (row == null || place.now().isBefore(row.readable)) {
            throw Roles.error(404, "NoSuchEntity", "OpenIDConnect Provider not found for arn " + arn);
        }
        return row;
    }

    /** IAM takes the removal of what is not there for done; refused here, stricter when in doubt. */
    void delete(String arn) {
        require(arn);
        rows.remove(arn);
    }
}
