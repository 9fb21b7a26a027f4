package dev.redkite.backup;

import java.util.List;

/**
 * @param name    of the backup that comes back
 * @param written collections that were written to, changed, made or dropped since the one before, for which it was made; none where that one is the last
 */
public record ClosingBackupFacts(String name, List<String> written) {

    public ClosingBackupFacts {
        written = List.copyOf(written);
    }
}
