package dev.redkite.sandbox.aws.eks;

import dev.redkite.sandbox.aws.ec2.Cidr;
import java.util.List;
import software.amazon.awssdk.services.eks.model.VpcConfigRequest;

/** What EKS refuses of who may reach an API endpoint. */
final class PublicAccess {

    /**
     * Private addresses (RFC 1918) and those for documentation (RFC 5737). No page of AWS lists them; people were told so, of
     * 10.1.0.96/27 and of 203.0.113.0/24 in the words of NOT_ALLOWED.
     */
    private static final List<Cidr> RESERVED =
            List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24").stream()
                    .map(Cidr::require)
                    .toList();
    private static final String NOT_ALLOWED = "The following CIDRs are not allowed in publicAccessCidrs: ";

    private PublicAccess() {}

    static boolean open(VpcConfigRequest access) {
        return !Boolean.FALSE.equals(access.endpointPublicAccess());
    }

    /** From where the public endpoint is reached; from nowhere when it is closed, from everywhere unless somebody said otherwise. */
    static List<String> ranges(VpcConfigRequest access) {
        return !open(access) ? List.of() : access.publicAccessCidrs().isEmpty() ? List.of("0.0.0.0/0") : access.publicAccessCidrs();
    }

    static void check(VpcConfigRequest access) {
        if (Boolean.FALSE.equals(access.endpointPublicAccess()) && !Boolean.TRUE.equals(access.endpointPrivateAccess())) {
            throw EksRefusal.parameter("Private and public endpoint access cannot be false");
        }
        if (access.publicAccessCidrs().stream().anyMatch(cidr -> !cidr.matches("[0-9.]+/[0-9]{1,2}"))) {
            throw EksRefusal.parameter("The following CIDRs are invalid in publicAccessCidrs: " + access.publicAccessCidrs());
        }
        List<String> refused = access.publicAccessCidrs().stream()
                .filter(cidr -> RESERVED.stream().anyMatch(reserved -> reserved.contains(Cidr.require(cidr))))
                .toList();
        if (!refused.isEmpty()) {
            throw EksRefusal.parameter(NOT_ALLOWED + refused);
        }
    }
}
