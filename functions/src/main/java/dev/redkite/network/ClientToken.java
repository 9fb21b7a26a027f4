package dev.redkite.network;

import org.apache.commons.codec.digest.DigestUtils;

/**
 * By what EC2 knows a request again: the same for every look of an execution, so that one which lags makes nothing a
 * second time, and another in the next execution, for a token is answered with what it once made, even if somebody has
 * deleted that. Everything that may differ between two looks must be among the parts: EC2 refuses a token that comes with
 * other parameters (https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html).
 */
final class ClientToken {

    private ClientToken() {}

    /** 64 characters, the most that EC2 takes. */
    static String of(NetworkSpec spec, String... parts) {
        return DigestUtils.sha256Hex(spec.execution() + "\n" + String.join("\n", parts));
    }
}
