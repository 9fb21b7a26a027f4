package dev.redkite.exposure;

import dev.redkite.environment.Plan;
import dev.redkite.milvus.SecureListener;
import dev.redkite.platform.MilvusReach;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;

/** What a listener is, and should be, in the same words: protocol, port, and what it shows or does. */
final class ListenerWords {

    private ListenerWords() {}

    static List<String> ofMilvus(Plan.Exposure exposure) {
        return List.of(exposure.certificateArn() == null
                ? inWords("TCP", MilvusReach.PORT, List.of())
                : inWords("TLS", MilvusReach.PORT, List.of(exposure.certificateArn(), SecureListener.POLICY, SecureListener.PROTOCOLS)));
    }

    static List<String> ofAttu(Plan.Attu attu) {
        return attu.certificateArn() == null
                ? List.of(inWords("HTTP", SecureListener.HTTP_PORT, List.of()))
                : List.of(inWords("HTTP", SecureListener.HTTP_PORT, List.of(sendingOn("HTTPS", Integer.toString(SecureListener.HTTPS_PORT)))),
                        inWords("HTTPS", SecureListener.HTTPS_PORT, List.of(attu.certificateArn(), SecureListener.POLICY)));
    }

    static String inWords(Listener found) {
        return inWords(found.protocolAsString(), found.port(), Stream.concat(encryption(found), redirects(found)).toList());
    }

    /** One that speaks without TLS has none, whatever is left of an earlier protocol: AWS does not say what becomes of its ALPN policy. */
    private static Stream<String> encryption(Listener found) {
        return Stream.of("TLS", "HTTPS").noneMatch(found.protocolAsString()::equals) ? Stream.of()
                : Stream.of(found.certificates().stream().map(Certificate::certificateArn), Stream.ofNullable(found.sslPolicy()),
                                found.alpnPolicy().stream().filter(policy -> !policy.equals("None")))
                        .flatMap(each -> each);
    }

    private static Stream<String> redirects(Listener found) {
        return found.defaultActions().stream()
                .filter(action -> action.type() == ActionTypeEnum.REDIRECT)
                .map(action -> sendingOn(action.redirectConfig().protocol(), action.redirectConfig().port()));
    }

    private static String inWords(String protocol, int port, List<String> details) {
        return details.stream().collect(Collectors.joining(", ", protocol + ":" + port + (details.isEmpty() ? "" : " ("), details.isEmpty() ? "" : ")"));
    }

    private static String sendingOn(String protocol, String port) {
        return "sending on to %s:%s".formatted(protocol, port);
    }
}
