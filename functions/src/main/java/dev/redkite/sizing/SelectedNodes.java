package dev.redkite.sizing;

import java.util.List;

/** The answer to the question which nodes hold a cluster. */
public sealed interface SelectedNodes {

    /**
     * @param volumeGibibytes root volume of one node
     * @param reason          why this type, count and volume, for people
     * @param notes           what a person should know, each a sentence
     */
    record Chosen(String instanceType, int count, int volumeGibibytes, String reason, List<String> notes)
            implements SelectedNodes {}

    /** @param violations why the user's wish cannot be met, and what to do; never empty */
    record Refused(List<String> violations) implements SelectedNodes {}
}
