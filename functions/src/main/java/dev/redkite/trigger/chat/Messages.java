package dev.redkite.trigger.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.redkite.deployment.Console;
import dev.redkite.deployment.Operation;
import dev.redkite.environment.Plan;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.registry.Registry;
import dev.redkite.slack.Message.Link;
import dev.redkite.slack.Message;
import dev.redkite.trigger.DataChoice;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is said of environments and plans, and of the command itself. */
final class Messages {

    /** As many environments as one answer names. */
    static final int MOST = 50;

    private Messages() {}

    static Message help() {
        return Message.toOne("*Milvus on AWS, by Redkite*").and("""
                `create NAME key=value…` makes an environment: `create demo rows=5M dimension=768 index=HNSW`
                `plan NAME key=value…` tells what that would make and cost, and touches nothing
                `status NAME`, `list`
                `update NAME key=value…` changes what is named and keeps the rest: `update demo nodes=4`
                `pause NAME` stops what costs by the hour and keeps all data, `resume NAME` brings it back
                `backup NAME` backs up what is in it, `backups NAME` lists what there is, `discard NAME name=BACKUP` gives one up
                `restore NAME name=BACKUP from=OTHER` brings one back: the newest, if none is named, and its own, if no other environment is
                `recreate NAME key=value… keep=false` backs up, tears down, makes again, restores; with `keep=false` it begins empty
                `delete NAME data=true keep=true` tears down; without `data=true` the bucket stays, with `keep=true` what is in Milvus comes back with `recreate`""")
                .and("Short names: " + MemberNames.SHORT.keySet().stream().map(key -> "`" + key + "`").collect(Collectors.joining(" "))
                        + ". Every other member of a specification by its path, such as `kafka.volumeGibibytes=500` or `tags.team=search`."
                        + " Lists with commas, blanks in quotation marks.");
    }

    static Message misunderstood(List<String> violations) {
        return Message.toOne("I did not understand that:\n" + violations.stream().map(each -> "• " + each).collect(Collectors.joining("\n")))
                .and("`help` tells what can be said.");
    }

    static Message of(EnvironmentRecord record) {
        JsonNode endpoints = record.endpoints() == null ? MissingNode.getInstance() : record.endpoints();
        Message message = Message.toOne("*%s* is %s.".formatted(record.environment(), record.phase())).figures(
                "Milvus", endpoints.path("milvus").asText(),
                "Attu", endpoints.path("attu").asText(),
                "Login", endpoints.path("login").asText(),
                "Generation", Integer.toString(record.generation()),
                "Asked for by", record.requester(),
                "Cost", record.plan() == null ? null : cost(record, record.plan()),
                "Resumes by itself", record.pause() == null ? null : record.pause().path("resumesAt").asText());
        if (record.failure() != null && record.phase() != Phase.READY) {
            message = message.and("*Failed:* " + record.failure().message());
        }
        if (record.missed() != null) {
            message = message.and("*Missed:* " + record.missed().message());
        }
        return record.execution() == null ? message : message.and(new Link("Watch the execution", Console.execution(record.execution())));
    }

    private static String cost(EnvironmentRecord record, Plan plan) {
        return record.phase() == Phase.PAUSED
                ? "%s, instead of %s".formatted(plan.cost().whilePaused().inWords(), plan.cost().inWords()) : plan.cost().inWords();
    }

    static String pausing(EnvironmentRecord record) {
        Plan plan = record.requirePlan();
        return "*%s* is being paused: all that it holds is kept, and what goes on costs %s, instead of %s.".formatted(
                record.environment(), plan.cost().whilePaused().inWords(), plan.cost().inWords());
    }

    static Message of(Registry.Page page) {
        List<String> lines = page.records().stream()
                .map(record -> "• *%s* %s%s".formatted(record.environment(), record.phase(),
                        record.plan() == null ? "" : ", Milvus " + record.plan().milvus().version()))
                .sorted()
                .toList();
        String more = page.next() == null ? "" : "\n… and more: `status NAME` tells of each, and `GET /environments` lists them all.";
        return Message.toOne(lines.isEmpty() ? "No environments. `create NAME` makes one." : String.join("\n", lines) + more);
    }

    static Message question(EnvironmentRecord record, Operation operation, DataChoice data) {
        Plan plan = record.requirePlan();
        boolean dataGoes = data.removes() && !plan.storage().adopted();
        Plan.Bucket backups = plan.storage().backupBucket();
        boolean kept = Objects.requireNonNullElse(data.keeps(), operation == Operation.recreate && !data.removes());
        return Message.toOne("%s *%s*? Lost will be: %s%d Kafka brokers, %d nodes%s.%s%s".formatted(
                operation == Operation.recreate ? "Tear down and make again" : "Tear down",
                record.environment(), kept ? "" : "Milvus %s with its collections and logins, ".formatted(plan.milvus().version()),
                plan.kafka().brokers(), plan.nodes().count(),
                dataGoes ? ", and the bucket " + Message.quoted(plan.storage().bucket()) + " with *all data*" : "",
                kept ? " What Milvus %s holds is backed up before and comes back, which takes some minutes each, and longer with many rows; with `keep=false` it begins empty."
                        .formatted(plan.milvus().version()) : "",
                (dataGoes ? "" : " The bucket " + Message.quoted(plan.storage().bucket()) + " stays.")
                        + (backups == null ? "" : " Backups in the bucket " + Message.quoted(backups.name()) + " stay.")));
    }

    static Message of(Plan plan, boolean stands) {
        Message message = new Message(true, "Plan of " + plan.environment(), List.of())
                .and("*%s* would %s:".formatted(plan.environment(), stands ? "become" : "be"))
                .figures(
                        "Milvus", "%s, %s".formatted(plan.milvus().version(), plan.milvus().highAvailability() ? "highly available" : "not highly available"),
                        "Nodes", "%d × %s".formatted(plan.nodes().count(), plan.nodes().instanceType()),
                        "Kafka", "%d × %s, %s".formatted(plan.kafka().brokers(), plan.kafka().instanceType(), plan.kafka().version()),
                        "Bucket", plan.storage().bucket() + (plan.storage().backupBucket() == null ? "" : "; backups in " + plan.storage().backups().name()),
                        "Network", plan.network().adopted() ? String.join(", ", plan.network().subnetIds()) : "a new VPC, " + plan.network().cidr(),
                        "Exposure", plan.exposure().scheme() + " from " + String.join(", ", plan.exposure().sourceRanges()),
                        "Cost", plan.cost().inWords())
                .and(plan.nodes().reason());
        return warnings(plan, "Before you agree").map(message::and).orElse(message);
    }

    /** @param title without its end */
    static Optional<String> warnings(Plan plan, String title) {
        return plan.warnings().isEmpty() ? Optional.empty() : Optional.of(plan.warnings().stream()
                .map(warning -> "• " + warning).collect(Collectors.joining("\n", "*%s:*\n".formatted(title), "")));
    }
}
