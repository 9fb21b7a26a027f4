package dev.redkite.audit;

import java.util.List;

/**
 * What is left of an environment.
 *
 * @param leftovers how much that is ours remains: 0, or the stage would have failed
 * @param audited   how many resources AWS was asked about
 * @param retained  what stays because the user wants it so, such as the bucket
 * @param untouched what was met and left alone because it is somebody else's
 */
public record AuditFacts(int leftovers, int audited, List<String> retained, List<String> untouched) {}
