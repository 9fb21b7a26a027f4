package dev.redkite.sandbox.aws;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkClient;

/** What the fakes of all services have in common: they are called as their clients are, and hold nothing that is to be closed. */
public abstract class FakeService implements SdkClient {

    /** Of what stands. */
    protected final Changes changes = new Changes();

    @Override
    public final String serviceName() {
        return ClientProxy.service(this);
    }

    @Override
    public final void close() {}

    /** What stands of it, but for what can only go any more; nothing where users have nothing. */
    protected Stream<StandingResource> standing() {
        return Stream.of();
    }

    /** A call that changes something is about to be answered; those that note more closely what they change have nothing to add. */
    protected void noteCall() {
        changes.note();
    }

    public final Changes changes() {
        return changes;
    }

    /** Parts of what stands that change each by itself, as far as tags are concerned. */
    protected Stream<Shelf> shelves() {
        return Stream.of(Shelf.whole(changes, this::standing));
    }

    /** What stands of it by kind and name or id, with its tags: for comparing before and after. */
    public final Map<String, Map<String, String>> inventory() {
        Map<String, Map<String, String>> inventory = new TreeMap<>();
        standing().forEach(each -> inventory.put(each.name(), each.tags()));
        return inventory;
    }

    /** The tags of what stands under that name; empty when nothing does. */
    public Optional<Map<String, String>> findTags(String name) {
        return standing().filter(each -> each.name().equals(name)).map(StandingResource::tags).findFirst();
    }
}
