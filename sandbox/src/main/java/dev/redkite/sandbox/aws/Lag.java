package dev.redkite.sandbox.aws;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * How long after a change one part of AWS does not show it to another, which AWS documents as normal. It is a function of
 * the seed, the kind and the thing's name, so that no order of calls changes it, and two runs of one seed are alike.
 */
public final class Lag {

    /** What lags, and for how many seconds at least and at most. A new kind stands last, for draws go by the place. */
    public enum Kind {
        /** IAM to those who read there: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html (eventual consistency). */
        IAM_READ(0, 10),
        /** A policy of a role to EKS and the like; eksctl and Terraform retry for minutes, and seconds are seen. */
        IAM_POLICY(5, 15),
        /** https://docs.aws.amazon.com/kms/latest/developerguide/programming-eventual-consistency.html: seconds, rarely minutes. */
        KMS_KEY(0, 60),
        /** Up to five minutes: https://docs.aws.amazon.com/kms/latest/developerguide/tag-authorization.html. */
        KMS_TAGS(0, 300),
        /** Terraform retries an association right after its entry (eks/access_policy_association.go). */
        ACCESS_ENTRY(0, 5),
        /** A secret to those who read it, MSK among them; no figure is published. */
        SECRET(0, 5),
        /** https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html. */
        EC2(0, 4),
        /** Whom a role trusts, to services that are to assume it; besides what durations.json says for all of IAM. */
        IAM_TRUST(0, 10),
        /** A load balancer to those who list or describe it, by its name known to the cluster already; no figure is published. */
        LOAD_BALANCER(0, 10),
        /** A table's index to those who query it, seconds at most: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.Writes. */
        TABLE_INDEX(0, 2),
        /** An item that has expired is deleted within a few days: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html. */
        EXPIRED_ITEM(0, 172_800);

        private final int least;
        private final int most;

        Kind(int least, int most) {
            this.least = least;
            this.most = most;
        }
    }

    private static final Lag NONE = new Lag(0, false);

    private final long seed;
    private final boolean drawn;

    private Lag(long seed, boolean drawn) {
        this.seed = seed;
        this.drawn = drawn;
    }

    /** Everything shows at once, for tests of something else. */
    public static Lag none() {
        return NONE;
    }

    public static Lag random(long seed) {
        return new Lag(seed, true);
    }

    public Duration of(Kind kind, String name) {
        if (!drawn) {
            return Duration.ZERO;
        }
        long least = kind.least * 1_000L;
        long most = kind.most * 1_000L;
        long own = 31L * name.hashCode() + kind.ordinal();
        return Duration.ofMillis(new SplittableRandom(seed * 0x9E3779B97F4A7C15L + own).nextLong(least, most + 1));
    }
}
