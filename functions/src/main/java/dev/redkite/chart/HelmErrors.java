package dev.redkite.chart;

import dev.redkite.failure.StageBroken;
import dev.redkite.failure.StageException;
import dev.redkite.failure.StagePending;
import dev.redkite.failure.Transient;
import java.util.List;

/** Helm has no error codes, only sentences; this is the one place that reads them. */
public final class HelmErrors {

    /** Another call of ours was quicker; the next look finds what it made. */
    private static final List<String> RACES =
            List.of("cannot re-use a name that is still in use", "another operation (install/upgrade/rollback) is in progress");

    /**
     * The API server, or a webhook that it has to ask, is not there at the moment. Of an uninstallation Helm says only that
     * it failed, and logs why: what is wrong for long shows when the repetitions are used up.
     */
    private static final List<String> MOMENTARY = List.of(
            "connection refused", "i/o timeout", "TLS handshake timeout", "context deadline exceeded", "EOF",
            "connection reset by peer", "no endpoints available for service", "failed calling webhook",
            "etcdserver:", "the server is currently unable to handle the request", "too many requests",
            "Kubernetes cluster unreachable", "an error on the server", "Unauthorized", "failed to delete release");

    private static final String QUOTED = "patch: Invalid value: \"";

    private HelmErrors() {}

    /** What a stage makes of it. @param doing such as "installing release milvus" */
    public static StageException translate(String doing, IllegalStateException error) {
        String said = messageOf(error);
        if (RACES.stream().anyMatch(said::contains)) {
            return new StagePending("%s: %s".formatted(doing, said));
        }
        if (MOMENTARY.stream().anyMatch(said::contains)) {
            return new Transient("Helm failed while %s: %s".formatted(doing, said), error);
        }
        return new StageBroken("Helm failed while %s: %s. Next: mend what Helm names, then redrive the execution; or, where milvus.helmValues ask for it, correct them and send the request again."
                .formatted(doing, said), error);
    }

    private static String messageOf(IllegalStateException error) {
        return error.getMessage() == null ? error.toString() : withoutObject(error.getMessage().strip());
    }

    /**
     * The API server quotes the whole object where a patch makes something of it that it cannot read: too much for people, and
     * none of its texts is to be taken for what went wrong.
     */
    private static String withoutObject(String said) {
        int begin = said.indexOf(QUOTED) + QUOTED.length();
        int end = begin;
        while (begin >= QUOTED.length() && end < said.length() && said.charAt(end) != '"') {
            end += said.charAt(end) == '\\' ? 2 : 1;
        }
        return end == begin || end >= said.length() ? said : said.substring(0, begin) + "…" + said.substring(end);
    }
}
