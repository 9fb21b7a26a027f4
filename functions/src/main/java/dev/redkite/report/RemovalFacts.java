package dev.redkite.report;

import java.util.List;

/**
 * What a teardown came to; also what the registry keeps.
 *
 * @param leftovers how much of the environment remains: 0, or the audit would have failed
 * @param audited   how many resources the audit asked AWS about
 * @param retained  what stays because the user wants it so, such as the bucket
 * @param untouched what was met and left alone because it is somebody else's
 */
public record RemovalFacts(
        String environment, int generation, int leftovers, int audited, List<String> retained, List<String> untouched) {}
