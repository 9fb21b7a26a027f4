package dev.redkite.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.sandbox.aws.Durations;
import dev.redkite.sandbox.aws.Quotas;
import dev.redkite.sandbox.aws.World;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** What a sandbox is opened with; never changed, but by a copy. */
public final class SandboxSettings {

    final String account;
    final String region;
    final Instant start;
    /** Of everything that is random. */
    final long seed = 7;

    Path home = Path.of(System.getProperty("redkite.home", ".."));
    /** Real ones; where there is none, a stand-in does. */
    Optional<Path> charts = Optional.empty();
    boolean chat;
    boolean direct;
    Durations durations = Durations.typical();
    Quotas quotas = Quotas.young();
    SandboxCache cache = new SandboxCache();

    private SandboxSettings(String account, String region, Instant start) {
        this.account = account;
        this.region = region;
        this.start = start;
    }

    /** Account, region and time of the event itself. */
    public static SandboxSettings of(JsonNode event) {
        return new SandboxSettings(
                event.path("account").asText(event.path("requestContext").path("accountId").asText("123456789012")),
                event.path("region").asText("us-west-2"),
                start(event)).with(own -> own.chat = event.path("routeKey").asText().equals(SlackApp.ROUTE));
    }

    /** API Gateway tells it in milliseconds. */
    private static Instant start(JsonNode event) {
        JsonNode epoch = event.path("requestContext").path("timeEpoch");
        return epoch.isNumber()
                ? Instant.ofEpochMilli(epoch.longValue())
                : Instant.parse(event.path("time").asText(World.START.toString()));
    }

    private SandboxSettings with(Consumer<SandboxSettings> change) {
        SandboxSettings copy = new SandboxSettings(account, region, start);
        copy.home = home;
        copy.charts = charts;
        copy.chat = chat;
        copy.direct = direct;
        copy.durations = durations;
        copy.quotas = quotas;
        copy.cache = cache;
        change.accept(copy);
        return copy;
    }

    /** Another directory with template.yaml and the machines' files. */
    public SandboxSettings withHome(Path directory) {
        return with(copy -> copy.home = directory);
    }

    /** @param directory of real charts */
    public SandboxSettings withCharts(Optional<Path> directory) {
        return with(copy -> copy.charts = directory);
    }

    /** The stack was given a Slack app and a webhook. */
    public SandboxSettings withChat() {
        return with(copy -> copy.chat = true);
    }

    public boolean chat() {
        return chat;
    }

    /**
     * A small part of the cost, for runs by the thousand: clusters are asked without sockets, and a Helm of the sandbox's own stands
     * for the real one; every request is made and seen all the same.
     */
    public SandboxSettings inProcess() {
        return with(copy -> copy.direct = true);
    }

    /** For whoever opens many; without, every sandbox of these settings and their copies shares one. */
    public SandboxSettings withCache(SandboxCache shared) {
        return with(copy -> copy.cache = shared);
    }

    /** How long services take. */
    public SandboxSettings withDurations(Durations others) {
        return with(copy -> copy.durations = others);
    }

    /** Of the account: a young one's, unless somebody had them raised. */
    public SandboxSettings withQuotas(Quotas raised) {
        return with(copy -> copy.quotas = raised);
    }
}
