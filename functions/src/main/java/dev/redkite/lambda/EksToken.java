package dev.redkite.lambda;

import dev.redkite.deployment.Partition;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * The bearer token of an EKS cluster: an STS GetCallerIdentity request, signed for that cluster but never sent. The
 * cluster sends it, and so learns who signed it
 * (https://github.com/kubernetes-sigs/aws-iam-authenticator#api-authorization-from-outside-a-cluster).
 *
 * <p>It is good for 15 minutes from its date, whatever its expiry says; the 60 s are what the AWS CLI asks for.
 */
public final class EksToken {

    private static final String PREFIX = "k8s-aws-v1.";
    private static final String CLUSTER_HEADER = "x-k8s-aws-id";
    private static final Duration EXPIRY = Duration.ofSeconds(60);

    private EksToken() {}

    /** @param region the cluster's, whose STS endpoint is signed for; the opt-in regions know no other */
    public static String of(String cluster, String region, AwsCredentialsIdentity credentials, Instant now) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(endpoint(region))
                .putRawQueryParameter("Action", "GetCallerIdentity")
                .putRawQueryParameter("Version", "2011-06-15")
                .putHeader(CLUSTER_HEADER, cluster)
                .build();
        URI signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(credentials)
                        .request(request)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "sts")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, EXPIRY)
                        .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, Clock.fixed(now, ZoneOffset.UTC)))
                .request()
                .getUri();
        return PREFIX + Base64.getUrlEncoder().withoutPadding()
                .encodeToString(signed.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static URI endpoint(String region) {
        return URI.create("https://%s/".formatted(Partition.of(region).host("sts", region)));
    }
}
