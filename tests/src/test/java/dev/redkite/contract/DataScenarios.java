package dev.redkite.contract;

import static dev.redkite.contract.PermissionRuns.again;
import static dev.redkite.contract.PermissionRuns.event;
import static dev.redkite.contract.PermissionRuns.expect;
import static dev.redkite.contract.PermissionRuns.loseAnswer;
import static dev.redkite.contract.PermissionRuns.specification;
import static dev.redkite.contract.PermissionRuns.stopped;
import static dev.redkite.contract.PermissionRuns.teardown;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.sandbox.tenant.BackedUpRows;
import dev.redkite.sandbox.tenant.MilvusUser;
import java.util.Random;

/** What keeps what a Milvus holds. */
record DataScenarios(PermissionRuns runs) {

    void pausedAndResumed() {
        ObjectNode event = event("03-new-network");
        specification(event).putObject("schedule").put("pause", "cron(0 19 ? * * *)").put("resume", "cron(0 7 ? * * *)");
        ObjectNode pause = event("15-pause");
        pause.withObject("/detail").put("environment", "demo");
        ObjectNode resume = event("16-resume");
        resume.withObject("/detail").put("environment", "demo");
        runs.in(event, sandbox -> {
            expect("READY", sandbox.deliver(event));
            stopped(sandbox, pause);
            loseAnswer(sandbox, "Suspension");
            expect("PAUSED", sandbox.deliver(again(pause, 1)));
            stopped(sandbox, resume);
            expect("READY", sandbox.deliver(again(resume, 1)));
            expect("REMOVED", sandbox.deliver(teardown("demo")));
        });
    }

    /**
     * Twice, the second time over what an attempt left that died, and given up again; by functions that had to be let in anew. And once more before
     * it is torn down, while somebody writes on.
     */
    void backedUp() {
        ObjectNode event = inTheCompanysBucket();
        runs.in(event, sandbox -> {
            CompanyKeys.encryptBucket(sandbox.world(), sandbox.world().kms().standing("alias/company"));
            MilvusUser user = new MilvusUser(sandbox, "demo", new Random(7), new BackedUpRows());
            expect("READY", sandbox.deliver(event));
            user.works();
            Backups backups = new Backups(sandbox, event("17-backup"));
            backups.dies("older");
            backups.leaves("nightly");
            backups.shutsOut();
            expect("READY", sandbox.deliver(backups.requested(1, "name", "before_upgrade")));
            loseAnswer(sandbox, "BackupPublication");
            expect("READY", sandbox.deliver(backups.nightly(2)));
            ObjectNode restore = event("18-restore");
            restore.putObject("detail").put("environment", "demo").put("overwrite", true);
            expect("READY", sandbox.deliver(restore));
            stopped(sandbox, backups.requested(4, "name", "stopped"));
            backups.leaves("before_upgrade");
            expect("READY", sandbox.deliver(backups.requested(3, "remove", "before_upgrade")));
            backups.leavesWhateverIsKept();
            ObjectNode teardown = event("10-teardown");
            teardown.withObject("/detail").put("environment", "demo").put("keepData", true);
            expect("REMOVED", sandbox.deliver(teardown));
        });
    }

    private static ObjectNode inTheCompanysBucket() {
        ObjectNode event = event("01-minimal");
        specification(event).withObject("/storage").put("bucket", CompanyKeys.BUCKET);
        return event;
    }

    /** Of an environment that is gone but for its bucket, into another one's, where a Job that died has left copies; by functions that had to be let in anew. */
    void restored() {
        ObjectNode event = inTheCompanysBucket();
        ObjectNode clone = again(event("01-minimal"), 1);
        clone.withObject("/detail/specification").put("name", "clone");
        runs.in(event, sandbox -> {
            CompanyKeys.encryptBucket(sandbox.world(), sandbox.world().kms().standing("alias/company"));
            expect("READY", sandbox.deliver(event));
            Backups backups = new Backups(sandbox, event("17-backup"));
            expect("READY", sandbox.deliver(backups.requested(1, "name", "first")));
            ObjectNode teardown = event("10-teardown");
            teardown.withObject("/detail").put("environment", "demo");
            expect("REMOVED", sandbox.deliver(teardown));
            expect("READY", sandbox.deliver(clone));
            backups.leavesCopies();
            backups.shutsOut("redkite-clone", "Restore");
            ObjectNode restore = event("18-restore");
            restore.putObject("detail").put("environment", "clone").put("from", "demo");
            stopped(sandbox, restore);
            loseAnswer(sandbox, "RestorePublication");
            expect("READY", sandbox.deliver(again(restore, 1)));
        });
    }
}
