package dev.redkite.domain;

import dev.redkite.deployment.Deployment;
import dev.redkite.environment.AccountSnapshot;
import dev.redkite.environment.EnvironmentSpec;
import dev.redkite.environment.Names;
import dev.redkite.environment.Ownership;
import dev.redkite.failure.Violation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.HostedZone;

/**
 * Which zone is to have an environment's names, and what of it can be known to stand against that beforehand.
 *
 * @param route53 made when somebody asks for names
 */
public record HostedZoneReview(Supplier<Route53Client> route53, Deployment deployment) {

    private static final String PATH = "$.exposure.domain.";

    /** @param vpcs that of the subnets to adopt, if there are any */
    public AccountSnapshot.HostedZone find(EnvironmentSpec.Domain wanted, String environment, Supplier<List<String>> vpcs) {
        // In which life it is makes no difference to these names.
        Names names = new Names(environment, 1, deployment.account(), deployment.region());
        if (wanted.hostedZone() != null) {
            return users(wanted.hostedZone(), names);
        }
        return wanted.privateZone() == null ? AccountSnapshot.HostedZone.NONE : made(wanted.privateZone(), names, vpcs.get());
    }

    private HostedZones zones() {
        return new HostedZones(route53.get());
    }

    private AccountSnapshot.HostedZone users(String zone, Names names) {
        List<HostedZone> found = EnvironmentSpec.Domain.isId(zone)
                ? zones().find(zone).map(answer -> answer.hostedZone()).stream().toList() : zones().called(zone);
        if (found.isEmpty()) {
            return refused("hostedZone", "there is no hosted zone %s in this account; make it, or say privateZone to have Redkite make one for the VPC"
                    .formatted(zone));
        }
        if (found.size() > 1) {
            return refused("hostedZone", "several hosted zones are called %s; name one by its id: %s".formatted(zone,
                    found.stream().map(HostedZoneReview::described).collect(Collectors.joining(", "))));
        }
        HostedZone only = found.getFirst();
        return judged(only, names).map(against -> refused("hostedZone", against)).orElseGet(() -> new AccountSnapshot.HostedZone(
                HostedZones.id(only), HostedZones.plain(only.name()), only.config().privateZone(), List.of()));
    }

    private static String described(HostedZone zone) {
        return "%s (%s)".formatted(HostedZones.id(zone), zone.config().privateZone() ? "private" : "public");
    }

    private Optional<String> judged(HostedZone zone, Names names) {
        String name = HostedZones.plain(zone.name());
        if (Ownership.describesAny(zone.config().comment())) {
            return Optional.of("%s is a zone that Redkite made for an environment, and goes with that; name one of yours, or say privateZone"
                    .formatted(described(zone)));
        }
        Ownership ownership = new Ownership(names.environment(), names.generation(), Map.of());
        return Stream.of(names.milvusHost(name), names.attuHost(name))
                .filter(host -> NamedAddress.of(host, names, ownership, zones().below(HostedZones.id(zone), host)).foreign())
                .findFirst()
                .map("%s has records there that are not this environment's; remove them, or rename the environment"::formatted);
    }

    /** A VPC has one private zone of a name (https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateHostedZone.html). */
    private AccountSnapshot.HostedZone made(String zone, Names names, List<String> vpcs) {
        PrivateZoneIdentity ours = new PrivateZoneIdentity(names, new Ownership(names.environment(), names.generation(), Map.of()), zone);
        return vpcs.isEmpty() ? AccountSnapshot.HostedZone.NONE : zones().called(zone).stream()
                .filter(found -> found.config().privateZone() && !ours.comment().equals(found.config().comment()))
                .filter(found -> vpcs.stream().anyMatch(vpc -> zones().knownIn(HostedZones.id(found), vpc)))
                .findFirst()
                .map(found -> refused("privateZone", "%s has a private zone %s already, %s; name that one in hostedZone, or another here"
                        .formatted(String.join(", ", vpcs), zone, HostedZones.id(found))))
                .orElse(AccountSnapshot.HostedZone.NONE);
    }

    private static AccountSnapshot.HostedZone refused(String member, String sentence) {
        return new AccountSnapshot.HostedZone(null, null, false, List.of(new Violation(PATH + member, sentence)));
    }
}
