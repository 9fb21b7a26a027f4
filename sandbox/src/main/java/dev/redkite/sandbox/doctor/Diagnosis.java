package dev.redkite.sandbox.doctor;

import java.util.Comparator;
import java.util.List;

/**
 * All that was found, in the order of its groups.
 *
 * @param account  its number; empty when nobody could say it
 * @param caller   ARN of who asked; empty, too
 */
public record Diagnosis(String account, String caller, String region, List<Finding> findings) {

    public Diagnosis {
        findings = findings.stream().sorted(Comparator.comparing(Finding::group)).toList();
    }

    /** Whether nobody has to do anything. */
    public boolean fine() {
        return findings.stream().noneMatch(Finding::needsSomebody);
    }

    public long count(Finding.State state) {
        return findings.stream().filter(finding -> finding.state() == state).count();
    }
}
