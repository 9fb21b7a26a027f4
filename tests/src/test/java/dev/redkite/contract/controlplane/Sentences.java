package dev.redkite.contract.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.contract.controlplane.Api.Answer;
import dev.redkite.json.Json;
import dev.redkite.sandbox.kubernetes.FakeKubernetesCluster;
import dev.redkite.sandbox.kubernetes.TestCluster;
import java.util.HexFormat;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What Kubernetes answers, each a sentence, held against the sandbox's fake always, and against Kubernetes' own control
 * plane where there is one. That one is right: where the fake is known to differ, differences.json says so.
 */
@ParameterizedClass(name = "{0}")
@EnumSource(Bench.class)
@ExtendWith(Verdicts.class)
abstract class Sentences {

    private static final Pattern GROUPED = Pattern.compile("([^/]+/v1)/(.+)");
    private static final int LOOKS = 100;

    @Parameter
    Bench bench;

    Api api;
    String namespace;
    private TestCluster fake;

    @BeforeEach
    void open(TestInfo test) {
        namespace = "judged-" + HexFormat.of().toHexDigits(test.getTestMethod().orElseThrow().hashCode());
        switch (bench) {
            case FAKE -> {
                fake = new TestCluster(ControlPlane.KUBERNETES).withNodes(1);
                api = Api.at(fake.endpoint(), FakeKubernetesCluster.certificateAuthorityData(), TestCluster.TOKEN);
            }
            case KUBERNETES, K3S -> {
                Plane plane = bench.plane();
                api = Api.at(plane.access().endpoint(), plane.access().certificateAuthority(), plane.token());
            }
        }
        takes(201, api.post("/api/v1/namespaces", "{apiVersion: v1, kind: Namespace, metadata: {name: %s}}".formatted(namespace)));
    }

    @AfterEach
    void close() {
        if (fake != null) {
            fake.close();
        } else if (api != null) {
            api.delete("/api/v1/namespaces/" + namespace);
        }
    }

    /** @param within such as {@code pods/judged} or {@code apps/v1/deployments}, in the sentence's namespace */
    final String path(String within) {
        Matcher grouped = GROUPED.matcher(within);
        return grouped.matches() ? "/apis/%s/namespaces/%s/%s".formatted(grouped.group(1), namespace, grouped.group(2))
                : "/api/v1/namespaces/%s/%s".formatted(namespace, within);
    }

    static void takes(int code, Answer answer) {
        assertThat(answer.code()).as(answer.body().toString()).isEqualTo(code);
    }

    static void refuses(int code, String words, Answer answer) {
        assertThat(answer.code()).as(answer.body().toString()).isEqualTo(code);
        assertThat(answer.message()).contains(words);
    }

    /** Pods are admitted once their namespace has its service account, which takes a moment. */
    final Answer pod(String spec) {
        require(path("serviceaccounts/default"), found -> found.path("kind").asText().equals("ServiceAccount"));
        return api.post(path("pods"), "{apiVersion: v1, kind: Pod, metadata: {name: judged}, spec: %s}".formatted(spec));
    }

    /** A pod of one container with these members besides name and image. */
    final Answer container(String members) {
        return pod("{containers: [{name: a, image: b, %s}]}".formatted(members));
    }

    final Answer service(String spec) {
        return api.post(path("services"), "{apiVersion: v1, kind: Service, metadata: {name: judged}, spec: %s}".formatted(spec));
    }

    /** A Deployment of one container, with these members besides selector and template. */
    final Answer deployment(String members) {
        return api.post(path("apps/v1/deployments"), """
                {apiVersion: apps/v1, kind: Deployment, metadata: {name: judged}, spec: {selector: {matchLabels: {a: b}}, %s
                template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: b, env: [{name: X, value: "1"}],
                ports: [{containerPort: 53, protocol: TCP}]}]}}}}""".formatted(members));
    }

    final Answer configMap(String members) {
        return api.post(path("configmaps"), "{apiVersion: v1, kind: ConfigMap, metadata: {name: judged}, %s}".formatted(members));
    }

    final Answer ingress(String rule) {
        return api.post(path("networking.k8s.io/v1/ingresses"), """
                {apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: judged}, spec: {rules: [%s]}}""".formatted(rule));
    }

    /** What is there once it is so; both clusters do some things by themselves. */
    final JsonNode require(String path, Predicate<JsonNode> so) {
        JsonNode found = Json.object();
        for (int i = 0; i < LOOKS; i++) {
            found = api.get(path).body();
            if (so.test(found)) {
                return found;
            }
            switch (bench) {
                case FAKE -> fake.clock.advance(java.time.Duration.ofSeconds(1));
                case KUBERNETES, K3S -> ControlPlane.pause(100);
            }
        }
        throw new AssertionError("never so: " + found);
    }
}
