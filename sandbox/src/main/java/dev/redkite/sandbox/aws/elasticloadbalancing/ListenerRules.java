package dev.redkite.sandbox.aws.elasticloadbalancing;

import dev.redkite.sandbox.aws.AccountRegion;
import dev.redkite.sandbox.aws.acm.FakeAcmClient;
import dev.redkite.sandbox.aws.iam.FakeIamClient;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Encryption;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Kind;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.Listener;
import dev.redkite.sandbox.kubernetes.CloudLoadBalancers.LoadBalancerRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What Elastic Load Balancing refuses of a listener that is to speak TLS
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html).
 */
record ListenerRules(AccountRegion place, FakeAcmClient acm, FakeIamClient iam) {

    /** Some of those that there are: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/describe-ssl-policies.html. */
    private static final List<String> POLICIES = List.of("ELBSecurityPolicy-2016-08", "ELBSecurityPolicy-TLS13-1-2-2021-06",
            "ELBSecurityPolicy-TLS13-1-2-Res-2021-06", "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09", "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09");

    private static final List<String> PROTOCOLS = List.of("HTTP1Only", "HTTP2Only", "HTTP2Optional", "HTTP2Preferred", "None");

    /** https://docs.aws.amazon.com/elasticloadbalancing/latest/network/tls-listener-certificates.html. */
    private static final List<String> KEYS_OF_NETWORKS =
            List.of("RSA_1024", "RSA_2048", "RSA_3072", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1");

    Optional<String> refusal(LoadBalancerRequest request) {
        return request.listeners().stream().flatMap(listener -> refusals(listener, request)).findFirst();
    }

    private Stream<String> refusals(Listener listener, LoadBalancerRequest request) {
        Stream<String> sending = listener.sendsTo().stream()
                .filter(port -> request.listeners().stream().noneMatch(each -> each.port() == port && each.encryption().isPresent()))
                .map("listener does not exist for SSLRedirect port: %d"::formatted);
        return Stream.concat(sending, listener.encryption().stream().flatMap(encryption -> refusals(listener, encryption, request.kind())));
    }

    private Stream<String> refusals(Listener listener, Encryption encryption, Kind kind) {
        if (encryption.certificates().isEmpty()) {
            return Stream.of("ValidationError: A certificate must be specified for %s listeners".formatted(listener.protocol()));
        }
        if (!POLICIES.contains(encryption.policy())) {
            return Stream.of("SSLPolicyNotFound: SSL policy '%s' not found".formatted(encryption.policy()));
        }
        if (!encryption.alpn().isEmpty() && !PROTOCOLS.contains(encryption.alpn())) {
            return Stream.of("invalid ALPN policy %s, policy must be one of %s".formatted(encryption.alpn(), PROTOCOLS));
        }
        return encryption.certificates().stream().flatMap(arn -> refusal(arn, kind).stream());
    }

    /** The words: https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/3334, https://github.com/crossplane-contrib/provider-upjet-aws/issues/338. */
    private Optional<String> refusal(String arn, Kind kind) {
        Optional<String> key = key(arn);
        if (key.isEmpty()) {
            return Optional.of("CertificateNotFound: Certificate '%s' not found".formatted(arn));
        }
        return key.filter(each -> each.isEmpty() || kind == Kind.NETWORK && !KEYS_OF_NETWORKS.contains(each))
                .map(_ -> ("UnsupportedCertificate: The certificate '%s' must have a fully-qualified domain name, a supported signature,"
                        + " and a supported key size").formatted(arn));
    }

    /** Of a certificate that is there; an empty word where it cannot be shown whatever its key is. */
    private Optional<String> key(String arn) {
        return acm.find(arn).map(found -> found.counts(place.now()) ? found.key() : "")
                .or(() -> iam.serverCertificates().findKey(arn));
    }
}
