package dev.redkite.scenario;

import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;

/** What is in a backup's way. */
final class BackupMisbehaviours {

    private static final String NO_IMAGE = "Back-off pulling image \"milvusdb/milvus-backup:v0.6.1\"";
    private static final String ANEW = ", which begins the backup anew";

    private BackupMisbehaviours() {}

    static List<Misbehaviour> all() {
        return List.of(
                Misbehaviour.of("The role of Milvus' pods may not write the backup", "01-minimal").whenBackedUp()
                        .begins(sandbox -> sandbox.world().client(IamClient.class).deleteRolePolicy(request ->
                                request.roleName("redkite-demo-us-west-2-milvus").policyName("object-storage")))
                        .ends(sandbox -> sandbox.deliver(Events.again(Events.read("01-minimal"), 5)))
                        .names("milvus-backup did not make backup first")
                        .quotes("Access Denied")
                        .advises("Next: mend the cause, then redrive the execution" + ANEW)
                        .within(Duration.ofMinutes(5)),
                Misbehaviour.of("The image of milvus-backup cannot be pulled", "01-minimal").whenBackedUp()
                        .begins(sandbox -> sandbox.clusters().faults().podsFail("milvus-backup", "ImagePullBackOff", NO_IMAGE))
                        .ends(sandbox -> sandbox.clusters().faults().cured())
                        .names("Job milvus/milvus-backup has not begun within 20 minutes; pod milvus-backup-")
                        .quotes("ImagePullBackOff: " + NO_IMAGE)
                        .advises("Next: mend the cause, then redrive the execution" + ANEW)
                        .within(Duration.ofMinutes(25)),
                Misbehaviour.of("Before another Milvus takes over, no backup can be made", "01-minimal")
                        .whenChanged(specification -> specification.withObject("/milvus").put("version", "2.6.16"))
                        .begins(sandbox -> sandbox.clusters().faults().podsFail("milvus-backup", "ImagePullBackOff", NO_IMAGE))
                        .ends(sandbox -> sandbox.clusters().faults().cured())
                        .names("Job milvus/milvus-backup has not begun within 20 minutes; pod milvus-backup-")
                        .quotes("ImagePullBackOff: " + NO_IMAGE)
                        .advises("Next: mend the cause, then redrive the execution" + ANEW)
                        .within(Duration.ofMinutes(25)));
    }
}
