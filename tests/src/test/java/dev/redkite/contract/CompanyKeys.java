package dev.redkite.contract;

import dev.redkite.sandbox.aws.World;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/** What a company's encryption defaults make of an account: a bucket under a key of its own, and a key for volumes. */
public final class CompanyKeys {

    public static final String BUCKET = "company-data";
    public static final String SCALING =
            "arn:aws:iam::123456789012:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling";
    private static final String ROOT = "arn:aws:iam::123456789012:root";

    private CompanyKeys() {}

    /** A policy that lets those do everything, and IAM's policies count. */
    public static String policy(String... principals) {
        StringBuilder statements = new StringBuilder(statement(ROOT));
        for (String principal : principals) {
            statements.append(',').append(statement(principal));
        }
        return "{\"Version\":\"2012-10-17\",\"Statement\":[%s]}".formatted(statements);
    }

    private static String statement(String principal) {
        return "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"%s\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}".formatted(principal);
    }

    /** The bucket, encrypted with that key. */
    public static void encryptBucket(World world, String key) {
        world.s3().standing(BUCKET);
        encrypt(world, BUCKET, key);
    }

    /** One that stands, with that key, whatever it was before. */
    static void encrypt(World world, String bucket, String key) {
        world.client(S3Client.class).putBucketEncryption(request -> request.bucket(bucket).serverSideEncryptionConfiguration(
                configuration -> configuration.rules(ServerSideEncryptionRule.builder().applyServerSideEncryptionByDefault(
                        rule -> rule.sseAlgorithm(ServerSideEncryption.AWS_KMS).kmsMasterKeyID(key)).build())));
    }

    /** Both, and nobody has thought of Auto Scaling. */
    static void withoutScaling(World world) {
        encryptBucket(world, world.kms().standing("alias/company", policy()));
        world.ec2().encryptVolumes(world.kms().standing("alias/volumes", policy()), true);
    }
}
