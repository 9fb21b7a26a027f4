package dev.redkite.sandbox.doctor;

import dev.redkite.platform.Platform;
import software.amazon.awssdk.core.SdkClient;

/**
 * Whoever makes a trial: a role for the time being, with the policies of a function.
 *
 * @param function       its logical id
 * @param boundaryOrNull ARN of what bounds its role, and every role that it makes; null when nothing does
 */
record Actor(String function, String boundaryOrNull, Platform platform) {

    <C extends SdkClient> C aws(Class<C> type) {
        return platform.aws(type);
    }

    /** What to do where something was refused for as long as a stage has patience. */
    String next() {
        return ("if it is a permission, compare the role of %s with template.yaml, deploy the stack again (sam deploy), and ask who bounds it;"
                + " if not, report this with the words: a stage would give up").formatted(function);
    }
}
