package dev.redkite.contract;

import dev.redkite.sandbox.aws.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Server certificates that a company has: every sandbox has one of ACM's from the beginning. */
public final class CompanyCertificates {

    public static final String MANAGED = "arn:aws:acm:us-west-2:123456789012:certificate/0a1c0000-0000-4000-8000-000000000001";

    private CompanyCertificates() {}

    /** For demo.milvus.example.com and everything below attu.example.com, until the end of the century. @param kind a file's name */
    public static String pem(String kind) {
        try {
            return Files.readString(Path.of("src/test/resources/certificates", kind + ".pem"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In IAM; its ARN. */
    public static String uploaded(World world) {
        return world.iam().serverCertificates().upload("/company/", "milvus", pem("ecdsa-p256"));
    }
}
