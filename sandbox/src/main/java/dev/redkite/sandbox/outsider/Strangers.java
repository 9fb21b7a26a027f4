package dev.redkite.sandbox.outsider;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.policy.Caller;
import dev.redkite.sandbox.policy.ResourcePolicy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Whom nobody let in. */
record Strangers(AccountRegion place) {

    /** Of AWS' documentation, and nobody's who is met here. */
    static final String ACCOUNT = "999999999999";

    private static final String AUDIENCE = "sts.amazonaws.com";

    /** One without credentials, one who rules another account, and one of this account who may do nothing in it; with TLS and without. */
    List<Caller> callers() {
        List<Caller> callers = List.of(
                Caller.anonymous(),
                Caller.principal("arn:%s:iam::%s:role/outsider".formatted(place.partition().id(), ACCOUNT)),
                Caller.principal(place.globalArn("iam", "role/somebody-else")));
        return Stream.concat(callers.stream(), callers.stream().map(Caller::overPlainHttp)).toList();
    }

    /** Which of the actions the policy of something of this account opens to them: a sentence each, which begins with the setting. */
    List<String> opened(String setting, ResourcePolicy policy, List<String> actions, String what) {
        return callers().stream()
                .flatMap(caller -> actions.stream().filter(action -> policy.opens(caller, place.account(), action, "*"))
                        .map(action -> "%s: %s may %s on %s".formatted(setting, caller, action, what)))
                .toList();
    }

    /**
     * Pods with the tokens of service accounts that were given no role: of other namespaces, some under the names of those
     * that were; and those that were, with a token for somebody else or from another issuer.
     *
     * @param provider  ARN of the cluster's identity provider
     * @param providers ARNs of all in the account
     * @param subject   the one service account that is meant; empty when none is
     */
    List<Caller> pods(String provider, List<String> providers, String subject) {
        String name = subject.substring(subject.lastIndexOf(':') + 1);
        Stream<Caller> others = Stream.of("shop:default", "shop:" + name, "default:" + name, "kube-system:default", "milvus:default")
                .map("system:serviceaccount:"::concat)
                .filter(other -> !other.equals(subject))
                .map(other -> Caller.serviceAccount(provider, other, AUDIENCE));
        Stream<Caller> elsewhere = subject.isEmpty() ? Stream.of() : Stream.concat(
                Stream.of(Caller.serviceAccount(provider, subject, "https://kubernetes.default.svc")),
                providers.stream().filter(other -> !other.equals(provider)).map(other -> Caller.serviceAccount(other, subject, AUDIENCE)));
        return Stream.concat(others, elsewhere).toList();
    }

    /** Of machines that ask from outside, where they are, by their addresses. */
    static Map<String, String> machines(String vpcCidr) {
        Map<String, String> machines = new TreeMap<>(Map.of(
                "8.8.4.4", "the internet", "192.0.2.77", "the internet", "198.51.100.77", "the internet", "203.0.113.250", "the internet",
                "172.31.255.7", "a network beside", "100.127.7.7", "a carrier's network"));
        machines.put(vpcCidr.replaceAll("\\d+/\\d+$", "7"), "the VPC itself");
        return machines;
    }
}
