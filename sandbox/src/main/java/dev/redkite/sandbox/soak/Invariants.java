package dev.redkite.sandbox.soak;

import dev.redkite.backup.Backups;
import dev.redkite.environment.Ownership;
import dev.redkite.registry.EnvironmentRecord.Phase;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.registry.Registry;
import dev.redkite.sandbox.Sandbox;
import dev.redkite.sandbox.aws.ForeignResources;
import dev.redkite.sandbox.aws.s3.FakeS3Client;
import dev.redkite.sandbox.fault.Experiment;
import dev.redkite.sandbox.soak.Invariant.Standing;
import dev.redkite.sandbox.states.Execution;
import dev.redkite.sandbox.states.ExecutionStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;

/** All of them; each knows the account only by what stands in it. */
final class Invariants {

    /** A machine may have 25,000 events in its history; one that comes near has looked without an end. */
    private static final int MOST_EVENTS = 12_500;

    /** Kinds that a healthy environment has at least one of. */
    private static final List<String> HEALTHY = List.of("eks:cluster/", "eks:nodegroup/", "eks:addon/", "kafka:cluster/",
            "kafka:configuration/", "s3:bucket/", "secretsmanager:secret/", "iam:role/", "iam:oidc-provider/",
            "elasticloadbalancing:loadbalancer/");

    /** Made by services for what is tagged, and gone with it: interfaces, rules of groups, a VPC's main route table. */
    private static final List<String> OTHERS =
            List.of("ec2:network-interface/", "ec2:security-group-rule/", "ec2:route-table/");

    /** What a teardown may leave: data that nobody allowed to go, and the schedule that is to make the environment again. */
    private static final List<String> KEPT = List.of("s3:bucket/", "scheduler:schedule/");

    /** Kinds that AWS gives no tags, or that EKS makes without. */
    private static final List<String> UNTAGGED =
            List.of("kafka:configuration/", "kms:alias/", "scheduler:schedule/", "logs:log-group:");

    private Invariants() {}

    static List<String> violations(Standing standing) {
        return Stream.concat(
                        Stream.<Invariant>of(Invariants::untagged, Invariants::registry, Invariants::stoppage)
                                .flatMap(invariant -> invariant.violations(standing).stream()),
                        violationsBesideAnother(standing).stream())
                .toList();
    }

    /** Where not all that came since is of one environment. */
    static List<String> violationsBesideAnother(Standing standing) {
        return Stream.<Invariant>of(Invariants::lock, Invariants::attempts, Invariants::foreign, Invariants::offences, Invariants::names,
                        Invariants::backups)
                .flatMap(invariant -> invariant.violations(standing).stream())
                .toList();
    }

    /** Whatever stands says whose it is: by Redkite's tag, by the cluster's that made it, or by its name where there are no tags. */
    private static List<String> untagged(Standing standing) {
        return standing.created().entrySet().stream()
                .filter(thing -> OTHERS.stream().noneMatch(thing.getKey()::startsWith))
                .filter(thing -> thing.getValue().keySet().stream().noneMatch(Invariants::tellsWhose))
                .filter(thing -> UNTAGGED.stream().noneMatch(thing.getKey()::startsWith)
                        || !thing.getKey().contains("redkite-" + standing.environment()))
                .map(thing -> thing.getKey() + " does not say whose it is: " + thing.getValue())
                .toList();
    }

    private static boolean tellsWhose(String tag) {
        return tag.equals(Ownership.ENVIRONMENT) || tag.startsWith("kubernetes.io/cluster/")
                || tag.startsWith("elbv2.k8s.aws/cluster") || tag.startsWith("eks:") || tag.equals("GuardDutyManaged");
    }

    /** Nobody holds the lock but an execution that runs. */
    private static List<String> lock(Standing standing) {
        return find(standing)
                .filter(item -> item.execution() != null)
                .filter(item -> standing.sandbox().executions().find(item.execution())
                        .filter(Execution::isRunning).isEmpty())
                .map(item -> "the lock is held by %s, which does not run".formatted(item.execution()))
                .stream().toList();
    }

