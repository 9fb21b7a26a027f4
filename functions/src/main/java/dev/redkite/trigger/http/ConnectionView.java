package dev.redkite.trigger.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.environment.Plan;
import dev.redkite.environment.Scheme;
import dev.redkite.milvus.LoadBalancedObjects;
import dev.redkite.milvus.RootLogin;
import dev.redkite.registry.EnvironmentRecord;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How to reach an environment.
 *
 * @param milvus     host:port: the name that stays, or the load balancer's own
 * @param reachable  from where
 * @param attu       address of the administration page; left out when it is off
 * @param kubeconfig the command that writes a kubeconfig
 * @param tunnel     the command that reaches an internal Milvus from anywhere that reaches the cluster's API
 * @param login      the command that prints root's login from Secrets Manager; left out when Milvus asks for none
 * @param python     a client's first lines
 * @param java       a client's first lines
 */
@Schema(name = "Connection")
record ConnectionView(
        String milvus,
        String reachable,
        @Nullable String attu,
        List<String> kubeconfig,
        List<String> tunnel,
        @Nullable List<String> login,
        List<String> python,
        List<String> java) {

    static ConnectionView of(EnvironmentRecord record) {
        Plan plan = record.requirePlan();
        JsonNode endpoints = Objects.requireNonNull(record.endpoints(), "only what is ready is asked for its connection");
        String milvus = endpoints.path("milvus").asText();
        String uri = plan.exposure().uri(milvus);
        boolean login = plan.milvus().authentication();
        return new ConnectionView(
                milvus,
                reachable(plan),
                endpoints.path("attu").textValue(),
                List.of(endpoints.path("kubeconfig").asText()),
                List.of("kubectl --namespace %s port-forward service/%s 19530:19530"
                        .formatted(plan.names().release(), LoadBalancedObjects.service(plan))),
                login ? List.of(RootLogin.command(plan)) : null,
                List.of("from pymilvus import MilvusClient",
                        login ? "client = MilvusClient(uri=\"%s\", user=\"root\", password=password)".formatted(uri)
                                : "client = MilvusClient(uri=\"%s\")".formatted(uri)),
                List.of("MilvusClientV2 client = new MilvusClientV2(ConnectConfig.builder().uri(\"%s\")%s.build());"
                        .formatted(uri, login ? ".username(\"root\").password(password)" : "")));
    }

    private static String reachable(Plan plan) {
        String ranges = String.join(", ", plan.exposure().sourceRanges());
        return plan.exposure().scheme() == Scheme.INTERNET_FACING
                ? "from the internet, for " + ranges : "from within the VPC, for " + ranges;
    }
}
