package dev.redkite.contract.controlplane;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.exposure.ExposureFunction;
import dev.redkite.failure.StageBegun;
import dev.redkite.failure.StagePending;
import dev.redkite.failure.Transient;
import dev.redkite.json.Json;
import dev.redkite.loadbalancer.LoadBalancerControllerFunction;
import dev.redkite.milvus.MilvusFoundationFunction;
import dev.redkite.milvus.MilvusReleaseFunction;
import dev.redkite.platform.Platform;
import dev.redkite.platform.QuietContext;
import dev.redkite.probe.HealthProbeFunction;
import dev.redkite.storageclass.StorageClassFunction;
import dev.redkite.upgrade.MilvusUpgradeFunction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A stage's function, called as its state does: JSON in, JSON out. */
record StageCall(String stage, JsonNode input) {

    /** Made and not taken away: it goes with the release. */
    static final String FOUNDATION = "MilvusFoundation";

    /** Before the release, in an update that names another Milvus. */
    static final String UPGRADE = "MilvusUpgrade";

    /** In the order in which they come up; they go the other way round. */
    static final List<String> STAGES = List.of("StorageClass", "LoadBalancerController", FOUNDATION, "MilvusRelease", "Exposure", "HealthProbe");

    private static final int LOOKS = 90;

    /** As often as the state machine tries again. */
    private static final int TRANSIENT = 8;

    /** @param answer the facts, as the last look gave them  @param waited what the looks before said */
    record Finished(JsonNode answer, List<String> waited) {}

    JsonNode run(Platform platform) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            handler(platform).handleRequest(new ByteArrayInputStream(Json.bytes(input)), output, new QuietContext());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Json.parse(output.toString(StandardCharsets.UTF_8));
    }

    private RequestStreamHandler handler(Platform platform) {
        return switch (stage) {
            case "StorageClass" -> new StorageClassFunction(platform);
            case "LoadBalancerController" -> new LoadBalancerControllerFunction(platform);
            case FOUNDATION -> new MilvusFoundationFunction(platform);
            case UPGRADE -> new MilvusUpgradeFunction(platform);
            case "MilvusRelease" -> new MilvusReleaseFunction(platform);
            case "Exposure" -> new ExposureFunction(platform);
            case "HealthProbe" -> new HealthProbeFunction(platform);
            default -> throw new IllegalArgumentException(stage);
        };
    }

    /** Looks until it is done, ten seconds of the account's time apart. */
    Finished finish(RealCluster cluster) {
        List<String> waited = new ArrayList<>();
        int failures = 0;
        for (int i = 0; i < LOOKS; i++) {
            try {
                return new Finished(run(cluster), waited);
            } catch (StagePending | StageBegun e) {
                waited.add(e.getMessage());
            } catch (Transient e) {
                waited.add(e.getMessage());
                if (++failures > TRANSIENT) {
                    throw new AssertionError("%s fails again and again: %s".formatted(stage, waited), e);
                }
            }
            cluster.pass(Duration.ofSeconds(10));
        }
        throw new AssertionError("%s is still pending: %s; load balancers refused: %s".formatted(
                stage, waited.getLast(), cluster.world.elasticLoadBalancing().refusals()));
    }

    /** Looks as {@link #finish} does, but for a failure that passes, which it ends with. */
    void untilTransient(RealCluster cluster) {
        for (int i = 0; i < LOOKS; i++) {
            try {
                run(cluster);
                throw new AssertionError(stage + " is done, and did not fail");
            } catch (StagePending | StageBegun _) {
                cluster.pass(Duration.ofSeconds(10));
            }
        }
        throw new AssertionError(stage + " is still pending");
    }
}
