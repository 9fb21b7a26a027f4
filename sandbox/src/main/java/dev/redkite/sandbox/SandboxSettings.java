package dev.redkite.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.sandbox.aws.Durations;
import dev.redkite.sandbox.aws.Quotas;
import dev.redkite.sandbox.aws.World;
import java.nio.file.Path;
import java.time.Instant;

/**
 * What a sandbox is opened with.
 *
 * @param home   where template.yaml lies
 * @param charts a directory of real charts; null for stand-ins only
 * @param seed   of everything that is random
 * @param chat   whether the stack was given a Slack app and a webhook
 * @param direct whether clusters are asked without sockets, and a Helm of the sandbox's own stands for the real one
 * @param durations how long services take
 * @param quotas  of the account: a young one's, unless somebody had them raised
 */
public record SandboxSettings(
        Path home, String account, String region, Instant start, Path charts, long seed, boolean chat, boolean direct,
        Durations durations, Quotas quotas) {

    /** Account, region and time of the event itself. */
    public static SandboxSettings of(JsonNode event) {
        return new SandboxSettings(
                Path.of(System.getProperty("redkite.home", "..")),
                event.path("account").asText(event.path("requestContext").path("accountId").asText("123456789012")),
                event.path("region").asText("us-west-2"),
                start(event),
                null,
                7,
                event.path("routeKey").asText().equals(SlackApp.ROUTE),
                false,
                Durations.typical(),
                Quotas.young());
    }

    /** API Gateway tells it in milliseconds. */
    private static Instant start(JsonNode event) {
        JsonNode epoch = event.path("requestContext").path("timeEpoch");
        return epoch.isNumber()
                ? Instant.ofEpochMilli(epoch.longValue())
                : Instant.parse(event.path("time").asText(World.START.toString()));
    }

    /** Another directory with template.yaml and the machines' files. */
    public SandboxSettings withHome(Path directory) {
        return new SandboxSettings(directory, account, region, start, charts, seed, chat, direct, durations, quotas);
    }

    public SandboxSettings withCharts(Path directory) {
        return new SandboxSettings(home, account, region, start, directory, seed, chat, direct, durations, quotas);
    }

    public SandboxSettings withChat() {
        return new SandboxSettings(home, account, region, start, charts, seed, true, direct, durations, quotas);
    }

    /** A small part of the cost, for runs by the thousand; every request is made and seen all the same. */
    public SandboxSettings inProcess() {
        return new SandboxSettings(home, account, region, start, charts, seed, chat, true, durations, quotas);
    }

    public SandboxSettings withDurations(Durations others) {
        return new SandboxSettings(home, account, region, start, charts, seed, chat, direct, others, quotas);
    }

    public SandboxSettings withQuotas(Quotas raised) {
        return new SandboxSettings(home, account, region, start, charts, seed, chat, direct, durations, raised);
    }
}
