package dev.redkite.sandbox.helm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.chart.HelmErrors;
import dev.redkite.chart.NativeHelm;
import dev.redkite.platform.Helm;
import dev.redkite.sandbox.kubernetes.DirectApi;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Helm as far as Redkite uses it, for runs by the thousand: charts are rendered by the real one, once each, and what
 * install, upgrade, uninstall and status do with the cluster is done here, in their order and with their errors
 * (https://github.com/helm/helm/tree/release-3.19/pkg/action). InProcessHelmTest holds it against the real one.
 *
 * <p>What differs: requests follow each other in one order, even where Helm makes several at once (objects of one kind,
 * the groups of discovery); discovery is asked anew at each install and upgrade, and never before the definitions of
 * custom resources; a release's timestamps are the virtual clock's; see also {@link Renderings} and {@link ReleaseObjects}.
 *
 * @param token asked before every command
 */
public record InProcessHelm(DirectApi api, Supplier<String> token, InstantSource time, Renderings renderings) implements Helm {

    /** One command on one release. */
    private record Command(Requests requests, StoredReleases releases, ReleaseObjects objects) {}

    private Command command(String namespace, String name) {
        Requests requests = new Requests(api, token.get());
        return new Command(
                requests,
                new StoredReleases(requests, time, namespace, name),
                new ReleaseObjects(requests, namespace, name));
    }

    private static void translated(String doing, Runnable action) {
        try {
            action.run();
        } catch (HelmException e) {
            throw HelmErrors.translate(doing, e);
        }
    }

    @Override
    public String definitions(Path chart) {
        return new NativeHelm(token).definitions(chart);
    }

    @Override
    public void install(String namespace, String name, Path chart, JsonNode values) {
        translated("installing release " + name, () -> install(command(namespace, name), namespace, name, chart, values));
    }

    private void install(Command command, String namespace, String name, Path chart, JsonNode values) {
        command.requests().reach();
        requireUnused(command.releases());
        command.objects().define(renderings.chart(chart).definitions());
        String version = command.requests().discover();
        Rendering rendering = renderings.of(chart, namespace, name, values, command.requests(), version, 1);
        StoredRelease release = StoredRelease.begun(namespace, name, rendering, values, "pending-install", 1, time.instant())
                .with("pending-install", "Initial install underway");
        List<ReleaseObject> objects =
                command.objects().marked(built(command, release, "unable to build kubernetes objects from release manifest"));
        List<ReleaseObject> existing =
                HelmException.within("Unable to continue with install", () -> command.objects().existing(objects));
        command.releases().create(release);
        try {
            if (existing.isEmpty()) {
                command.objects().create(objects);
            } else {
                command.objects().update(existing, objects);
            }
        } catch (HelmException e) {
            command.releases().updateQuietly(
                    release.with("failed", "Release \"%s\" failed: %s".formatted(name, e.getMessage())));
            throw e;
        }
        command.releases().updateQuietly(release.with("deployed", "Install complete"));
    }

    /** A history that cannot be read is taken for none; the first Secret then collides. */
    private static void requireUnused(StoredReleases releases) {
        boolean used;
        try {
            used = !releases.history().isEmpty();
        } catch (HelmException unread) {
            used = false;
        }
        if (used) {
            throw new HelmException("cannot re-use a name that is still in use");
        }
    }

    private List<ReleaseObject> built(Command command, StoredRelease release, String doing) {
        return HelmException.within(doing, () -> command.objects().built(renderings.manifests(release)));
    }

    @Override
    public void upgrade(String namespace, String name, Path chart, JsonNode values) {
        translated("upgrading release " + name, () -> upgrade(command(namespace, name), namespace, name, chart, values));
    }

    private void upgrade(Command command, String namespace, String name, Path chart, JsonNode values) {
        command.requests().reach();
        List<StoredRelease> history = command.releases().history();
        if (history.isEmpty()) {
            throw new HelmException("\"%s\" has no deployed releases".formatted(name));
        }
        StoredRelease last = history.getLast();
        if (last.pending()) {
            throw new HelmException("another operation (install/upgrade/rollback) is in progress");
        }
        StoredRelease current = current(command.releases(), last, name);
        int revision = last.revision() + 1;
        String version = command.requests().discover();
        Rendering rendering = renderings.of(chart, namespace, name, values, command.requests(), version, revision);
        StoredRelease release = StoredRelease
                .begun(namespace, name, rendering, values, "pending-upgrade", revision, time.instant())
                .with("pending-upgrade", "Preparing upgrade")
                .firstDeployedAs(current);
        upgraded(command, current, release, name);
    }

    /** What the upgrade starts from: what is deployed, or else what failed. */
    private static StoredRelease current(StoredReleases releases, StoredRelease last, String name) {
        if (last.status().equals("deployed")) {
            return last;
        }
        Optional<StoredRelease> deployed = releases.findDeployed();
        if (deployed.isEmpty() && !List.of("failed", "superseded").contains(last.status())) {
            throw new HelmException("\"%s\" has no deployed releases".formatted(name));
        }
        return deployed.orElse(last);
    }

    private void upgraded(Command command, StoredRelease current, StoredRelease release, String name) {
        List<ReleaseObject> original =
                built(command, current, "unable to build kubernetes objects from current release manifest");
        List<ReleaseObject> target = command.objects().marked(
                built(command, release, "unable to build kubernetes objects from new release manifest"));
        List<ReleaseObject> before = new ArrayList<>(original);
        before.addAll(HelmException.within("Unable to continue with update", () -> command.objects().existing(
                target.stream().filter(object -> original.stream().noneMatch(object::isSameAs)).toList())));
        command.releases().create(release);
        try {
            command.objects().update(before, target);
        } catch (HelmException e) {
            command.releases().updateQuietly(current);
            command.releases().updateQuietly(
                    release.with("failed", "Upgrade \"%s\" failed: %s".formatted(name, e.getMessage())));
            throw e;
        }
        command.releases().updateQuietly(current.with("superseded"));
        command.releases().update(release.with("deployed", "Upgrade complete"));
    }

    @Override
    public void uninstall(String namespace, String name) {
        translated("removing release " + name, () -> uninstall(command(namespace, name), name));
    }

    /** With {@code --ignore-not-found}, which also ignores a history that cannot be read. */
    private void uninstall(Command command, String name) {
        command.requests().reach();
        List<StoredRelease> history;
        try {
            history = command.releases().history();
        } catch (HelmException ignored) {
            return;
        }
        if (history.isEmpty()) {
            return;
        }
        StoredRelease last = history.getLast();
        command.releases().updateQuietly(
                last.with("uninstalling", "Deletion in progress (or silently failed)").deletedAt(time.instant()));
        List<ReleaseObject> objects = built(command, last, "unable to build kubernetes objects for delete").stream()
                .filter(object -> !object.hasKeepPolicy(object.json()))
                .sorted((left, right) -> Manifest.FOR_REMOVAL.compare(left.manifest(), right.manifest()))
                .toList();
        if (!command.objects().remove(objects)) {
            throw new HelmException("failed to delete release: " + name);
        }
        try {
            history.forEach(command.releases()::delete);
        } catch (HelmException e) {
            throw new HelmException(
                    "uninstallation completed with 1 error(s): uninstall: Failed to purge the release: " + e.getMessage());
        }
    }
}
