package dev.redkite.environment;

import dev.redkite.sizing.Workload;
import java.util.HashSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an update starts from: what stands, with what was planned for it. What was planned and never made binds nobody,
 * and what stands otherwise than planned is taken as it stands wherever it cannot be changed.
 *
 * @param planned  what was last begun to be made
 * @param workload what that was sized for, if anybody knows
 * @param found    what there is of it
 * @param former   the life before, which is made once more from nothing
 * @param served   the version of the Milvus that people have had, if they have had any
 */
public record CurrentEnvironment(@Nullable Plan planned, @Nullable Workload workload, ExistingResources found, @Nullable Plan former,
        @Nullable String served) {

    /** Of an environment that is to be made from nothing. */
    public static final CurrentEnvironment NOTHING = new CurrentEnvironment(null, null, ExistingResources.NOTHING);

    public CurrentEnvironment(@Nullable Plan planned, @Nullable Workload workload, ExistingResources found) {
        this(planned, workload, found, null, null);
    }

    /** Of an environment that is made anew. */
    public static CurrentEnvironment again(@Nullable Plan former) {
        return new CurrentEnvironment(null, null, ExistingResources.NOTHING, former, null);
    }

    /** Of one that was ready with that version of Milvus last. */
    public CurrentEnvironment serving(@Nullable String version) {
        return new CurrentEnvironment(planned, workload, found, former, version);
    }

    /** Everything that was planned, as it was planned. */
    public static CurrentEnvironment all(Plan plan, @Nullable Workload workload) {
        return new CurrentEnvironment(plan, workload, new ExistingResources(plan.network(), plan.kafka(), plan.nodes(), true, plan.deletionProtected(), false))
                .serving(plan.milvus().version());
    }

    private Optional<Plan> plan() {
        return Optional.ofNullable(planned);
    }

    /** Zones of a VPC as planned, for its subnets may not all be there yet, and NAT gateways as planned too. */
    Optional<Plan.Network> network() {
        return Optional.ofNullable(found.network()).flatMap(network -> plan().map(Plan::network)
                .filter(former -> same(former, network)).or(found::laidOutNetwork));
    }

    private static boolean same(Plan.Network planned, Plan.Network found) {
        return found.adopted()
                ? new HashSet<>(planned.subnetIds()).equals(new HashSet<>(found.subnetIds()))
                : found.requireCidr().equals(planned.cidr());
    }

    /** Whether connections may go through NAT gateways that a single one would take the place of. */
    boolean natGatewayPerZone() {
        return found.network() != null && found.network().natGatewayPerZone();
    }

    /** A type that somebody else has chosen is put back; volumes, brokers and version go in one direction only. */
    Optional<Plan.Kafka> kafka() {
        return Optional.ofNullable(found.kafka()).map(kafka -> new Plan.Kafka(kafka.version(),
                plan().map(former -> former.kafka().instanceType()).orElse(kafka.instanceType()),
                kafka.brokers(), kafka.volumeGibibytes()));
    }

    /** What was planned decides, for its tag may not be written yet. */
    boolean deletionProtected() {
        return plan().map(Plan::deletionProtected).orElse(found.deletionProtected());
    }

    /** A disk of which AWS knows nothing any more is as it was planned. */
    Optional<Plan.Nodes> nodes() {
        return Optional.ofNullable(found.nodes()).map(nodes -> nodes.volumeGibibytes() > 0 ? nodes : plan()
                .map(former -> new Plan.Nodes(nodes.instanceType(), nodes.count(), former.nodes().volumeGibibytes(), nodes.reason()))
                .orElse(nodes));
    }

    Optional<Plan.Milvus> milvus() {
        return plan().filter(_ -> found.milvus()).map(Plan::milvus);
    }

    /** Whose data it is that Milvus has; the planned version, which may never have come up, where nobody has had any. */
    Optional<String> milvusVersion() {
        return milvus().map(milvus -> served == null ? milvus.version() : served);
    }

    /** What is to be backed up before another version takes its place: nobody has anything in a Milvus that never served. */
    Optional<String> upgraded(String to) {
        return milvus().isEmpty() ? Optional.empty() : Optional.ofNullable(served).filter(version -> !version.equals(to));
    }

    /** Whether clients have had to log in so far; empty when there are none yet. */
    Optional<Boolean> login() {
        return milvus().or(() -> Optional.ofNullable(former).map(Plan::milvus)).map(Plan.Milvus::authentication);
    }

    Optional<Plan.Storage> storage() {
        return plan().filter(_ -> found.milvus()).map(Plan::storage);
    }
}
