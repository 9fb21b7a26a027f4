package dev.redkite.sandbox.aws;

import java.util.Map;
import java.util.TreeMap;

/** Ids that AWS would draw at random, drawn by counting: the same run gives the same ids. */
public final class Identifiers {

    private final Map<String, Long> counts = new TreeMap<>();

    /** E.g. {@code vpc-0000000000000001a}: the prefix, a hyphen and 17 hexadecimal digits, as EC2 writes them. */
    public synchronized String ec2(String prefix) {
        return prefix + "-0%016x".formatted(next(prefix));
    }

    /** A UUID in form, e.g. for the end of an MSK ARN. */
    public synchronized String uuid(String kind) {
        return "00000000-0000-4000-8000-%012x".formatted(next(kind));
    }

    /** That many hexadecimal digits, upper case. */
    public synchronized String hexadecimal(String kind, int digits) {
        return ("%0" + digits + "X").formatted(next(kind));
    }

    public synchronized long next(String kind) {
        return counts.merge(kind, 1L, Long::sum);
    }
}
