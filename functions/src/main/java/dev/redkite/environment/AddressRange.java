package dev.redkite.environment;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of IPv4 addresses as CIDR writes it: no bit is set beyond the prefix.
 *
 * @param first  the block's first address, as a number
 * @param length of the prefix: 0 to 32 bits
 */
record AddressRange(long first, int length) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

    /** The block around an address, whichever of its addresses is named; empty for what is no IPv4 address and prefix. */
    static Optional<AddressRange> around(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int length = Integer.parseInt(matcher.group(5));
        long address = 0;
        for (int i = 1; i <= 4; i++) {
            long octet = Long.parseLong(matcher.group(i));
            if (octet > 255) {
                return Optional.empty();
            }
            address = address << 8 | octet;
        }
        return length > 32 ? Optional.empty() : Optional.of(new AddressRange(address - address % size(length), length));
    }

    static AddressRange require(String text) {
        return around(text).orElseThrow(() -> new IllegalArgumentException(text + " is no address range"));
    }

    private static long size(int length) {
        return 1L << 32 - length;
    }

    /** How many addresses. */
    long size() {
        return size(length);
    }

    boolean contains(AddressRange other) {
        return first <= other.first && other.first + size(other.length) <= first + size(length);
    }

    boolean overlaps(AddressRange other) {
        return contains(other) || other.contains(this);
    }

    /** The index-th of its 2^bits equal parts. */
    AddressRange part(int bits, int index) {
        return new AddressRange(first + index * size(length + bits), length + bits);
    }

    @Override
    public String toString() {
        return "%d.%d.%d.%d/%d".formatted(first >> 24 & 255, first >> 16 & 255, first >> 8 & 255, first & 255, length);
    }
}
