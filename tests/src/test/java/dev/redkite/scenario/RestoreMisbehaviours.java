package dev.redkite.scenario;

import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.aws.s3.Content;
import dev.redkite.sandbox.milvus.Binlog;
import dev.redkite.sandbox.milvus.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.services.iam.IamClient;

/** What is in a restore's way. */
final class RestoreMisbehaviours {

    private static final String BUCKET = "redkite-demo-123456789012-us-west-2";
    private static final String NO_IMAGE = "Back-off pulling image \"milvusdb/milvus-backup:v0.6.1\"";
    private static final String GOES_ON = "Next: mend the cause, then redrive the execution or send the request again, which goes on from there";

    private RestoreMisbehaviours() {}

    static List<Misbehaviour> all() {
        AtomicReference<Content> whole = new AtomicReference<>();
        return List.of(
                Misbehaviour.of("The role of Milvus' pods may not read the backup that is restored", "01-minimal").whenRestored()
                        .begins(sandbox -> sandbox.world().client(IamClient.class).deleteRolePolicy(request ->
                                request.roleName("redkite-demo-us-west-2-milvus").policyName("object-storage")))
                        .ends(sandbox -> sandbox.deliver(Events.again(Events.read("01-minimal"), 5)))
                        .names("milvus-backup did not restore backup first")
                        .quotes("Access Denied")
                        .advises(GOES_ON)
                        .within(Duration.ofMinutes(5)),
                Misbehaviour.of("The image of milvus-backup cannot be pulled for a restore", "01-minimal").whenRestored()
                        .begins(sandbox -> sandbox.clusters().faults().podsFail("milvus-restore", "ImagePullBackOff", NO_IMAGE))
                        .ends(sandbox -> sandbox.clusters().faults().cured())
                        .names("Job milvus/milvus-restore has not begun within 20 minutes; pod milvus-restore-")
                        .quotes("ImagePullBackOff: " + NO_IMAGE)
                        .advises(GOES_ON)
                        .within(Duration.ofMinutes(25)),
                Misbehaviour.of("An object of the backup holds fewer rows than it did, in as many bytes", "01-minimal").whenRestored()
                        .begins(sandbox -> whole.set(emptied(sandbox)))
                        .ends(sandbox -> sandbox.world().s3().write(BUCKET, binlog(sandbox), whole.get()))
                        .names("What was restored of backup first is not what was backed up: default.orders: it has ")
                        .quotes("It stands beside, with _restoring behind its name, and nothing that stood was touched")
                        .advises("Next: redrive the execution, which restores it anew; if that shows the same, restore another backup,"
                                + " or rename what you want to keep as it is")
                        .within(Duration.ofMinutes(5)));
    }

    private static String binlog(Sandbox sandbox) {
        return sandbox.world().s3().keys(BUCKET).stream().filter(key -> key.startsWith("demo/backups/data/first/binlogs/insert_log/")).sorted()
                .findFirst().orElseThrow();
    }

    /** @return what it held */
    private static Content emptied(Sandbox sandbox) {
        Content whole = sandbox.world().s3().read(BUCKET, binlog(sandbox)).orElseThrow();
        List<Message> fewer = new ArrayList<>(((Binlog) whole.meaning()).messages());
        Message last = fewer.removeLast();
        fewer.add(new Message(last.moment(), last.keys(), last.rows().subList(1, last.rows().size())));
        sandbox.world().s3().write(BUCKET, binlog(sandbox), new Content(whole.size(), new Binlog(fewer)));
        return whole;
    }
}
