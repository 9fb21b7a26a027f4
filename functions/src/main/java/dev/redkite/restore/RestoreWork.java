package dev.redkite.restore;

import dev.redkite.backup.ToolJob.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;

/** What milvus-backup is told, to restore one batch. */
final class RestoreWork {

    /** Which batch of which backup a Job restores. */
    private static final String LABEL = "redkite/restore";

    private static final int DIGITS = 32;

    private RestoreWork() {}

    /** @param number of batches before */
    static Work of(RestoreSpec spec, List<KeptCollection> batch, int number) {
        String value = DigestUtils.sha256Hex("%s %s %s %d".formatted(
                spec.source().environment(), spec.source().backup(), spec.source().digest(), number)).substring(0, DIGITS);
        return new Work(spec.plan().names().restoreJob(), LABEL, value, spec.source().place(), arguments(spec, batch, number));
    }

    /** The filter goes by names as they will be. Users come first, and once; one that is there already is left as it is. */
    private static List<String> arguments(RestoreSpec spec, List<KeptCollection> batch, int number) {
        List<String> arguments = new ArrayList<>(List.of("restore", "--name", spec.source().backup(),
                "--suffix", KeptCollection.SUFFIX, "--rebuild_index", "--use_v2_restore"));
        boolean all = batch.size() == spec.source().collections();
        if (!all) {
            arguments.addAll(List.of("--filter", batch.stream().map(KeptCollection::temporaryKey).collect(Collectors.joining(","))));
        }
        if (spec.takesUsers() && number == 0) {
            arguments.add("--rbac");
        }
        return arguments;
    }
}
