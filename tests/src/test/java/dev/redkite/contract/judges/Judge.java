package dev.redkite.contract.judges;

import dev.redkite.contract.Docker;
import dev.redkite.contract.Judged;
import dev.redkite.lambda.AwsClients;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * An implementation of AWS' APIs by somebody else, which listens on this machine: moto, LocalStack, Floci, whatever
 * speaks them. It is told of by the environment, so that any can be the judge.
 *
 * @param name      by which differences.json knows it, e.g. {@code moto}
 * @param functions where it calls Lambda functions; null where it calls none of ours
 */
record Judge(String name, URI endpoint, URI functions) {

    /** Twelve digits: LocalStack takes an access key of that form for the account, moto takes no notice of it. */
    static final String ACCOUNT = "123456789012";

    static final Region REGION = Region.US_WEST_2;

    static final String NOBODY = "no outside implementation runs here";

    /** Who sits on that bench; empty where nobody does. */
    static Optional<Judge> find(Bench bench) {
        return switch (bench) {
            case FAKES -> Optional.empty();
            case OUTSIDE -> find();
            case CONTAINER -> LocalStack.find();
        };
    }

    /** Why nobody sits on that bench. */
    static String absence(Bench bench) {
        return bench == Bench.CONTAINER ? Docker.absence().orElse("") : NOBODY;
    }

    /** What was said in a test from that bench; under the name of nobody where there is none. */
    static Judged judged(Bench bench, Class<?> test) {
        return bench == Bench.CONTAINER ? new Judged(LocalStack.NAME, test) : judged(test);
    }

    /** {@code REDKITE_JUDGE_NAME}, {@code REDKITE_JUDGE_ENDPOINT} and {@code REDKITE_JUDGE_FUNCTIONS}; empty without an endpoint. */
    static Optional<Judge> find() {
        return setting("JUDGE_ENDPOINT").map(endpoint -> new Judge(setting("JUDGE_NAME").orElse("unknown"),
                URI.create(endpoint), setting("JUDGE_FUNCTIONS").map(URI::create).orElse(null)));
    }

    /** What it said in a test; under the name of nobody where there is none. */
    static Judged judged(Class<?> test) {
        return new Judged(find().map(Judge::name).orElse("nobody"), test);
    }

    static Optional<String> setting(String name) {
        return Optional.ofNullable(System.getenv("REDKITE_" + name)).filter(value -> !value.isEmpty());
    }

    /**
     * A client as Lambda has it. Emulators know no host prefixes, want S3's buckets in the path, and many take twelve digits
     * as access key for the account's.
     */
    <C extends SdkClient> C client(Class<C> type) {
        return new AwsClients(this::settings).get(type);
    }

    private void settings(AwsClientBuilder<?, ?> builder) {
        builder.region(REGION)
                .endpointOverride(endpoint)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCOUNT, "judge")))
                .overrideConfiguration(options -> options
                        .putAdvancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true)
                        .retryStrategy(retries -> retries.maxAttempts(1)));
        if (builder instanceof S3ClientBuilder s3) {
            s3.forcePathStyle(true);
        }
    }
}
