package dev.redkite.sandbox.outsider;

import dev.redkite.environment.Names.RolePurpose;
import dev.redkite.environment.Plan;
import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.kubernetes.ServiceAccountToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The Kubernetes API by whatever an outsider has to show: nothing, an AWS identity, a service account's token. */
record KubernetesAttempts(AccountRegion place, KubernetesTokens tokens) {

    private record Attempt(String verb, String resource, String namespace) {}

    /** Each is as good as Milvus' logins, its data, or its role. */
    private static final List<Attempt> ATTEMPTS = List.of(
            new Attempt("get", "secrets", "milvus"), new Attempt("list", "secrets", ""), new Attempt("get", "secrets", "kube-system"),
            new Attempt("create", "pods", "milvus"), new Attempt("create", "pods/exec", "milvus"),
            new Attempt("create", "pods/portforward", "milvus"), new Attempt("create", "serviceaccounts/token", "milvus"),
            new Attempt("delete", "statefulsets.apps", "milvus"), new Attempt("delete", "persistentvolumeclaims", "milvus"),
            new Attempt("patch", "deployments.apps", "milvus"), new Attempt("create", "clusterrolebindings.rbac.authorization.k8s.io", ""));

    /** Those of other namespaces, those that nobody gave a role, and the two that have one on AWS and need none of these. */
    private static final List<String> ACCOUNTS = List.of(
            "shop:default", "shop:milvus", "default:default", "kube-system:default", "milvus:default", "milvus:milvus",
            "kube-system:aws-load-balancer-controller");

    List<String> of(Plan plan) {
        String cluster = plan.names().clusterName();
        List<String> got = new ArrayList<>(got("Kubernetes API: whoever shows no token", cluster, ""));
        ACCOUNTS.forEach(account -> got.addAll(got("Kubernetes API: the service account " + account, cluster, ServiceAccountToken.of(account))));
        identities(plan).forEach(role -> got.addAll(got("access entries: " + role, cluster, tokens.sign(cluster, role))));
        plan.cluster().functionPrincipals().stream().limit(1).forEach(role -> got.addAll(
                got("Kubernetes API: whoever got hold of a token for another cluster", cluster, tokens.sign("another", role))));
        return got;
    }

    /** Of another account, of this one without an entry, and that of Milvus' pods, which is for their bucket. */
    private List<String> identities(Plan plan) {
        Set<String> meant = new TreeSet<>(plan.cluster().functionPrincipals());
        meant.addAll(plan.cluster().administrators());
        return Stream.of("arn:%s:iam::%s:role/outsider".formatted(place.partition().id(), Strangers.ACCOUNT),
                        place.globalArn("iam", "role/somebody-else"),
                        place.globalArn("iam", "role/" + plan.names().role(RolePurpose.MILVUS)))
                .filter(role -> !meant.contains(role)).toList();
    }

    private List<String> got(String who, String cluster, String token) {
        return ATTEMPTS.stream()
                .filter(attempt -> tokens.admits(cluster, token, attempt.verb(), attempt.resource(), attempt.namespace()))
                .map(attempt -> "%s may %s %s %s".formatted(who, attempt.verb(), attempt.resource(),
                        attempt.namespace().isEmpty() ? "everywhere" : "in " + attempt.namespace()))
                .toList();
    }
}
