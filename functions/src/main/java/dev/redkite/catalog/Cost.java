package dev.redkite.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What an environment costs, in US dollars at list price.
 *
 * @param lines    what is counted: empty exactly when no price at all is known
 * @param unpriced what has no known price and is in no figure
 * @param notes    what the figures leave out and how sure they are, each a sentence
 */
public record Cost(List<Line> lines, List<String> unpriced, List<String> notes) {

    /**
     * @param count how many units, such as nodes or GiB
     * @param unit  what one of them is: {@code hour}, {@code month} or {@code GiB-month}
     */
    public record Line(String what, double count, String unit, double perHour) {}

    public Cost {
        lines = List.copyOf(lines);
        unpriced = List.copyOf(unpriced);
        notes = List.copyOf(notes);
    }

    /** Of what has a price; empty when nothing has: an unknown sum is not 0. */
    public OptionalDouble perHour() {
        return lines.stream().mapToDouble(Line::perHour).reduce(Double::sum);
    }

    /** The same for a month. */
    public OptionalDouble perMonth() {
        return perHour().stream().map(dollars -> dollars * Price.HOURS_PER_MONTH).findFirst();
    }

    public static Cost of(BillOfMaterials bill, Prices prices, String region) {
        List<Line> lines = new ArrayList<>();
        List<String> unpriced = new ArrayList<>();
        List<String> assumed = new ArrayList<>();
        for (Item item : items(bill)) {
            Optional<Price> found = prices.find(item.key, region);
            found.ifPresentOrElse(price -> lines.add(line(item, price)), () -> unpriced.add(item.what));
            found.filter(price -> !price.confidence().equals("published")).ifPresent(price -> assumed.add(item.what));
        }
        return new Cost(lines, unpriced, lines.isEmpty() ? List.of(unknown(prices, region)) : notes(prices, region, unpriced, assumed));
    }

    private static Line line(Item item, Price price) {
        return new Line(item.what, item.count, price.unit(), item.count * price.perHour());
    }

    private static final String NODES = " nodes";
    private static final String ROOT_VOLUMES = "root volumes of the nodes, GiB";
    private static final String NAT_GATEWAYS = "NAT gateways";

    /** Whether what one of the lines, or of what is unpriced, is about goes on while an environment is paused. */
    public static boolean goesOn(String what) {
        return !what.endsWith(NODES) && !what.equals(ROOT_VOLUMES) && !what.equals(NAT_GATEWAYS);
    }

    private static List<Item> items(BillOfMaterials bill) {
        List<Item> items = List.of(
                new Item("EKS control plane", "eks:control-plane", 1),
                new Item(bill.nodeType() + NODES, "ec2:" + bill.nodeType(), bill.nodes()),
                new Item(ROOT_VOLUMES, "ebs:gp3", (double) bill.nodes() * bill.nodeVolumeGibibytes()),
                new Item("volumes of etcd, GiB", "ebs:gp3", (double) bill.etcdReplicas() * bill.etcdVolumeGibibytes()),
                new Item(bill.brokerType() + " brokers", "msk:" + bill.brokerType(), bill.brokers()),
                new Item("storage of the brokers, GiB", "msk:storage", (double) bill.brokers() * bill.brokerVolumeGibibytes()),
                new Item(NAT_GATEWAYS, "vpc:nat-gateway", bill.natGateways()),
                new Item("network load balancers", "elb:network", bill.networkLoadBalancers()),
                new Item("application load balancers", "elb:application", bill.applicationLoadBalancers()),
                new Item("KMS keys", "kms:key", bill.keys()),
                new Item("secrets", "secretsmanager:secret", bill.secrets()));
        return items.stream().filter(item -> item.count > 0).toList();
    }

    private static String unknown(Prices prices, String region) {
        return "No price is known in " + region + ", so what this costs is not known; " + known(prices);
    }

    private static String known(Prices prices) {
        return "prices are known for " + String.join(", ", prices.regions()) + ".";
    }

    private static List<String> notes(Prices prices, String region, List<String> unpriced, List<String> assumed) {
        List<String> notes = new ArrayList<>();
        notes.add("List prices, the oldest of " + prices.asOf() + ", on demand; S3, traffic, requests, load balancer capacity"
                + " units and taxes are not counted.");
        if (!unpriced.isEmpty()) {
            notes.add("No price is known in " + region + " for: " + joined(unpriced) + ". The total leaves them out;"
                    + " " + known(prices));
        }
        if (!assumed.isEmpty()) {
            notes.add("Prices that were not read from their list, in " + region + ": " + joined(assumed) + ".");
        }
        return notes;
    }

    private static String joined(List<String> things) {
        return things.stream().distinct().collect(Collectors.joining("; "));
    }

    private record Item(String what, String key, double count) {}
}
