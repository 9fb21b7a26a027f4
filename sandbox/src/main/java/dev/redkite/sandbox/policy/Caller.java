package dev.redkite.sandbox.policy;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Who asks a service for something, as policies see him.
 *
 * @param name    an ARN, a service's host, or an identity provider's ARN; an asterisk for nobody in particular
 * @param account his own, empty where he has none
 * @param context what conditions may ask about him and his request, by key
 */
public record Caller(Kind kind, String name, String account, Map<String, Set<String>> context) {

    /** The kinds of principals, by the names that policies call them by. */
    public enum Kind {
        ANONYMOUS("*"), ACCOUNT("AWS"), SERVICE("Service"), FEDERATED("Federated");

        private final String member;

        Kind(String member) {
            this.member = member;
        }

        String member() {
            return member;
        }
    }

    private static final String TLS = "aws:SecureTransport";

    private static Map<String, Set<String>> overTls(Map<String, String> more) {
        Map<String, Set<String>> context = new HashMap<>();
        more.forEach((key, value) -> context.put(key, Set.of(value)));
        context.put(TLS, Set.of("true"));
        return Map.copyOf(context);
    }

    /** Without credentials. */
    public static Caller anonymous() {
        return new Caller(Kind.ANONYMOUS, "*", "", overTls(Map.of()));
    }

    /** A user or a role. */
    public static Caller principal(String arn) {
        String account = arn.split(":")[4];
        return new Caller(Kind.ACCOUNT, arn, account, overTls(Map.of("aws:PrincipalArn", arn, "aws:PrincipalAccount", account)));
    }

    /** An AWS service, e.g. {@code eks.amazonaws.com}, at work for that account. */
    public static Caller service(String host, String account) {
        return new Caller(Kind.SERVICE, host, "", overTls(Map.of("aws:SourceAccount", account)));
    }

    /**
     * A pod with a service account's token for AWS.
     *
     * @param provider ARN of the identity provider whose token it is
     * @param subject  {@code system:serviceaccount:<namespace>:<name>}
     */
    public static Caller serviceAccount(String provider, String subject, String audience) {
        String host = provider.substring(provider.indexOf('/') + 1);
        return new Caller(Kind.FEDERATED, provider, "", overTls(Map.of(host + ":sub", subject, host + ":aud", audience)));
    }

    /** The same, who says that too in his request. */
    public Caller with(String key, String value) {
        Map<String, Set<String>> more = new HashMap<>(context);
        more.put(key, Set.of(value));
        return new Caller(kind, name, account, Map.copyOf(more));
    }

    /** The same without TLS. */
    public Caller overPlainHttp() {
        return with(TLS, "false");
    }

    @Override
    public String toString() {
        String who = switch (kind) {
            case ANONYMOUS -> "an anonymous caller";
            case ACCOUNT, SERVICE -> name;
            case FEDERATED -> "a pod with the token of " + context.entrySet().stream()
                    .filter(entry -> entry.getKey().endsWith(":sub")).map(entry -> entry.getValue().iterator().next()).findFirst().orElse("nobody");
        };
        return context.get(TLS).contains("false") ? who + " over plain HTTP" : who;
    }
}
