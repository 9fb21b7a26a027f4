package dev.redkite.environment;

import dev.redkite.catalog.BrokerType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The availability zones in which an environment can stand. What a zone cannot do belongs to its id, such as use1-az3: the
 * names are dealt out anew to every account.
 *
 * @param instanceTypes those that each of the zones has to offer, and the members of the specification that ask for them
 * @param brokerTypes   every type that brokers may be of
 */
record Zones(AccountSnapshot snapshot, Violations violations, Map<String, String> instanceTypes, List<BrokerType> brokerTypes) {

    /**
     * Where EKS makes no control planes: https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html. The first of
     * them is also where MSK makes no brokers: https://docs.aws.amazon.com/msk/1.0/apireference/v2-clusters.html, clientSubnets.
     */
    private static final Set<String> WITHOUT_CONTROL_PLANES = Set.of("use1-az3", "usw1-az2", "cac1-az3");

    /** The member of a specification that decides on what brokers run. */
    static final String BROKERS = "kafka.instanceType";

    private static final int MOST = 3;
    static final int FEWEST = 2;

    /** For a network to be made: those that are wanted, or the first that will do, by how much they offer and by name. */
    List<String> chosen(List<String> wanted) {
        if (!wanted.isEmpty()) {
            return named(wanted);
        }
        List<String> names = snapshot.zones().stream()
                .filter(this::suits)
                .sorted(Comparator.comparingLong((AccountSnapshot.Zone zone) -> -offered(zone)))
                .map(AccountSnapshot.Zone::name)
                .limit(MOST)
                .sorted()
                .toList();
        violations.addUnless(names.size() >= FEWEST, "$.network",
                "the region has fewer than two availability zones with all of EKS%s; name subnets of your own%s".formatted(
                        Stream.concat(Stream.of(""), instanceTypes.keySet().stream()).collect(Collectors.joining(", ")),
                        instanceTypes.values().stream().map(", or choose another %s"::formatted).collect(Collectors.joining())));
        return names;
    }

    private long offered(AccountSnapshot.Zone zone) {
        return snapshot.offerings().values().stream().filter(zones -> zones.contains(zone.id())).count();
    }

    private List<String> named(List<String> wanted) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            String path = "$.network.zones[" + i + "]";
            Optional<AccountSnapshot.Zone> zone = find(wanted.get(i));
            if (zone.isEmpty()) {
                violations.add(path, "%s is no availability zone of this region; it has %s".formatted(wanted.get(i), described(snapshot.zones())));
                continue;
            }
            check(path, zone.get().name(), zone.get().id(), suitable());
            violations.addUnless(!names.contains(zone.get().name()), path, wanted.get(i) + " is a zone that is named already; name another");
            names.add(zone.get().name());
        }
        return names;
    }

    private String suitable() {
        List<AccountSnapshot.Zone> zones = snapshot.zones().stream().filter(this::suits).toList();
        return zones.isEmpty() ? "no zone of this region has all that is needed" : "choose among " + described(zones);
    }

    /** By its name or its id. */
    Optional<AccountSnapshot.Zone> find(String wanted) {
        return snapshot.zones().stream().filter(zone -> zone.name().equals(wanted) || zone.id().equals(wanted)).findFirst();
    }

    private boolean suits(AccountSnapshot.Zone zone) {
        return lacks(zone.id()).isEmpty();
    }

    /** @param next what to do about it */
    void check(String path, String name, String id, String next) {
        lacks(id).ifPresent(what -> violations.add(path, "lies in %s, which is %s, where %s; %s%s"
                .formatted(name, id, what, next, otherwise(id))));
    }

    /** What else to ask for, so that the zone will do; nothing makes up for control planes. */
    private String otherwise(String id) {
        return WITHOUT_CONTROL_PLANES.contains(id) ? "" : instanceTypes.entrySet().stream()
                .filter(type -> !snapshot.offers(type.getKey(), id))
                .map(type -> ", or ask for another " + type.getValue() + (type.getValue().equals(BROKERS) ? brokersIn(id) : ""))
                .collect(Collectors.joining());
    }

    private String brokersIn(String id) {
        List<String> had = brokerTypes.stream().filter(type -> snapshot.offers(type.instanceType(), id)).map(BrokerType::name).toList();
        return had.isEmpty() ? "" : ", such as " + had.getFirst();
    }

    private Optional<String> lacks(String id) {
        if (WITHOUT_CONTROL_PLANES.contains(id)) {
            return Optional.of("EKS makes no control planes");
        }
        List<String> missing = instanceTypes.keySet().stream().filter(type -> !snapshot.offers(type, id)).toList();
        return missing.isEmpty() ? Optional.empty() : Optional.of("EC2 does not offer " + String.join(" nor ", missing));
    }

    /** Whether an instance type can be had in all zones of that network. */
    Predicate<String> having(Plan.Network network) {
        List<String> ids = network.adopted()
                ? snapshot.subnets().stream().map(AccountSnapshot.Subnet::zoneId).toList()
                : network.zones().stream().flatMap(zone -> find(zone.name()).stream()).map(AccountSnapshot.Zone::id).toList();
        return type -> ids.stream().allMatch(id -> snapshot.offers(type, id));
    }

    private static String described(List<AccountSnapshot.Zone> zones) {
        return String.join(", ", zones.stream().map(zone -> "%s (%s)".formatted(zone.name(), zone.id())).toList());
    }
}
