package dev.redkite.failure;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Keeps secrets out of what is thrown, and so out of logs, executions, the registry, events and chats: services repeat
 * requests in what they say of them, such as AWS the signed headers where a signature does not match
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html).
 */
public final class Confidential {

    private static final String WITHHELD = "[withheld]";

    /** What is known by its form: tokens of EKS and of Slack, signed URLs and headers, bearers of anything. */
    private static final List<Pattern> TOKENS = Stream.of(
                    "()k8s-aws-v1\\.[\\w=-]+",
                    "()\\bxox[a-z]-[\\w-]+",
                    "((?i)x-amz-(?:security-token|signature)[\"']?(?:\\s*[:=]\\s*|%3D)[\"']?)[\\w+/=%.-]+",
                    "((?i)\\bbearer\\s+)[\\w.~+/=-]{8,}")
            .map(Pattern::compile)
            .toList();

    /** What is shorter would be found in everything. */
    private static final int SHORTEST = 8;

    private Confidential() {}

    static String withoutTokens(String text) {
        String clean = text;
        for (Pattern token : TOKENS) {
            clean = token.matcher(clean).replaceAll("$1" + WITHHELD);
        }
        return clean;
    }

    /** The cause, if nothing in it or behind it has to be withheld; Lambda logs all of it. */
    static @Nullable Throwable harmless(Throwable cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            String said = String.valueOf(each.getMessage());
            if (!withoutTokens(said).equals(said)) {
                return null;
            }
        }
        return cause;
    }

    /** Makes a call whose request carries the secret; when the answer repeats it, what was said is thrown without its words. */
    public static <T> T call(String secret, Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            throw repeats(e, secret) ? wordless(e) : e;
        }
    }

    private static boolean repeats(Throwable thrown, String secret) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            String said = String.valueOf(each.getMessage());
            if (secret.length() >= SHORTEST && forms(secret).anyMatch(said::contains)) {
                return true;
            }
        }
        return false;
    }

    /** As it is, in hexadecimal, and as what is sure to stand in the base64 of any text around it. */
    private static Stream<String> forms(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        Stream<String> encoded = IntStream.range(0, 3).mapToObj(before -> {
            byte[] shifted = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, shifted, before, bytes.length);
            String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            return text.substring(before == 0 ? 0 : before + 1, shifted.length * 8 / 6);
        });
        return Stream.concat(Stream.of(secret, HexFormat.of().formatHex(bytes)), encoded);
    }

    private static RuntimeException wordless(RuntimeException thrown) {
        String said = "(its words are withheld, because they repeat the request's secret)";
        return switch (thrown) {
            case AwsServiceException service when service.awsErrorDetails() != null -> service.toBuilder()
                    .awsErrorDetails(service.awsErrorDetails().toBuilder().errorMessage(said).rawResponse(null).build())
                    .message(said)
                    .cause(null)
                    .build();
            case KubernetesClientException kubernetes -> new KubernetesClientException(said, kubernetes.getCode(), null);
            default -> new StageBroken("%s %s. Next: look at what the service logged of the request."
                    .formatted(thrown.getClass().getSimpleName(), said));
        };
    }
}
