package dev.redkite.environment;

import dev.redkite.catalog.Catalog;
import java.util.List;
import java.util.Objects;

/** Who reaches Milvus and Attu: nobody outside the private ranges unless the user says who. */
final class ExposurePlanning {

    /** https://www.rfc-editor.org/rfc/rfc1918, section 3. */
    private static final List<String> PRIVATE_RANGES = List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16");

    private final Violations violations;
    private final List<String> warnings;

    ExposurePlanning(Violations violations, List<String> warnings) {
        this.violations = violations;
        this.warnings = warnings;
    }

    Plan.Exposure milvus(EnvironmentSpec.Exposure wanted) {
        Scheme scheme = Objects.requireNonNullElse(wanted.scheme(), Scheme.INTERNAL);
        return new Plan.Exposure(scheme, sourceRanges("$.exposure", "Milvus", scheme, wanted.sourceRanges()));
    }

    Plan.Attu attu(EnvironmentSpec.Attu wanted, Catalog catalog) {
        Scheme scheme = Objects.requireNonNullElse(wanted.scheme(), Scheme.INTERNAL);
        boolean enabled = Objects.requireNonNullElse(wanted.enabled(), true);
        return new Plan.Attu(enabled, catalog.attuVersion(), scheme, sourceRanges("$.attu", "Attu", scheme, wanted.sourceRanges()));
    }

    private List<String> sourceRanges(String path, String what, Scheme scheme, List<String> wanted) {
        violations.addUnless(scheme == Scheme.INTERNAL || wanted != null, path + ".sourceRanges",
                what + " is to face the internet: say who may connect, e.g. [\"203.0.113.0/24\"]");
        if (wanted != null && wanted.contains("0.0.0.0/0") && scheme == Scheme.INTERNET_FACING) {
            warnings.add("%s is open to the whole internet.".formatted(what));
        }
        return wanted == null ? PRIVATE_RANGES : wanted;
    }
}
