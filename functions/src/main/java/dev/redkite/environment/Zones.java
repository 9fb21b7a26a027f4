package dev.redkite.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The availability zones in which an environment can stand. What a zone cannot do belongs to its id, such as use1-az3: the
 * names are dealt out anew to every account.
 */
final class Zones {

    /**
     * Where EKS makes no control planes: https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html. The first of
     * them is also where MSK makes no brokers: https://docs.aws.amazon.com/msk/1.0/apireference/v2-clusters.html, clientSubnets.
     */
    private static final Set<String> WITHOUT_CONTROL_PLANES = Set.of("use1-az3", "usw1-az2", "cac1-az3");

    private static final int MOST = 3;
    private static final int FEWEST = 2;

    private final List<Survey.Zone> offered;
    private final Violations violations;

    Zones(Survey survey, Violations violations) {
        offered = survey.zones();
        this.violations = violations;
    }

    /** For a network to be made: those that are wanted, or the first that will do, by name. */
    List<String> chosen(List<String> wanted) {
        if (!wanted.isEmpty()) {
            return named(wanted);
        }
        List<String> names = offered.stream()
                .filter(zone -> !WITHOUT_CONTROL_PLANES.contains(zone.id()))
                .map(Survey.Zone::name)
                .limit(MOST)
                .toList();
        violations.addUnless(names.size() >= FEWEST, "$.network",
                "the region offers fewer than two availability zones with EKS; name subnets of your own");
        return names;
    }

    private List<String> named(List<String> wanted) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            String path = "$.network.zones[" + i + "]";
            Optional<Survey.Zone> zone = find(wanted.get(i));
            if (zone.isEmpty()) {
                violations.add(path, "%s is no availability zone of this region; it has %s".formatted(wanted.get(i), described(offered)));
                continue;
            }
            check(path, zone.get().name(), zone.get().id(), "choose among " + described(offered.stream()
                    .filter(each -> !WITHOUT_CONTROL_PLANES.contains(each.id())).toList()));
            violations.addUnless(!names.contains(zone.get().name()), path, wanted.get(i) + " is a zone that is named already; name another");
            names.add(zone.get().name());
        }
        return names;
    }

    /** By its name or its id. */
    Optional<Survey.Zone> find(String wanted) {
        return offered.stream().filter(zone -> zone.name().equals(wanted) || zone.id().equals(wanted)).findFirst();
    }

    /** @param next what to do about it */
    void check(String path, String name, String id, String next) {
        violations.addUnless(!WITHOUT_CONTROL_PLANES.contains(id), path,
                "lies in %s, which is %s, where EKS makes no control planes; %s".formatted(name, id, next));
    }

    private static String described(List<Survey.Zone> zones) {
        return String.join(", ", zones.stream().map(zone -> "%s (%s)".formatted(zone.name(), zone.id())).toList());
    }
}
