package dev.redkite.environment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.deployment.Deployment;
import dev.redkite.failure.Violation;
import dev.redkite.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Specifications planned in an account with four zones and four subnets. */
final class Planned {

    private static final Deployment DEPLOYMENT = deployment("us-west-2");
    private static final AccountSnapshot SURVEY = new AccountSnapshot(
            Instant.parse("2026-11-24T09:00:00Z"),
            offering("1.34", "1.35", "1.36"),
            List.of("3.8.x", "3.9.x", "3.9.x.kraft", "4.1.x.kraft"),
            List.of(new AccountSnapshot.Zone("us-west-2a", "usw2-az2"), new AccountSnapshot.Zone("us-west-2b", "usw2-az1"),
                    new AccountSnapshot.Zone("us-west-2c", "usw2-az3"), new AccountSnapshot.Zone("us-west-2d", "usw2-az4")),
            List.of(
                    new AccountSnapshot.Subnet("subnet-00000001", "vpc-1", "us-west-2a", "usw2-az2"),
                    new AccountSnapshot.Subnet("subnet-00000002", "vpc-1", "us-west-2b", "usw2-az1"),
                    new AccountSnapshot.Subnet("subnet-00000003", "vpc-1", "us-west-2a", "usw2-az2"),
                    new AccountSnapshot.Subnet("subnet-00000004", "vpc-2", "us-west-2c", "usw2-az3")),
            List.of(), null, Map.of(), AccountSnapshot.Key.NONE, AccountSnapshot.Key.NONE, AccountSnapshot.Key.NONE, AccountSnapshot.HostedZone.NONE, AccountSnapshot.Certificates.NONE, List.of());

    private static final Planner PLANNER =
            new Planner(values -> values.has("externalKafka") ? List.of("externalKafka is Redkite's") : List.of());

    private Planned() {}

    private static Deployment deployment(String region) {
        return new Deployment("123456789012", region, "redkite", "redkite", List.of("arn:aws:iam::123456789012:role/f"), List.of(),
                Deployment.Scheduling.of(Map.of()), "", "");
    }

    /** The least that can be asked for, by the Redkite of that region; it takes no notice of its zones' names. */
    static Planning in(String region) {
        EnvironmentSpec least = SpecificationReader.read(Json.parse("{\"name\":\"demo\"}")).specification().orElseThrow();
        return PLANNER.plan(least, SURVEY, 1, deployment(region), CurrentEnvironment.NOTHING);
    }

    /** Where something stands, its cluster runs the version that was planned. */
    static Plan plan(String json, Plan standing) {
        return plan(json, standing, running(standing));
    }

    static Plan next(String json, CurrentEnvironment standing) {
        return previewed(planned(json, standing, running(standing.planned()))).plan();
    }

    static Plan plan(String json, Plan standing, AccountSnapshot snapshot) {
        return previewed(planned(json, standing, snapshot)).plan();
    }

    private static Preview previewed(Planning planning) {
        assertThat(planning).isInstanceOf(Planning.Planned.class);
        return ((Planning.Planned) planning).preview();
    }

    /** What another specification changes of what one has made, as it was planned. */
    static List<PlannedChange> changes(String from, String to) {
        return changes(from, to, standing -> standing);
    }

    /** @param course what has become of it since */
    static List<PlannedChange> changes(String from, String to, UnaryOperator<CurrentEnvironment> course) {
        return changes(from, to, course, running(plan(from, null)));
    }

    static List<PlannedChange> changes(String from, String to, UnaryOperator<CurrentEnvironment> course, AccountSnapshot snapshot) {
        Plan plan = plan(from, null);
        CurrentEnvironment standing = CurrentEnvironment.all(plan, SpecificationReader.read(Json.parse(from)).specification().orElseThrow().workload());
        return previewed(planned(to, course.apply(standing), snapshot)).changes();
    }

    static Stream<String> violations(String json, Plan standing) {
        return violations(json, standing, running(standing));
    }

    static Stream<String> violations(String json, Plan standing, AccountSnapshot snapshot) {
        Planning planning = planned(json, standing, snapshot);
        assertThat(planning).isInstanceOf(Planning.Refused.class);
        return ((Planning.Refused) planning).violations().stream().map(Violation::toString);
    }

    /** Why nothing is planned; empty when something is. */
    static List<Violation> refused(EnvironmentSpec specification) {
        return switch (PLANNER.plan(specification, SURVEY, 1, DEPLOYMENT, CurrentEnvironment.NOTHING)) {
            case Planning.Planned _ -> List.of();
            case Planning.Refused(List<Violation> violations) -> violations;
        };
    }

    /** Why nothing is planned where of what was planned only so much stands. */
    static List<String> refused(String json, CurrentEnvironment standing) {
        return switch (planned(json, standing, running((String) null))) {
            case Planning.Planned _ -> List.of();
            case Planning.Refused(List<Violation> violations) -> violations.stream().map(Violation::toString).toList();
        };
    }

    private static Planning planned(String json, Plan standing, AccountSnapshot snapshot) {
        return planned(json, standing == null ? CurrentEnvironment.NOTHING : CurrentEnvironment.all(standing, null), snapshot);
    }

    private static Planning planned(String json, CurrentEnvironment standing, AccountSnapshot snapshot) {
        SpecificationReader.Reading reading = SpecificationReader.read(Json.parse(json));
        assertThat(reading.violations()).isEmpty();
        return PLANNER.plan(reading.specification().orElseThrow(), snapshot, 1, DEPLOYMENT, standing);
    }

    private static AccountSnapshot running(Plan standing) {
        return standing == null ? SURVEY : running(standing.cluster().kubernetesVersion());
    }

    static AccountSnapshot running(String clusterVersion) {
        return running(clusterVersion, SURVEY.kubernetesVersions());
    }

    static AccountSnapshot running(String clusterVersion, List<AccountSnapshot.KubernetesVersion> offered) {
        return new AccountSnapshot(SURVEY.at(), offered, SURVEY.kafkaVersions(), SURVEY.zones(), SURVEY.subnets(), SURVEY.ranges(), clusterVersion, Map.of(), AccountSnapshot.Key.NONE, AccountSnapshot.Key.NONE, AccountSnapshot.Key.NONE, AccountSnapshot.HostedZone.NONE, AccountSnapshot.Certificates.NONE, List.of());
    }

    /** All of them for another year. */
    static List<AccountSnapshot.KubernetesVersion> offering(String... versions) {
        return Stream.of(versions)
                .map(version -> new AccountSnapshot.KubernetesVersion(version, true, Instant.parse("2027-11-24T00:00:00Z")))
                .toList();
    }
}
