package dev.redkite.sandbox.tenant;

import dev.redkite.environment.Plan;
import java.lang.module.ModuleDescriptor.Version;
import java.util.List;
import java.util.random.RandomGenerator;

/** What a user does to one of his collections, by chance, and expects from then on. */
record CollectionWork(String environment, ExpectedRows expected, BackedUpRows backups, RandomGenerator random) {

    /** Before, Milvus tells nobody of second names. */
    private static final Version LISTS_ALIASES = Version.parse("2.4.0");

    /** Drops it, where he has a backup of it, or has it stand and writes a few rows. */
    void write(UserCollection collection, boolean deletes) {
        String name = collection.name();
        if (backups.holds(environment, name) && expected.find(name).isPresent() && random.nextInt(4) == 0) {
            collection.drop();
            expected.dropped(name);
            return;
        }
        if (!expected.mayStand(name)) {
            collection.create();
            expected.created(name);
        }
        if (expected.find(name).isPresent()) {
            writeRows(collection, deletes);
        }
    }

    private void writeRows(UserCollection collection, boolean deletes) {
        insert(collection, 1 + random.nextInt(3));
        if (random.nextBoolean()) {
            collection.flush();
            expected.changed(collection.name(), Rows::stored);
            insert(collection, random.nextInt(3));
        }
        if (!collection.keysMade() && random.nextInt(3) == 0 && deletes) {
            List<Long> standing = expected.find(collection.name()).orElseThrow().acknowledged().stream().sorted().toList();
            long chosen = standing.get(random.nextInt(standing.size()));
            collection.delete(chosen);
            expected.changed(collection.name(), rows -> rows.without(chosen));
        }
    }

    private void insert(UserCollection collection, int count) {
        List<Long> numbers = backups.numbers(count);
        if (count > 0) {
            collection.insert(numbers);
            expected.changed(collection.name(), rows -> rows.with(numbers));
        }
    }

    /** A partition, an index or a second name, of which no row tells. */
    void makeFeature(UserCollection collection, Plan plan) {
        if (expected.find(collection.name()).isEmpty()) {
            return;
        }
        boolean aliases = LISTS_ALIASES.compareTo(Version.parse(plan.milvus().version())) <= 0;
        Feature made = switch (random.nextInt(aliases ? 3 : 2)) {
            case 0 -> new Feature(Feature.Kind.PARTITION, "part_" + backups.numbers(1).getFirst());
            case 1 -> UserCollection.index();
            default -> collection.alias();
        };
        collection.make(made);
        expected.changed(collection.name(), rows -> rows.with(made));
    }
}
