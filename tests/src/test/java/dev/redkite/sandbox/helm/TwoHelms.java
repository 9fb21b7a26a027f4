package dev.redkite.sandbox.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.chart.NativeHelm;
import dev.redkite.json.Json;
import dev.redkite.platform.Helm;
import dev.redkite.sandbox.TestSettings;
import dev.redkite.sandbox.kubernetes.StatusException;
import dev.redkite.sandbox.kubernetes.TestCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The real Helm and the sandbox's own, each with a cluster of its own; both are told the same. */
final class TwoHelms implements AutoCloseable {

    private static final List<String> TYPES = List.of("secrets", "configmaps", "services", "serviceaccounts",
            "deployments.apps", "statefulsets.apps", "ingresses.networking.k8s.io", "ingressclasses.networking.k8s.io",
            "clusterroles.rbac.authorization.k8s.io", "clusterrolebindings.rbac.authorization.k8s.io",
            "validatingwebhookconfigurations.admissionregistration.k8s.io",
            "mutatingwebhookconfigurations.admissionregistration.k8s.io",
            "customresourcedefinitions.apiextensions.k8s.io", "kites.example.com");

    /** What no two runs have in common, real or not: identities, instants, addresses, certificates that a chart draws. */
    private static final String OWN = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z|172\\.20\\.\\d+\\.\\d+"
            + "|LS0t[A-Za-z0-9+/=]+|(?<=https://)[a-z0-9.:]+|(?<=\"(createdAt|modifiedAt|resourceVersion)\":\")\\d+";

    private final TestCluster realCluster = new TestCluster().withNodes(2);
    private final TestCluster ownCluster = new TestCluster().withNodes(2);
    private final Helm real = new NativeHelm(realCluster::kubeconfig);
    private final Helm own =
            new InProcessHelm(ownCluster.cluster.direct(), () -> TestCluster.TOKEN, ownCluster.clock, TestSettings.CACHE.renderings());

    /** The command has the same answer or the same error, makes the same requests and leaves the same objects. */
    TwoHelms agreeOn(String command, Consumer<Helm> action) {
        String answered = answer(real, action);
        assertThat(answer(own, action)).as("answer to " + command).isEqualTo(answered);
        assertThat(requests(ownCluster)).as("requests of " + command).isEqualTo(requests(realCluster));
        assertThat(objects(ownCluster)).as("objects after " + command).isEqualTo(objects(realCluster));
        realCluster.requests.clear();
        ownCluster.requests.clear();
        return this;
    }

    /** From now on requests of that verb to paths with that ending are refused. */
    TwoHelms refuse(String verb, String ending) {
        return both(cluster -> {
            cluster.fault = Optional.of(StatusException.of(503, "ServiceUnavailable", "no luck"));
            cluster.faulted = request -> request.verb().equals(verb) && (request.path() + "/" + request.name()).contains(ending);
        });
    }

    /** The next request of that verb to such a path takes effect, and its answer is lost. */
    TwoHelms lose(String verb, String path) {
        return both(cluster -> cluster.lost = request -> {
            boolean hit = request.verb().equals(verb) && (request.path() + "/" + request.name()).contains(path);
            if (hit) {
                cluster.lost = _ -> false;
            }
            return hit;
        });
    }

    TwoHelms refuseNothing() {
        return both(cluster -> cluster.fault = Optional.empty());
    }

    TwoHelms both(Consumer<TestCluster> action) {
        action.accept(realCluster);
        action.accept(ownCluster);
        return this;
    }

    private static String answer(Helm helm, Consumer<Helm> action) {
        try {
            action.accept(helm);
            return "";
        } catch (RuntimeException e) {
            return (e.getClass().getSimpleName() + ": " + e.getMessage()).replaceAll("https://[^/]+/", "https://cluster/");
        }
    }

    /** How often each request was made; discovery apart, which the real Helm keeps on disk for hours. */
    private static Map<String, Integer> requests(TestCluster cluster) {
        Map<String, Integer> counts = new TreeMap<>();
        cluster.requests.stream()
                .map(request -> request.verb() + " " + request.path() + " " + request.name())
                .filter(request -> !request.matches("get /(version|apis?|api/v1|apis/[^/]+/v[^/]+) "))
                .forEach(request -> counts.merge(request, 1, Integer::sum));
        return counts;
    }

    private static List<JsonNode> objects(TestCluster cluster) {
        List<JsonNode> objects = new ArrayList<>();
        for (String type : TYPES) {
            cluster.cluster.objects(type).forEach(object -> objects.add(Json.parse(readable(object).toString().replaceAll(OWN, ""))));
        }
        return objects;
    }

    /** A release in place of the Secret's text; of its chart only what both keep. */
    private static JsonNode readable(JsonNode object) {
        ObjectNode copy = object.deepCopy();
        if (object.path("type").asText().startsWith("helm.sh/")) {
            ObjectNode release = StoredRelease.read(object).json();
            release.remove("hooks");
            release.withObject("/info").remove("notes");
            release.put("manifest", release.path("manifest").asText().replaceAll("\\s*\\n\\s*", "\n").strip());
            release.withObject("/chart").retain("metadata");
            copy.set("data", release);
        }
        return copy;
    }

    @Override
    public void close() {
        realCluster.close();
        ownCluster.close();
    }
}
