package dev.redkite.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.deployment.Operation;
import dev.redkite.environment.Plan;
import dev.redkite.environment.Preview;
import dev.redkite.json.Json;
import dev.redkite.platform.Platform;
import dev.redkite.registry.EnvironmentRecord;
import dev.redkite.registry.Registry;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What Admission would say now, for doors where somebody is there to hear it. Takes no lock, so it promises nothing. */
public final class Preflight {

    private static final String NOBODY = "";

    private final Platform platform;
    private final Registry registry;
    private @Nullable AdmissionStep step;

    public Preflight(Platform platform) {
        this.platform = platform;
        this.registry = Registry.of(platform);
    }

    /** Made when somebody asks for what it takes: most that is asked at the doors the registry can tell, and this has seven clients. */
    private synchronized AdmissionStep step() {
        if (step == null) {
            step = AdmissionFunction.step(platform);
        }
        return step;
    }

    /**
     * @param input as the operation's machine takes it
     * @return what would be made, or removed
     * @throws dev.redkite.failure.EnvironmentBusy when an execution is at work on the environment
     * @throws dev.redkite.failure.InvalidRequest naming every violation, or what about the environment forbids it
     */
    public Preview check(Operation operation, JsonNode input) {
        return step().judge(new AdmissionSpec(operation, input, NOBODY)).preview();
    }

    /**
     * What a provision would change of what another has made, and of nothing else. Whether there is room for it is not asked.
     *
     * @param former   as the machine takes it, like the other
     * @param current what {@link #check} says of the former
     * @throws dev.redkite.failure.InvalidRequest naming every violation
     */
    public Preview compare(JsonNode former, Plan current, JsonNode input) {
        return step().compared(new AdmissionSpec(Operation.provision, former, NOBODY), current,
                new AdmissionSpec(Operation.provision, input, NOBODY));
    }

    /** What is registered of an environment, or else what can be told of one that stands without being so. */
    public Optional<EnvironmentRecord> find(String environment) {
        return registry.find(environment).or(() -> step().unregistered().find(environment, null));
    }

    /**
     * What can be told of an environment by what stands of it and its data alone, whatever a registry says; empty when there is
     * neither.
     */
    public Optional<EnvironmentRecord> standing(String environment) {
        return step().unregistered().find(environment, null);
    }

    /**
     * A plan that names everything that an environment of that name and all defaults has.
     *
     * @throws dev.redkite.failure.InvalidRequest when the region does not have what it takes
     */
    public Plan named(String environment) {
        return step().admission().planned(Json.object().put("name", environment), 1, null).plan();
    }

    /** Environments of which something is tagged, with the generation that it was tagged with. */
    public SortedMap<String, Integer> tagged() {
        return step().unregistered().tagged();
    }

    /**
     * Every environment that stands without being registered, as a record without plan.
     *
     * @param tagged what {@link #tagged} says
     * @param seen   some that are known to be registered
     */
    public List<EnvironmentRecord> unregistered(SortedMap<String, Integer> tagged, Set<String> seen) {
        return step().unregistered().all(tagged, names -> registered(names, seen));
    }

    private Set<String> registered(Set<String> names, Set<String> seen) {
        Set<String> others = new HashSet<>(names);
        others.removeAll(seen);
        Set<String> registered = new HashSet<>(seen);
        registered.addAll(registry.known(others));
        return registered;
    }

    /** The plan of {@link #preview}. */
    public Plan plan(JsonNode specification) {
        return preview(specification).plan();
    }

    /**
     * What a specification would become, whoever is at work on the environment.
     *
     * @throws dev.redkite.failure.InvalidRequest naming every violation
     */
    public Preview preview(JsonNode specification) {
        Optional<EnvironmentRecord> record = Optional.ofNullable(specification.path("name").textValue())
                .filter(Plan::isName)
                .flatMap(name -> registry.find(name)
                        .or(() -> step().unregistered().find(name, specification.at("/storage/bucket").textValue())));
        return step().admission().preview(specification, AdmissionStep.generation(record), AdmissionStep.former(record));
    }
}
