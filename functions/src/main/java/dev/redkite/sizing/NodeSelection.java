package dev.redkite.sizing;

import dev.redkite.catalog.Price;
import dev.redkite.catalog.Prices;
import dev.redkite.sizing.Placement.Order;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Chooses the cheapest nodes on which every pod finds its place in whatever order the pods appear. A type and a count
 * that the user wants are refused only where the pods cannot fit even in the best order; otherwise a note warns.
 */
public final class NodeSelection {

    /** Operating system, images and logs of one node. */
    static final int SYSTEM_GIBIBYTES = 50;
    /** The largest gp3 volume that every region offers (https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html). */
    private static final int LARGEST_VOLUME_GIBIBYTES = 16_384;
    /** Where a region has no price of its own, types are compared by these: families keep their order everywhere. */
    private static final String COMPARISON_REGION = "us-east-1";

    private final InstanceTypes types;
    private final SystemPods system;
    private final Prices prices;

    public NodeSelection(InstanceTypes types, Prices prices) {
        this.types = types;
        this.system = SystemPods.load();
        this.prices = prices;
    }

    /** Whether nodes can be of that type at all. */
    public boolean knows(String instanceType) {
        return types.find(instanceType).isPresent();
    }

    public SelectedNodes select(Sizing sizing, NodePreference preference, String region) {
        List<String> violations = violations(preference);
        if (!violations.isEmpty()) {
            return new SelectedNodes.Refused(violations);
        }
        Stream<InstanceType> eligible = preference.instanceType() == null
                ? types.types().stream().filter(type -> type.automatic() && preference.offered().test(type.name()))
                : types.find(preference.instanceType()).stream();
        List<Candidate> candidates = eligible.flatMap(type -> candidate(sizing, type, preference).stream()).toList();
        return candidates.stream()
                .min(Comparator.comparingDouble((Candidate each) -> each.count * perHour(each.type, region))
                        .thenComparingInt(Candidate::count))
                .<SelectedNodes>map(best -> chosen(best, sizing, preference, region))
                .orElseGet(() -> refused(sizing, preference));
    }

    private List<String> violations(NodePreference preference) {
        List<String> violations = new ArrayList<>();
        String type = preference.instanceType();
        if (type != null && types.find(type).isEmpty()) {
            violations.add("instance type " + type + " is not offered (only x86_64 types of known size are): use one of "
                    + String.join(", ", types.names()));
        }
        if (preference.count() != null && preference.count() < preference.zones()) {
            violations.add(preference.count() + " nodes cannot cover " + preference.zones()
                    + " availability zones: use at least " + preference.zones() + " nodes");
        }
        if (preference.count() != null && preference.count() > Placement.MOST_NODES) {
            violations.add(preference.count() + " nodes are more than a managed node group may have: use at most "
                    + Placement.MOST_NODES);
        }
        return violations;
    }

    private Optional<Candidate> candidate(Sizing sizing, InstanceType type, NodePreference preference) {
        Placement placement = placement(sizing, type);
        int volume = volume(sizing, type);
        if (volume > LARGEST_VOLUME_GIBIBYTES) {
            return Optional.empty();
        }
        if (preference.count() == null) {
            OptionalInt count = placement.findCount(preference.zones(), Order.ANY);
            return count.isPresent()
                    ? Optional.of(new Candidate(type, count.getAsInt(), volume, placement))
                    : Optional.empty();
        }
        Order order = preference.instanceType() == null ? Order.ANY : Order.LARGEST_FIRST;
        return placement.fits(preference.count(), order)
                ? Optional.of(new Candidate(type, preference.count(), volume, placement))
                : Optional.empty();
    }

    private Placement placement(Sizing sizing, InstanceType type) {
        List<PodRequest> pods = Stream.concat(sizing.pods().stream(), system.onceInCluster().stream()).toList();
        return new Placement(type.allocatable(system.onEveryNode()), pods);
    }

    /** The root volume holds the disk of as many query nodes as the scheduler could put on one node. */
    private int volume(Sizing sizing, InstanceType type) {
        return SYSTEM_GIBIBYTES + mostQueryNodes(sizing, type) * diskOfOneQueryNode(sizing);
    }

    private static int diskOfOneQueryNode(Sizing sizing) {
        return (int) Math.ceil(sizing.footprint().diskGibibytes() / queryNodes(sizing).replicas());
    }

    private static ComponentSize queryNodes(Sizing sizing) {
        return Objects.requireNonNull(sizing.components().get(Component.QUERY_NODE), "every Milvus has query nodes");
    }

    private int mostQueryNodes(Sizing sizing, InstanceType type) {
        ComponentSize query = queryNodes(sizing);
        InstanceType.Capacity node = type.allocatable(system.onEveryNode());
        double most = Math.min(node.cpu() / query.cpu(), node.memoryGibibytes() / query.memoryGibibytes());
        return Math.clamp((long) most, 1, query.replicas());
    }

    private SelectedNodes chosen(Candidate best, Sizing sizing, NodePreference preference, String region) {
        List<String> sentences = new ArrayList<>();
        sentences.add(demand(best.placement) + "; " + best.count + " × " + best.type.name() + " leave "
                + Math.round(100 * best.placement.freeShare(best.count)) + " % free");
        if (preference.instanceType() == null) {
            types.findSmaller(best.type).map(smaller -> aboutSmaller(sizing, smaller, preference)).ifPresent(sentences::add);
        }
        if (best.volume > SYSTEM_GIBIBYTES) {
            sentences.add("root volumes of " + best.volume + " GiB: " + SYSTEM_GIBIBYTES + " GiB for the system and "
                    + diskOfOneQueryNode(sizing) + " GiB of index for each of up to " + mostQueryNodes(sizing, best.type)
                    + " query nodes on one node");
        }
        return new SelectedNodes.Chosen(
                best.type.name(), best.count, best.volume, String.join("; ", sentences), notes(best, region));
    }

