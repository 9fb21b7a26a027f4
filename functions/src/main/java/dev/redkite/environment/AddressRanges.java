package dev.redkite.environment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What holds for every address range that a specification names and that is one. One with bits set beyond its prefix is refused and not
 * made canonical: who writes 10.1.2.3/8 may mean one address as well as sixteen million. EC2 would make it canonical, after
 * which the load balancer controller does not know its own rules again; Kubernetes refuses it from 1.36 on.
 */
record AddressRanges(Violations violations) {

    /**
     * What no host on a network may be called: this network, loopback, link-local, multicast, reserved
     * (https://www.rfc-editor.org/rfc/rfc6890, section 2.2.2; multicast: https://www.rfc-editor.org/rfc/rfc5771).
     */
    private static final List<AddressRange> NO_HOSTS = List.of(
            AddressRange.require("0.0.0.0/8"),
            AddressRange.require("127.0.0.0/8"),
            AddressRange.require("169.254.0.0/16"),
            AddressRange.require("224.0.0.0/4"),
            AddressRange.require("240.0.0.0/4"));

    /**
     * From which nobody comes over the internet: private (RFC 1918), for documentation (RFC 5737). EKS answers "The following CIDRs are
     * not allowed in publicAccessCidrs", without a page that lists them.
     */
    private static final List<AddressRange> NEVER_PUBLIC = List.of(
            AddressRange.require("10.0.0.0/8"),
            AddressRange.require("172.16.0.0/12"),
            AddressRange.require("192.168.0.0/16"),
            AddressRange.require("192.0.2.0/24"),
            AddressRange.require("198.51.100.0/24"),
            AddressRange.require("203.0.113.0/24"));

    void check(EnvironmentSpec wanted) {
        each("$.exposure.sourceRanges", wanted.exposure().sourceRanges());
        each("$.attu.sourceRanges", wanted.attu().sourceRanges());
        each("$.kubernetes.publicAccessCidrs", wanted.kubernetes().publicAccessCidrs());
        functions(wanted.kubernetes().publicAccessCidrs());
        internet("$.kubernetes.publicAccessCidrs", wanted.kubernetes().publicAccessCidrs());
        if (wanted.network().cidr() != null) {
            canonical("$.network.cidr", wanted.network().cidr(), "");
            network(wanted.network().cidr());
        }
    }

    private void each(String path, @Nullable List<String> ranges) {
        for (int i = 0; ranges != null && i < ranges.size(); i++) {
            canonical(path + "[" + i + "]", ranges.get(i), " for all of it, or %s for the one address");
        }
    }

    private void internet(String path, @Nullable List<String> ranges) {
        for (int i = 0; ranges != null && i < ranges.size(); i++) {
            String text = ranges.get(i);
            String each = path + "[" + i + "]";
            AddressRange.around(text).flatMap(range -> NEVER_PUBLIC.stream().filter(reserved -> reserved.contains(range)).findFirst())
                    .ifPresent(reserved -> violations.add(each,
                            "%s lies in %s, which EKS refuses here, for nobody comes from there over the internet; leave it out".formatted(text, reserved)));
        }
    }

    /** @param meant what may have been meant instead, with room for the one address; empty of a VPC, which is none */
    private void canonical(String path, String text, String meant) {
        AddressRange.around(text).map(AddressRange::toString).filter(canonical -> !canonical.equals(text)).ifPresent(canonical -> violations.add(
                path, "%s is not how that range is written: write %s%s"
                        .formatted(text, canonical, meant.formatted(text.replaceFirst("/.*", "/32")))));
    }

    /**
     * A function outside a VPC comes from whatever address AWS gives it for the moment
     * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html).
     */
    private void functions(@Nullable List<String> admitted) {
        violations.addUnless(admitted == null || admitted.contains("0.0.0.0/0"), "$.kubernetes.publicAccessCidrs",
                "keeps Redkite's own functions out, which come from changing addresses of AWS: the cluster could neither be finished nor torn down; "
                        + "leave it out, or name 0.0.0.0/0 in it, for IAM decides who gets in");
    }

    private void network(String text) {
        AddressRange range = AddressRange.require(text);
        NO_HOSTS.stream().filter(range::overlaps).findFirst().ifPresent(reserved -> violations.add("$.network.cidr",
                "%s lies in %s, from which EC2 makes no VPC; choose a private range, such as 10.42.0.0/16".formatted(text, reserved)));
    }
}
