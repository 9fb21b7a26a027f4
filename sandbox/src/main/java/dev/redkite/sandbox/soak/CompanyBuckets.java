package dev.redkite.sandbox.soak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.aws.s3.FakeS3Client;
import java.util.List;
import java.util.random.RandomGenerator;

/** Buckets that stand for whoever wants his backups there, and in which nothing else may change. */
final class CompanyBuckets {

    private static final List<String> NAMES = List.of("company-backups", "company-vault");

    private CompanyBuckets() {}

    static void standing(FakeS3Client s3) {
        NAMES.forEach(name -> s3.lent(name, key -> key.matches("[^/]+/backups/.+")));
    }

    /** Every fourth specification names one of them. */
    static void draw(ObjectNode specification, RandomGenerator random) {
        if (random.nextInt(4) == 0) {
            name(specification, random);
        }
    }

    /** One of them, or none any more. */
    static void change(ObjectNode specification, RandomGenerator random) {
        if (random.nextInt(3) == 0) {
            specification.remove("storage");
        } else {
            name(specification, random);
        }
    }

    private static void name(ObjectNode specification, RandomGenerator random) {
        specification.withObject("/storage").put("backupBucket", NAMES.get(random.nextInt(NAMES.size())));
    }
}