    private String aboutSmaller(Sizing sizing, InstanceType smaller, NodePreference preference) {
        Placement placement = placement(sizing, smaller);
        return placement.findTooLarge()
                .map(pod -> smaller.name() + " is too small for one " + describe(pod))
                .orElseGet(() -> {
                    OptionalInt count = placement.findCount(preference.zones(), Order.ANY);
                    return count.isPresent()
                            ? "the next smaller, " + smaller.name() + ", needs " + count.getAsInt() + " nodes"
                            : "the next smaller, " + smaller.name() + ", needs more than " + Placement.MOST_NODES + " nodes";
                });
    }

    private List<String> notes(Candidate best, String region) {
        InstanceType type = best.type;
        List<String> notes = new ArrayList<>();
        best.placement.findFirstWithoutPlace(best.count, Order.ANY).ifPresent(pod -> notes.add(
                best.count + " × " + type.name() + " hold all pods only if the large ones are placed early: otherwise one "
                        + describe(pod) + " stays pending until pods are moved; " + enough(best.placement, best.count) + "."));
        if (prices.find(key(type), region).isEmpty()) {
            notes.add("No instance prices are known for " + region + ": types were compared by those of "
                    + COMPARISON_REGION + ".");
        }
        if (type.localDiskGigabytes() > 0) {
            notes.add("The local NVMe disks of " + type.name() + " are not used: the index is on the root volume.");
        }
        return notes;
    }

    private static String enough(Placement placement, int count) {
        OptionalInt safe = placement.findCount(count, Order.ANY);
        return safe.isPresent() ? safe.getAsInt() + " nodes are safe" : "a larger type is safe";
    }

    private SelectedNodes refused(Sizing sizing, NodePreference preference) {
        if (preference.instanceType() == null) {
            return new SelectedNodes.Refused(List.of(aboutNoType(sizing, preference)));
        }
        InstanceType type = types.find(preference.instanceType()).orElseThrow();
        return new SelectedNodes.Refused(List.of(aboutType(sizing, type, preference)));
    }

    private String aboutNoType(Sizing sizing, NodePreference preference) {
        List<InstanceType> automatic = types.types().stream().filter(InstanceType::automatic).toList();
        InstanceType largest = automatic.stream().max(Comparator.comparingDouble(InstanceType::memoryGibibytes)).orElseThrow();
        List<String> elsewhere = automatic.stream().map(InstanceType::name).filter(preference.offered().negate()).toList();
        if (!elsewhere.isEmpty()) {
            return demand(placement(sizing, largest)) + ", and no type that is offered in all of the zones holds them; not offered in all are "
                    + String.join(", ", elsewhere) + ": choose other zones, or fewer";
        }
        String nodes = preference.count() == null ? "no instance type" : preference.count() + " nodes of no instance type";
        String advice = preference.count() == null
                ? "split the workload over several environments"
                : "ask for more nodes or leave the count out";
        return demand(placement(sizing, largest)) + ", which " + nodes + " can hold: " + advice;
    }

    private String aboutType(Sizing sizing, InstanceType type, NodePreference preference) {
        Placement placement = placement(sizing, type);
        int volume = volume(sizing, type);
        if (volume > LARGEST_VOLUME_GIBIBYTES) {
            return type.name() + " would need a root volume of " + volume + " GiB, more than " + LARGEST_VOLUME_GIBIBYTES
                    + " GiB: choose a smaller type, so that fewer query nodes share one node";
        }
        Optional<PodRequest> tooLarge = placement.findTooLarge();
        if (tooLarge.isPresent()) {
            InstanceType.Capacity left = type.allocatable(system.onEveryNode());
            return String.format(
                    Locale.ROOT,
                    "%s cannot hold one %s: it leaves %.1f vCPU / %.1f GiB to pods; choose a larger type or leave it out",
                    type.name(), describe(tooLarge.get()), left.cpu(), left.memoryGibibytes());
        }
        OptionalInt count = placement.findCount(preference.zones(), Order.LARGEST_FIRST);
        String needed = count.isPresent()
                ? "use at least " + count.getAsInt() + " nodes or a larger type"
                : "choose a larger type, since not even " + Placement.MOST_NODES + " of these suffice";
        int wanted = preference.count() == null ? Placement.MOST_NODES : preference.count();
        String homeless = placement.findFirstWithoutPlace(wanted, Order.LARGEST_FIRST).map(NodeSelection::describe).orElse("pod");
        return demand(placement) + ", and " + wanted + " × " + type.name() + " leave no place for one " + homeless + ": "
                + needed;
    }

    private static String demand(Placement placement) {
        return placement.podCount() + " pods ask " + (long) Math.ceil(placement.cpu()) + " vCPU / "
                + (long) Math.ceil(placement.memoryGibibytes()) + " GiB";
    }

    private static String describe(PodRequest pod) {
        return pod.name() + " (" + plain(pod.cpu()) + " vCPU / " + plain(pod.memoryGibibytes()) + " GiB)";
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    private double perHour(InstanceType type, String region) {
        return prices.find(key(type), region)
                .or(() -> prices.find(key(type), COMPARISON_REGION))
                .map(Price::perHour)
                .orElse(Double.MAX_VALUE / Placement.MOST_NODES);
    }

    private static String key(InstanceType type) {
        return "ec2:" + type.name();
    }

    private record Candidate(InstanceType type, int count, int volume, Placement placement) {}
}