    private static List<String> registry(Standing standing) {
        Map<String, Map<String, String>> made = standing.created();
        Optional<Phase> phase = find(standing).map(EnvironmentRecord::phase);
        if (phase.isEmpty() || phase.get() == Phase.REMOVED) {
            return made.keySet().stream()
                    .filter(thing -> KEPT.stream().noneMatch(thing::startsWith))
                    .map(thing -> "%s stands although the registry says %s".formatted(thing, phase))
                    .toList();
        }
        return phase.get() != Phase.READY ? List.of() : HEALTHY.stream()
                .filter(kind -> made.keySet().stream().noneMatch(thing -> thing.startsWith(kind)))
                .map(kind -> "the registry says READY, and there is no " + kind)
                .toList();
    }

    /** What nobody asked anything of goes on as it is, and nobody gets at what stands whom nobody let in. */
    private static List<String> offences(Standing standing) {
        return Experiment.offences(standing.sandbox(), standing.environment());
    }

    private static List<String> foreign(Standing standing) {
        return ForeignResources.differences(standing.before(), standing.sandbox().world());
    }

    /** The name of what is ready leads to the load balancer that it has, whichever of Route 53's servers is asked. */
    private static List<String> names(Standing standing) {
        return find(standing)
                .filter(item -> item.phase() == Phase.READY)
                .flatMap(EnvironmentRecord::findPlan)
                .stream()
                .flatMap(plan -> Stream.ofNullable(plan.exposure().domain()).map(domain -> plan.names().milvusHost(domain.zone()))
                        .filter(host -> !leadsTo(standing, host, plan.names().networkLoadBalancer()))
                        .map("%s does not lead to the load balancer that stands"::formatted))
                .toList();
    }

    private static boolean leadsTo(Standing standing, String host, String loadBalancer) {
        String target = standing.sandbox().world().route53().leadsTo(host).orElse("nowhere");
        return standing.sandbox().world().elasticLoadBalancing().describeLoadBalancersPaginator(request -> {}).loadBalancers().stream()
                .anyMatch(each -> each.loadBalancerName().equals(loadBalancer) && each.dnsName().equals(target));
    }

    /** What is called a backup is one: all that was proven lies there still. */
    private static List<String> backups(Standing standing) {
        FakeS3Client s3 = standing.sandbox().world().s3();
        return find(standing).map(EnvironmentRecord::plan).map(Backups.Place::of).filter(place -> s3.has(place.bucket())).stream()
                .flatMap(place -> new Backups(standing.sandbox().world().client(S3Client.class), place).manifests().stream())
                .filter(manifest -> size(s3, manifest.path("bucket").asText(), manifest.path("path").asText() + "/") != manifest.path("bytes").asLong())
                .map(manifest -> "backup %s is not what its manifest says".formatted(manifest.path("backup").asText()))
                .toList();
    }

    private static long size(FakeS3Client s3, String bucket, String prefix) {
        return s3.keys(bucket).stream().filter(key -> key.startsWith(prefix)).mapToLong(key -> s3.read(bucket, key).orElseThrow().size()).sum();
    }

    /** Whatever stops a teardown, everything that does not depend on it is gone. */
    private static List<String> stoppage(Standing standing) {
        return find(standing)
                .filter(item -> item.execution() == null)
                .map(item -> Stoppage.unexplained(item, standing.created().keySet().stream()
                        .filter(thing -> Stream.concat(OTHERS.stream(), KEPT.stream()).noneMatch(thing::startsWith))))
                .orElse(List.of());
    }

    private static List<String> attempts(Standing standing) {
        return standing.sandbox().executions().all().stream()
                .filter(execution -> execution.history().size() > MOST_EVENTS || execution.status() == ExecutionStatus.TIMED_OUT)
                .map(execution -> "%s ended %s after %d events".formatted(
                        execution.arn(), execution.status(), execution.history().size()))
                .toList();
    }

    static Optional<EnvironmentRecord> find(Standing standing) {
        Sandbox sandbox = standing.sandbox();
        return Registry.of(sandbox.platform())
                .find(standing.environment());
    }
}
