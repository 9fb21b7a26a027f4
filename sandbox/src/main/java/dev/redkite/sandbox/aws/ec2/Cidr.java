package dev.redkite.sandbox.aws.ec2;

import java.util.Optional;
import java.util.regex.Pattern;

/** A block of IPv4 addresses. */
public record Cidr(long first, int prefix) {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,3})(\\.\\d{1,3}){3}/\\d{1,2}");
    private static final Pattern BETWEEN = Pattern.compile("[./]");

    /**
     * In canonical form, for so EC2 keeps what it is given with bits set beyond the prefix: CidrIp of
     * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html, CidrBlock of API_CreateVpc.html.
     */
    static Optional<Cidr> find(String text) {
        if (text == null || !WRITTEN.matcher(text).matches()) {
            return Optional.empty();
        }
        String[] parts = BETWEEN.split(text);
        long address = 0;
        for (int i = 0; i < 4; i++) {
            int octet = Integer.parseInt(parts[i]);
            if (octet > 255) {
                return Optional.empty();
            }
            address = address << 8 | octet;
        }
        int prefix = Integer.parseInt(parts[4]);
        return prefix > 32 ? Optional.empty() : Optional.of(new Cidr(address - address % (1L << 32 - prefix), prefix));
    }

    public static Cidr require(String text) {
        return find(text).orElseThrow(() -> Refusal.parameter("Value (%s) for parameter cidrBlock is invalid. This is not a valid CIDR block.".formatted(text)));
    }

    long size() {
        return 1L << (32 - prefix);
    }

    public boolean contains(Cidr other) {
        return other.first >= first && other.first + other.size() <= first + size();
    }

    /** Whether that block holds that address. */
    public static boolean contains(String block, String address) {
        return require(block).contains(require(address + "/32"));
    }

    boolean overlaps(Cidr other) {
        return contains(other) || other.contains(this);
    }

    String address(long offset) {
        long address = first + offset;
        return (address >> 24 & 255) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255);
    }

    @Override
    public String toString() {
        return address(0) + "/" + prefix;
    }
}
