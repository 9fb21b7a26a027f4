package dev.redkite.audit;

import java.util.List;

/**
 * What is left of an environment.
 *
 * @param leftovers how much that is ours remains: 0, or the stage would have failed
 * @param audited   how much AWS was asked about: each name or tag asked for counts one, and so does each resource that
 *                  a list brought and that was judged
 * @param retained  what stays because the user wants it so, such as the bucket
 * @param untouched what was met and left alone because it is somebody else's
 */
public record AuditFacts(int leftovers, int audited, List<String> retained, List<String> untouched) {

    public AuditFacts {
        retained = List.copyOf(retained);
        untouched = List.copyOf(untouched);
    }
}
