package dev.redkite.sandbox.command;

import dev.redkite.environment.Plan;
import dev.redkite.sandbox.command.Terminal.Colour;
import java.util.Locale;
import java.util.TreeMap;

/** A plan as people read it. */
record PlanReport(Terminal terminal) {

    void print(Plan plan) {
        terminal.line(terminal.coloured(Colour.BOLD, "Environment " + plan.environment())
                + ", generation %d, account %s, %s".formatted(plan.generation(), plan.account(), plan.region()));
        infrastructure(plan);
        milvus(plan);
        access(plan);
        schedules(plan.schedules());
        cost(plan.cost());
        plan.warnings().forEach(warning -> terminal.line(terminal.coloured(Colour.YELLOW, "  note        ") + warning));
    }

    private void row(String label, String text, Object... arguments) {
        terminal.line("  %-12s%s".formatted(label, String.format(Locale.ROOT, text, arguments)));
    }

    private void infrastructure(Plan plan) {
        if (plan.network().adopted()) {
            row("network", "existing subnets %s", String.join(", ", plan.network().subnetIds()));
        } else {
            row("network", "new VPC %s in %d zones, %s", plan.network().cidr(), plan.network().zones().size(),
                    plan.network().natGatewayPerZone() ? "a NAT gateway in each" : "one NAT gateway");
        }
        row("kafka", "MSK %s, %d × %s, %d GiB each", plan.kafka().version(), plan.kafka().brokers(),
                plan.kafka().instanceType(), plan.kafka().volumeGibibytes());
        row("storage", "%s bucket %s, below %s", plan.storage().adopted() ? "existing" : "new", plan.storage().bucket(),
                plan.storage().rootPath());
        if (plan.storage().backupBucket() != null) {
            row("", "backups in your bucket %s, below %s, where they stay whatever is removed", plan.storage().backups().name(), plan.names().backupsPath());
        }
        row("kubernetes", "EKS %s, cluster %s", plan.cluster().kubernetesVersion(), plan.names().clusterName());
        row("", "its API answers %s; IAM decides who gets in", String.join(", ", plan.cluster().publicAccessCidrs()));
        row("nodes", "%d × %s, %d GiB each", plan.nodes().count(), plan.nodes().instanceType(),
                plan.nodes().volumeGibibytes());
        row("", "%s", plan.nodes().reason());
    }

    private void milvus(Plan plan) {
        row("milvus", "%s on chart %s%s", plan.milvus().version(), plan.milvus().chartVersion(),
                plan.milvus().highAvailability() ? ", highly available" : "");
        new TreeMap<>(plan.milvus().components()).forEach((name, size) ->
                row("", "%-17s %2d × %s cpu / %s GiB", name, size.replicas(), plain(size.cpu()), plain(size.memoryGibibytes())));
        Plan.Dependency etcd = plan.milvus().etcd();
        row("", "%-17s %2d × %s cpu / %s GiB, %d GiB disk", "etcd", etcd.replicas(), plain(etcd.cpu()),
                plain(etcd.memoryGibibytes()), etcd.volumeGibibytes());
    }

    private void access(Plan plan) {
        row("exposure", "%s network load balancer for %s", plan.exposure().scheme(),
                String.join(", ", plan.exposure().sourceRanges()));
        if (plan.attu().enabled()) {
            row("attu", "%s, %s application load balancer for %s", plan.attu().version(), plan.attu().scheme(),
                    String.join(", ", plan.attu().sourceRanges()));
        }
    }

    private void schedules(Plan.Schedules schedules) {
        if (schedules.teardown() != null) {
            row("teardown", "%s, %s", schedules.teardown(), schedules.timeZone());
        }
        if (schedules.recreate() != null) {
            row("recreate", "%s, %s", schedules.recreate(), schedules.timeZone());
        }
        if (schedules.pause() != null) {
            row("pause", "%s, %s", schedules.pause(), schedules.timeZone());
        }
        if (schedules.resume() != null) {
            row("resume", "%s, %s", schedules.resume(), schedules.timeZone());
        }
        if (schedules.backup() != null) {
            row("backup", "%s, %s; of these %d are kept", schedules.backup(), schedules.timeZone(), schedules.retain());
        }
        if (schedules.expiresAt() != null) {
            row("expires", "%s", schedules.expiresAt());
        }
    }

    private void cost(Plan.Cost cost) {
        row("cost", "%s%s", cost.inWords(), cost.lines().isEmpty() ? "" : " (list prices of " + cost.asOf() + ")");
        row("paused", "%s", cost.whilePaused().inWords());
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
