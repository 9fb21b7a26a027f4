package dev.redkite.milvus;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.environment.Plan;
import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.StageBroken;
import dev.redkite.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/**
 * Root's login to Milvus, as Secrets Manager keeps it: {@code {"username":"root","password":"…"}}. Whoever puts another
 * password there has it set by the next health probe, which knows the one before.
 *
 * @param secrets asked for only when something is read
 */
public record RootLogin(Supplier<SecretsManagerClient> secrets) {

    public static final String USER = "root";

    /** https://milvus.io/docs/authenticate.md: never kept, whoever wrote it down. */
    public static final String PUBLISHED = "Milvus";

    /** What Milvus refuses to be shorter, and bcrypt, by which it keeps passwords, to be longer; in bytes. */
    private static final int SHORTEST = 6;
    private static final int LONGEST = 72;

    /** The command that prints it. */
    public static String command(Plan plan) {
        return "aws secretsmanager get-secret-value --region %s --secret-id %s --query SecretString --output text"
                .formatted(plan.region(), plan.names().rootSecret());
    }

    /** @throws StageBroken when what is stored is no password that Milvus takes, or the one that everybody knows */
    public String requirePassword(String secret) {
        String value = secrets.get().getSecretValue(request -> request.secretId(secret)).secretString();
        String password = findPassword(value).orElseThrow(() -> unfit(secret, "is no JSON with the key password"));
        int length = password.getBytes(StandardCharsets.UTF_8).length;
        if (length < SHORTEST || length > LONGEST) {
            throw unfit(secret, "has a password of %d bytes, and Milvus takes %d to %d".formatted(length, SHORTEST, LONGEST));
        }
        if (password.equals(PUBLISHED)) {
            throw unfit(secret, "has the password of Milvus' documentation, which everybody knows");
        }
        return password;
    }

    private static StageBroken unfit(String secret, String why) {
        return new StageBroken("Secret %s in Secrets Manager %s. Next: %s, then redrive the execution.".formatted(secret, why, put(secret)));
    }

    /** What people do to tell a password, in words. */
    public static String put(String secret) {
        return "put {\"username\":\"root\",\"password\":\"…\"} with a password of %d to %d characters there (aws secretsmanager put-secret-value --secret-id %s --secret-string file://…)"
                .formatted(SHORTEST, LONGEST, secret);
    }

    /** The password that was stored before the present one; empty when there was none, or nothing that can be read. */
    public Optional<String> findFormer(String secret) {
        return AwsErrors.find(() -> secrets.get().getSecretValue(request -> request.secretId(secret).versionStage("AWSPREVIOUS")))
                .map(GetSecretValueResponse::secretString)
                .flatMap(RootLogin::findPassword);
    }

    private static Optional<String> findPassword(String value) {
        try {
            JsonNode password = Json.parse(value == null ? "" : value).path("password");
            return Optional.ofNullable(password.textValue());
        } catch (IllegalArgumentException notJson) {
            return Optional.empty();
        }
    }
}
