package dev.redkite.lambda;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.redkite.platform.ClusterAccess;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.function.Supplier;

/** How Redkite speaks to a cluster's API. */
public final class ClusterClient {

    /** A state of the machine may last about a minute, and is called again: better to fail soon than to hang. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The machine backs off by itself; these few only bridge a dropped connection. */
    private static final int RETRIES = 2;

    /**
     * What it knows of each model class takes longer to find out than most requests do.
     *
     * <p>A member that the API server writes as {@code null} is read as one that is not there, which is what it means: an
     * EndpointSlice without endpoints says {@code "endpoints": null}
     * (https://github.com/kubernetes/api/blob/v0.36.0/discovery/v1/types.go, no {@code omitempty}). So no list and no map
     * of any object is ever null, and nobody who reads one has to think of it.
     */
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization(
            JsonMapper.builder().defaultSetterInfo(JsonSetter.Value.forValueNulls(Nulls.SKIP)).build(), true);

    private ClusterClient() {}

    /** @param token asked before every request, because tokens expire */
    public static KubernetesClient to(ClusterAccess access, Supplier<String> token) {
        return to(access, token, PATIENCE);
    }

    /** @param patience how long a connection, or an answer, may take */
    public static KubernetesClient to(ClusterAccess access, Supplier<String> token, Duration patience) {
        return new KubernetesClientBuilder()
                .withConfig(configuration(access, token, patience))
                .withKubernetesSerialization(SERIALIZATION)
                .build();
    }

    /** The same client over another way to the cluster, on which nothing is gained by waiting before a repetition. */
    public static KubernetesClient to(ClusterAccess access, Supplier<String> token, HttpClient.Factory way) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(configuration(access, token, PATIENCE)).withRequestRetryBackoffInterval(0).build())
                .withKubernetesSerialization(SERIALIZATION)
                .withHttpClientFactory(way)
                .build();
    }

    private static Config configuration(ClusterAccess access, Supplier<String> token, Duration patience) {
        int milliseconds = Math.toIntExact(patience.toMillis());
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(access.endpoint())
                .withCaCertData(access.certificateAuthority())
                .withOauthTokenProvider(token::get)
                .withConnectionTimeout(milliseconds)
                .withRequestTimeout(milliseconds)
                .withRequestRetryBackoffLimit(RETRIES)
                .build();
    }
}
