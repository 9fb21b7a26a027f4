package dev.redkite.milvus;

import java.util.Map;

/** How a load balancer speaks TLS, and where its controller is told so. Behind it, within the VPC, Milvus and Attu speak without. */
public final class SecureListener {

    /**
     * TLS 1.3 and 1.2 with forward secrecy and authenticated encryption alone, as AWS recommends; left out, the controller takes one
     * of 2016 with TLS 1.0 (https://docs.aws.amazon.com/elasticloadbalancing/latest/network/describe-ssl-policies.html).
     */
    public static final String POLICY = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";

    /**
     * Clients of gRPC end a connection for which HTTP/2 was not agreed on ("missing selected ALPN property",
     * https://github.com/grpc/grpc-go/issues/7922); Milvus' REST API on the same port speaks HTTP/1.1
     * (https://docs.aws.amazon.com/elasticloadbalancing/latest/network/create-tls-listener.html, ALPN policies).
     */
    public static final String PROTOCOLS = "HTTP2Preferred";

    /** Where browsers look for HTTPS. */
    public static final int HTTPS_PORT = 443;

    /** Where they look first, and are sent on from. */
    public static final int HTTP_PORT = 80;

    private SecureListener() {}

    /**
     * Only of the port that clients use: the other one, where it is on the load balancer, is for what reads metrics
     * (https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/#tls).
     */
    static Map<String, String> ofService(String prefix, String certificateArn, int port) {
        return Map.of(
                prefix + "ssl-cert", certificateArn,
                prefix + "ssl-ports", Integer.toString(port),
                prefix + "ssl-negotiation-policy", POLICY,
                prefix + "alpn-policy", PROTOCOLS);
    }

    /** https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#ssl-redirect. */
    static Map<String, String> ofIngress(String prefix, String certificateArn) {
        return Map.of(
                prefix + "certificate-arn", certificateArn,
                prefix + "listen-ports", "[{\"HTTP\": %d}, {\"HTTPS\": %d}]".formatted(HTTP_PORT, HTTPS_PORT),
                prefix + "ssl-policy", POLICY,
                prefix + "ssl-redirect", Integer.toString(HTTPS_PORT));
    }
}
