package dev.redkite.sandbox.soak;

import dev.redkite.deployment.Operation;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.EnvironmentRecord;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a teardown may leave that could not do all: only what depends on what it could not do. Each line of a failure's
 * message begins with the stage that failed.
 */
final class Stoppage {

    private static final String ANYTHING = "";

    /** Where something is kept, nothing goes before Milvus was asked for the last time what it holds. */
    private static final List<String> LAST_LOOK = List.of("ClusterAccess", "Exposure");

    private static final List<String> BROKERS = List.of("kafka:", "secretsmanager:", "kms:");

    /** By the stage that failed, the kinds that need what it was to take away. */
    static final Map<String, List<String>> DEPENDENTS = Map.ofEntries(
            Map.entry("Admission", List.of(ANYTHING)),
            Map.entry("ClusterAccess", ofCluster()),
            Map.entry("BackupJob", List.of(ANYTHING)),
            Map.entry("BackupManifest", List.of(ANYTHING)),
            Map.entry("BackupRetention", List.of(ANYTHING)),
            Map.entry("Exposure", ofCluster()),
            Map.entry("ClosingBackup", List.of(ANYTHING)),
            Map.entry("MilvusRelease", ofCluster()),
            Map.entry("KafkaCluster", with(BROKERS, "ec2:")),
            Map.entry("KafkaCredentials", BROKERS),
            Map.entry("KafkaConfiguration", List.of("kafka:configuration/")),
            Map.entry("ObjectStorage", List.of("s3:")),
            Map.entry("Schedules", List.of("scheduler:")),
            Map.entry("Domain", List.of("route53:")),
            Map.entry("Egress", List.of("ec2:")),
            Map.entry("NodeGroup", List.of("eks:", "iam:", "ec2:", "logs:")),
            Map.entry("EksCluster", List.of("eks:", "iam:", "ec2:", "logs:")),
            Map.entry("ClusterLeftovers", List.of("elasticloadbalancing:", "ec2:", "logs:")),
            Map.entry("WorkloadIdentity", List.of("iam:")),
            Map.entry("ClusterRole", List.of("iam:")),
            Map.entry("Network", List.of("ec2:")),
            Map.entry("Audit", List.of(ANYTHING)),
            Map.entry("Removal", List.of()));

    private Stoppage() {}

    private static List<String> ofCluster() {
        return List.of("eks:", "iam:", "ec2:", "logs:", "elasticloadbalancing:", "s3:");
    }

    private static List<String> with(List<String> kinds, String kind) {
        return Stream.concat(kinds.stream(), Stream.of(kind)).toList();
    }

    /** A sentence for each thing that nothing that failed explains. */
    static List<String> unexplained(EnvironmentRecord item, Stream<String> things) {
        if (item.phase() != Phase.REMOVAL_FAILED || item.failure() == null || item.failure().operation() != Operation.teardown) {
            return List.of();
        }
        List<String> kinds = item.failure().message().lines()
                .map(line -> line.replaceFirst("(?s):.*$", ""))
                .filter(DEPENDENTS::containsKey)
                .flatMap(stage -> (item.kept() != null && LAST_LOOK.contains(stage) ? List.of(ANYTHING) : DEPENDENTS.get(stage)).stream())
                .toList();
        return things.filter(thing -> kinds.stream().noneMatch(thing::startsWith))
                .map(thing -> "%s stays although it does not depend on what failed: %s".formatted(thing, item.failure().message()))
                .toList();
    }
}
