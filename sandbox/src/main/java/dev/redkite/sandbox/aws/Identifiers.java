package dev.redkite.sandbox.aws;

import java.util.Map;
import java.util.TreeMap;

/** Ids that AWS would draw at random, drawn by counting: the same run gives the same ids. */
public final class Identifiers {

    /** Where numbers of what is counted apart begin: far from those of any run. */
    private static final long FAR = 0xF000_0080L;

    private final Map<String, Long> counts = new TreeMap<>();
    private long first = 1;

    /** What is made so takes no number away from what is made before or after; once only. */
    public synchronized void apart(Runnable making) {
        Map<String, Long> usual = new TreeMap<>(counts);
        counts.clear();
        first = FAR;
        making.run();
        first = 1;
        counts.clear();
        counts.putAll(usual);
    }

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
        return counts.merge(kind, first, (last, _) -> last + 1);
    }
}
