package dev.redkite.sandbox.aws.s3;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.policy.PolicyGrammar;

/** What S3 asks of a bucket's policy: grammar, actions of its own, and nothing on any other bucket. */
final class BucketPolicy {

    /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html. */
    private static final int LONGEST = 20 * 1024;

    private BucketPolicy() {}

    static String arn(AccountRegion place, String bucket) {
        return "arn:%s:s3:::%s".formatted(place.partition().id(), bucket);
    }

    static void check(AccountRegion place, String bucket, String policy) {
        String arn = arn(place, bucket);
        BucketSettings.refuse(policy.length() > LONGEST, "PolicyTooLarge", "Policy exceeds the maximum allowed document size.");
        new PolicyGrammar(place.partition().id(),
                action -> action.equals("*") || action.startsWith("s3:"),
                resource -> resource.equals(arn) || resource.startsWith(arn + "/") || resource.equals(arn + "*"))
                .findFault(policy)
                .ifPresent(fault -> BucketSettings.refuse(true, "MalformedPolicy", fault));
    }
}
