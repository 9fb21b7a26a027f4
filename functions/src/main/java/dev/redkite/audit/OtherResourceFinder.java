package dev.redkite.audit;

import dev.redkite.audit.Leftover.Leaving;
import java.util.List;
import java.util.Set;

/**
 * The net below all other finders: whatever carries our tag and is of a kind that none of them knows. What stays
 * listed is a leftover, for nobody can say that it is not.
 *
 * @param decided the types about which other finders have the last word
 */
record OtherResourceFinder(TaggedArns tagged, Set<String> decided) implements ResourceFinder {

    OtherResourceFinder {
        decided = Set.copyOf(decided);
    }

    @Override
    public Findings ask(AuditSpec spec) {
        List<Leaving> others = tagged.of(spec).stream()
                .filter(arn -> !decided.contains(TaggedArns.type(arn)))
                .map(arn -> new Leaving(arn,
                        "tagged as ours, of a kind that Redkite does not make; if it stands, remove it or its tag"))
                .toList();
        return Findings.found(1 + others.size(), others);
    }
}
