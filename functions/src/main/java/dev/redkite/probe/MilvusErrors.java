package dev.redkite.probe;

import dev.redkite.probe.DataPathResult.Denied;
import dev.redkite.probe.DataPathResult.OutOfTime;
import dev.redkite.probe.DataPathResult.Unavailable;
import dev.redkite.probe.DataPathResult.Wrong;
import dev.redkite.probe.Run.OutOfTimeException;
import io.milvus.shaded.io.grpc.Status;
import io.milvus.shaded.io.grpc.StatusRuntimeException;
import io.milvus.v2.exception.MilvusClientException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one place that reads what Milvus' client throws. */
final class MilvusErrors {

    /** "Parameter invalid" in today's code, and "illegal argument" in the older family. */
    private static final Set<Integer> REFUSALS = Set.of(1100, 5);

    /** Before 2.3 nearly everything came with this code, so only the words tell; from 2.3 on it says "not ready". */
    private static final int UNEXPECTED = 1;

    private static final Pattern REFUSING_WORDS = Pattern.compile(
            "invalid|illegal|not supported|out of range|should be in range|cannot parse|non-existed|duplicate|No vector field",
            Pattern.CASE_INSENSITIVE);

    /** Servers before 2.3 say this with the status UNKNOWN, later ones with UNAUTHENTICATED. */
    private static final String WRONG_LOGIN = "auth check failure";

    private static final Pattern DEADLINE = Pattern.compile("after ([\\d.]+)s");

    /** From here on gRPC tells of its own inside. */
    private static final Pattern INSIDE = Pattern.compile("\\. Name resolution delay.*|\\s*\\[.*", Pattern.DOTALL);

    private MilvusErrors() {}

    /** @throws RuntimeException the error itself, where it is not the client's way to fail: a defect of ours has to be loud */
    static DataPathResult result(DataPathStep step, RuntimeException error) {
        Status status = Status.fromThrowable(error);
        String description = status.getDescription() == null ? "" : status.getDescription();
        return switch (status.getCode()) {
            case UNAUTHENTICATED, PERMISSION_DENIED -> new Denied(step, description);
            case UNIMPLEMENTED -> new Wrong(step, "a server that knows this call", description);
            case UNKNOWN -> withoutCode(step, error, description);
            default -> new Unavailable(step, reason(step, status.getCode(), description));
        };
    }

    private static DataPathResult withoutCode(DataPathStep step, RuntimeException error, String description) {
        if (description.contains(WRONG_LOGIN)) {
            return new Denied(step, description);
        }
        String said = String.valueOf(error.getMessage());
        return switch (error) {
            case OutOfTimeException _ -> new OutOfTime(step, said);
            case MilvusClientException milvus when refused(milvus) ->
                new Wrong(step, "a request that the server takes", said);
            case MilvusClientException _ -> new Unavailable(step, said);
            case StatusRuntimeException _ when error.getCause() == null -> new Unavailable(step, description);
            // The SDK throws it bare for a server that answers the first call with an error.
            case RuntimeException _ when error.getClass() == RuntimeException.class -> new Unavailable(step, said);
            default -> throw error;
        };
    }

    private static boolean refused(MilvusClientException error) {
        return REFUSALS.contains(error.getServerErrCode())
                || error.getServerErrCode() == UNEXPECTED && REFUSING_WORDS.matcher(error.getMessage()).find();
    }

    /** In words for people; gRPC's own are about its buffers. */
    private static String reason(DataPathStep step, Status.Code code, String description) {
        String plain = INSIDE.matcher(description).replaceFirst("");
        return switch (code) {
            case DEADLINE_EXCEEDED -> {
                Matcher after = DEADLINE.matcher(description);
                String waited = after.find() ? "no answer within %s s".formatted(Math.round(Double.parseDouble(after.group(1)))) : "no answer in time";
                yield step == DataPathStep.CONNECT ? waited + ": the port is closed, or what listens there does not speak gRPC" : waited;
            }
            case UNAVAILABLE -> "no connection" + (plain.isEmpty() ? "" : ": " + plain);
            case RESOURCE_EXHAUSTED -> "too many requests: " + plain;
            default -> code.name().toLowerCase(Locale.ROOT).replace('_', ' ') + (plain.isEmpty() ? "" : ": " + plain);
        };
    }
}
