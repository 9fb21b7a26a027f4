package dev.redkite.admission;

import dev.redkite.catalog.BackupTool;
import dev.redkite.catalog.Catalog;
import dev.redkite.deployment.Operation;
import dev.redkite.environment.Plan;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.failure.Violation;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.EnvironmentRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * In which backup what an environment holds is kept while it is torn down, to come back with its next life: a recreate keeps it, and so
 * does a teardown of a schedule that makes it again, unless somebody says otherwise (docs/decisions/0059).
 */
final class KeptData {

    private static final int DIGITS = 12;
    private static final String WITHOUT = "\"keepData\": false, by which all that Milvus holds is lost";

    private KeptData() {}

    /**
     * @param next what it is to be afterwards, or what it is
     * @return its name; none where nothing is kept
     * @throws InvalidRequest where something is to be kept and cannot be
     */
    static @Nullable String backup(AdmissionSpec spec, EnvironmentRecord record, Plan next) {
        if (spec.inherited()) {
            return record.kept();
        }
        if (!wanted(spec, record)) {
            return null;
        }
        requireKeepable(spec, record);
        String kept = servesNobody(record) ? carried(record) : fresh(spec, record);
        if (kept != null) {
            requireRestorable(record, next);
        }
        return kept;
    }

    /** In a bucket of their own backups stay, whatever goes. */
    private static void requireKeepable(AdmissionSpec spec, EnvironmentRecord record) {
        if (spec.removesData() && record.requirePlan().storage().backupBucket() == null) {
            throw Admission.invalid(List.of(new Violation("$.keepData", "cannot be true beside removeData, by which the bucket goes in which it would be kept; leave one of them out,"
                    + " or have backups lie elsewhere by an update that names storage.backupBucket")));
        }
    }

    /** What an earlier life has left to come back is not given up by anything but a word. */
    private static boolean wanted(AdmissionSpec spec, EnvironmentRecord record) {
        if (spec.keepsData() != null) {
            return spec.keepsData();
        }
        boolean owed = record.kept() != null && servesNobody(record);
        return !spec.removesData() && (owed || (spec.scheduled() ? comesBack(spec, record) : spec.operation() == Operation.recreate));
    }

    /** It was never ready in this life, or is being torn down. */
    private static boolean servesNobody(EnvironmentRecord record) {
        return record.phase().halfRemoved() || record.endpoints() == null;
    }

    /** Plans of before say nothing of it, and those who agreed to them were told that nothing is kept. */
    private static boolean comesBack(AdmissionSpec spec, EnvironmentRecord record) {
        return !spec.endsForGood() && record.plan() != null && Boolean.TRUE.equals(record.plan().schedules().keepData());
    }

    /** Nobody was served by it yet, or it is no more: what comes back is what an earlier life has left, if anything. */
    private static @Nullable String carried(EnvironmentRecord record) {
        if (record.specification() == null && record.phase() != Phase.REMOVED) {
            throw new InvalidRequest(("Environment %1$s stands, the registry has lost what it was made of, and nobody knows what Milvus holds, so it cannot be"
                    + " kept. Next: send its specification, which registers it again, then this request; or send this request with %2$s.")
                    .formatted(record.environment(), WITHOUT));
        }
        return record.kept();
    }

    private static String fresh(AdmissionSpec spec, EnvironmentRecord record) {
        if (record.phase() == Phase.PAUSED || record.phase() == Phase.PAUSING || record.phase() == Phase.RESUMING) {
            throw new InvalidRequest(("Environment %1$s is %2$s, and what Milvus holds is backed up only while it runs. Next: resume it (\"Resume Requested\" on the bus,"
                    + " POST /environments/%1$s/resume, resume %1$s in the chat), then send this request again; or send it with %3$s.")
                    .formatted(record.environment(), record.phase(), WITHOUT));
        }
        return "kept_" + DigestUtils.sha256Hex(spec.execution()).substring(0, DIGITS);
    }

    /**
     * Of what is made of a life whose predecessor has left something to come back: it is looked for where the plan says.
     *
     * @param kept its name, if there is one
     */
    static void requireFound(@Nullable String kept, EnvironmentRecord record, Plan next) {
        List<Violation> violations = kept == null ? List.of() : otherBucket(record, record.requirePlan(), next, "$");
        if (!violations.isEmpty()) {
            throw Admission.invalid(violations);
        }
    }

    private static List<Violation> otherBucket(EnvironmentRecord record, Plan present, Plan next, String above) {
        String from = present.storage().backups().name();
        String to = next.storage().backups().name();
        boolean named = present.storage().backupBucket() != null || next.storage().backupBucket() != null;
        return from.equals(to) ? List.of() : List.of(new Violation(above + (named ? ".storage.backupBucket" : ".storage.bucket"),
                "%s is another bucket than %s, in which what %s holds is kept; leave it as it is,%s or send %s".formatted(
                        to, from, record.environment(), named ? " and change it by an update once it is READY," : "", WITHOUT)));
    }

    private static void requireRestorable(EnvironmentRecord record, Plan next) {
        Plan present = record.requirePlan();
        BackupTool tool = Catalog.load().backupTool();
        List<Violation> violations = new ArrayList<>();
        if (!tool.restores(present.milvus().version(), next.milvus().version())) {
            violations.add(new Violation("$.specification.milvus.version", ("Milvus %s takes no backup of Milvus %s, in which what %s holds would be kept: milvus-backup"
                    + " restores into %s and newer, and into no older minor version; give a newer one, pause the environment instead of tearing it down,"
                    + " or send %s")
                    .formatted(next.milvus().version(), present.milvus().version(), record.environment(), tool.leastRestored(), WITHOUT)));
        }
        violations.addAll(otherBucket(record, present, next, "$.specification"));
        if (!violations.isEmpty()) {
            throw Admission.invalid(violations);
        }
    }
}
