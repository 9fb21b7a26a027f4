package dev.redkite.sandbox.doctor;

import dev.redkite.admission.Preflight;
import dev.redkite.audit.Leftovers;
import dev.redkite.environment.Ownership;
import dev.redkite.environment.Plan;
import dev.redkite.failure.InvalidRequest;
import dev.redkite.network.ExistingNetwork;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.registry.Registry;
import dev.redkite.sandbox.doctor.Finding.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.ResourceTagMapping;

/** Which environments the registry and the tags know, and what stands of those that should have nothing. */
record EnvironmentsCheck(Examination examination) implements Check {

    private static final int PAGE = 100;
    private static final int MOST_NAMED = 8;
    private static final String PUT = "aws events put-events --entries '[{\"EventBusName\":\"%s\",\"Source\":\"redkite.request\",\"DetailType\":\"%s\",\"Detail\":\"%s\"}]'";

    @Override
    public Topic topic() {
        return new Topic(Group.ENVIRONMENTS, "which environments the registry and the tags know, and what of them is left over");
    }

    @Override
    public List<Finding> ask() {
        SortedMap<String, List<String>> tagged = tagged();
        Map<String, EnvironmentRecord> registered = registered();
        TreeSet<String> names = new TreeSet<>(tagged.keySet());
        names.addAll(new ExistingNetwork(examination.platform().aws(Ec2Client.class)).environments().keySet());
        names.addAll(registered.keySet());
        List<Finding> findings = new ArrayList<>();
        names.stream().filter(Plan::isName).forEach(name -> findings.add(Optional.ofNullable(registered.get(name))
                .map(this::known)
                .orElseGet(() -> unknown(name, tagged.getOrDefault(name, List.of())))));
        return findings.isEmpty() ? List.of(topic().fine("there are none, and nothing is left of any")) : findings;
    }

    /** ARNs by the environment whose tag they carry; the tagging API lags, and its word is not the last. */
    private SortedMap<String, List<String>> tagged() {
        SortedMap<String, List<String>> tagged = new TreeMap<>();
        for (ResourceTagMapping each : examination.platform().aws(ResourceGroupsTaggingApiClient.class)
                .getResourcesPaginator(request -> request.tagFilters(filter -> filter.key(Ownership.ENVIRONMENT))).resourceTagMappingList()) {
            each.tags().stream().filter(tag -> tag.key().equals(Ownership.ENVIRONMENT))
                    .forEach(tag -> tagged.computeIfAbsent(tag.value(), _ -> new ArrayList<>()).add(each.resourceARN()));
        }
        return tagged;
    }

    private Map<String, EnvironmentRecord> registered() {
        Map<String, EnvironmentRecord> registered = new TreeMap<>();
        if (examination.stack().isEmpty()) {
            return registered;
        }
        Registry registry = Registry.of(examination.platform());
        String next = null;
        do {
            Registry.Page page = registry.list(PAGE, next);
            page.records().forEach(each -> registered.put(each.environment(), each));
            next = page.next();
        } while (next != null);
        return registered;
    }

    private Finding known(EnvironmentRecord record) {
        Topic part = topic().about("environment %s, generation %d".formatted(record.environment(), record.generation()));
        if (record.execution() != null) {
            return part.note("is being worked on (%s): %s".formatted(record.phase(), record.execution()), "");
        }
        return switch (record.phase()) {
            case READY, PROVISIONING, PAUSING, PAUSED, RESUMING, RECREATING -> part.fine("is " + record.phase());
            case REMOVED -> removed(record, part);
            case FAILED, REMOVING, REMOVAL_FAILED -> part.wrong(
                    "is %s: %s".formatted(record.phase(), record.failure() == null ? "nobody noted why" : record.failure().message()),
                    "do what it says, or remove it: " + remove(record.environment()));
        };
    }

    private Finding removed(EnvironmentRecord record, Topic part) {
        List<String> left = record.plan() == null ? List.of() : new Leftovers(examination.platform()).of(record.plan());
        return left.isEmpty()
                ? part.fine("is removed, and nothing of it is left")
                : part.wrong("is removed, and yet there stands: " + Topic.named(left, MOST_NAMED), remove(record.environment()));
    }

    /** It may be another stack's, of which nobody has told us. */
    private Finding unknown(String name, List<String> arns) {
        List<String> left = new ArrayList<>(plan(name).map(plan -> new Leftovers(examination.platform()).of(plan)).orElse(List.of()));
        if (left.isEmpty()) {
            left.addAll(arns);
        }
        Topic part = topic().about("environment %s, which only tags know".formatted(name));
        if (examination.stack().isEmpty()) {
            return part.note("there stands: " + Topic.named(left, MOST_NAMED),
                    "name the stack that it belongs to (--stack NAME); if it is nobody's, deploy one, which can adopt or remove it");
        }
        return part.wrong("is not registered in this stack, and there stands: " + Topic.named(left, MOST_NAMED),
                "if another stack made it, nothing; else adopt it: %s; or remove it: %s".formatted(adopt(name), remove(name)));
    }

    /** Empty where none of that name could be made in this account, of which {@link PlanCheck} says why. */
    private Optional<Plan> plan(String name) {
        Preflight preflight = new Preflight(examination.platform());
        try {
            return Optional.of(preflight.standing(name).map(EnvironmentRecord::plan).orElseGet(() -> preflight.named(name)));
        } catch (InvalidRequest _) {
            return Optional.empty();
        }
    }

    private String adopt(String name) {
        return PUT.formatted(examination.platform().deployment().eventBus(), "Provision Requested", "{\\\"specification\\\":{\\\"name\\\":\\\"%s\\\"}}".formatted(name));
    }

    private String remove(String name) {
        return PUT.formatted(examination.platform().deployment().eventBus(), "Teardown Requested", "{\\\"environment\\\":\\\"%s\\\"}".formatted(name));
    }
}
