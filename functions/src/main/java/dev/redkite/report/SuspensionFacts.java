package dev.redkite.report;

import dev.redkite.environment.Plan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pause came to; also what the registry keeps while it lasts.
 *
 * @param flushed     collections whose rows went to the object storage right before; empty when Milvus was stopped already
 * @param resumesAt   when the environment resumes by itself at the latest, before the brokers' log forgets what it holds
 * @param cost        what goes on
 * @param costRunning what the environment costs when it runs, and will again
 */
public record SuspensionFacts(
        String environment, int generation, List<String> flushed, @Nullable String resumesAt, Plan.Cost cost, Plan.Cost costRunning) {}
