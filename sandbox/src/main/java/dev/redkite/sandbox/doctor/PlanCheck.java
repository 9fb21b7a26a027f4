package dev.redkite.sandbox.doctor;

import dev.redkite.admission.Admission;
import dev.redkite.admission.Preflight;
import dev.redkite.environment.Plan;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.failure.Violation;
import dev.redkite.sandbox.doctor.Finding.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What Admission would say of the specification in this account: quotas, zones and offerings, versions, encryption, the bucket. */
record PlanCheck(Examination examination) implements Check {

    /** What a plan says of its costs is no matter of the account. */
    private static final Pattern OF_PRICES = Pattern.compile("List prices|No price|Prices that");

    /** How Admission says what it could not read, which a person with few permissions meets. */
    private static final String UNREAD = "could not be read:";

    @Override
    public Topic topic() {
        return new Topic(Group.PLAN, "whether environment %s of the specification can be made: quotas and what stands, zones and instance types, versions of EKS and MSK, keys, the bucket"
                .formatted(examination.specification().path("name").asText()));
    }

    @Override
    public List<Finding> ask() {
        try {
            Plan plan = plan();
            List<Finding> findings = new ArrayList<>();
            findings.add(topic().fine(found(plan)));
            plan.warnings().stream().filter(warning -> !OF_PRICES.matcher(warning).lookingAt()).forEach(warning -> findings.add(finding(warning)));
            return findings;
        } catch (InvalidRequest e) {
            return e.violations().isEmpty()
                    ? List.of(topic().wrong(e.getMessage(), ""))
                    : e.violations().stream().map(this::refused).toList();
        }
    }

    /** With a registry, an environment that stands is not needed once more. */
    private Plan plan() {
        return examination.stack().isPresent()
                ? new Preflight(examination.platform()).plan(examination.specification())
                : new Admission(examination.platform()).plan(examination.specification(), 1);
    }

    private static String found(Plan plan) {
        return "there is room for %d %s nodes and %d %s brokers in %s, with Kubernetes %s and Kafka %s; about $%s an hour".formatted(
                plan.nodes().count(), plan.nodes().instanceType(), plan.kafka().brokers(), plan.kafka().instanceType(),
                plan.network().adopted() ? String.join(", ", plan.network().subnetIds())
                        : plan.network().zones().stream().map(Plan.Network.Zone::name).collect(Collectors.joining(", ")),
                plan.cluster().kubernetesVersion(), plan.kafka().version(), plan.cost().perHour());
    }

    private Finding finding(String warning) {
        return warning.contains(UNREAD)
                ? topic().unasked(warning, "add the permission that it names to your policy (docs/doctor.md has all that this command asks)")
                : topic().note(warning, "");
    }

    /** Admission's sentences say behind a colon what to do. */
    private Finding refused(Violation violation) {
        return topic().about(violation.path()).wrong(violation.message(), "do what it says, or change %s in the specification (--spec)"
                .formatted(violation.path()));
    }
}
