package dev.redkite.sandbox.command;

import dev.redkite.environment.Ownership;
import dev.redkite.sandbox.Sandbox;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What of an environment is there in the sandbox's account.
 *
 * @param count  how many carry its tag
 * @param billed those that cost money by the hour, in words: {@code EKS cluster, 3 NAT gateways}; empty when none does
 */
record StandingResources(int count, String billed) {

    /** By the inventory's kinds, dearest first; https://aws.amazon.com/eks/pricing and its siblings tell which cost by the hour. */
    private static final Map<String, String> BILLED = new LinkedHashMap<>();

    static {
        BILLED.put("kafka:cluster", "MSK cluster");
        BILLED.put("eks:nodegroup", "node group");
        BILLED.put("eks:cluster", "EKS cluster");
        BILLED.put("ec2:natgateway", "NAT gateway");
        BILLED.put("elasticloadbalancing:loadbalancer", "load balancer");
        BILLED.put("ec2:elastic-ip", "Elastic IP address");
    }

    static StandingResources of(String environment, Sandbox sandbox) {
        List<String> names = sandbox.world().inventory().entrySet().stream()
                .filter(resource -> environment.equals(resource.getValue().get(Ownership.ENVIRONMENT)))
                .map(Map.Entry::getKey)
                .toList();
        String billed = BILLED.entrySet().stream()
                .map(kind -> counted(names.stream().filter(name -> name.startsWith(kind.getKey() + "/")).count(), kind.getValue()))
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(", "));
        return new StandingResources(names.size(), billed);
    }

    private static String counted(long number, String name) {
        if (number < 2) {
            return number == 0 ? "" : name;
        }
        return number + " " + (name.endsWith("s") ? name + "es" : name + "s");
    }

    /** E.g. {@code 23 resources; what costs money by the hour until it is removed: MSK cluster, 3 NAT gateways}. */
    String inWords() {
        if (count == 0) {
            return "nothing of it";
        }
        String all = count == 1 ? "1 resource" : count + " resources";
        return billed.isEmpty() ? all + ", none of which costs by the hour" : "%s; what costs money by the hour until it is removed: %s".formatted(all, billed);
    }
}
