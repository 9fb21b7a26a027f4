package dev.redkite.environment;

import dev.redkite.catalog.Catalog;
import dev.redkite.catalog.ChartFamily;
import dev.redkite.catalog.MilvusRelease;
import dev.redkite.catalog.MilvusUpgrade;
import java.util.Optional;

/** How what a Milvus holds comes into one of another version: in place, by a backup, or not at all. */
record MilvusWays(Catalog catalog) {

    /** Why a version does not take the other's place, and how its data comes along all the same. */
    String hindrance(String from, String to) {
        return "%s; %s".formatted(reason(from, to), byBackup(from, to));
    }

    private String reason(String from, String to) {
        Optional<ChartFamily> family = catalog.findMilvus(from).map(MilvusRelease::family);
        if (family.isPresent() && !family.equals(catalog.findMilvus(to).map(MilvusRelease::family))) {
            return "their charts have other components, and metadata would have to be migrated";
        }
        return UpdateRules.earlier(to, from)
                ? "Milvus need not understand what a later version has written"
                : "nobody is known to have taken Milvus from the one to the other over the same data";
    }

    private String byBackup(String from, String to) {
        return catalog.backupTool().restores(from, to)
                ? "its data comes along when it is recreated with %s (\"Recreate Requested\"), or by a backup, restored into an environment that is made with that (\"Restore Requested\" with from)".formatted(to)
                : "nor is a backup of it restored there";
    }

    /** What happens, in its order. */
    String upgrade(String from, String to) {
        return "a backup of %s first, and nothing changes unless it is proven; then one component after the other once the one before serves%s".formatted(
                from, catalog.findUpgrade(from, to).map(MilvusUpgrade::order).map(order -> ": " + String.join(", ", order)).orElse(""));
    }

    /** Milvus itself goes none (https://github.com/milvus-io/milvus/blob/master/deployments/upgrade/README.md: only updates). */
    String back(String from) {
        return "Milvus does not go back from there. " + (catalog.backupTool().restores(from, from)
                ? "The way back is that backup, restored into an environment that is made with %s.".formatted(from)
                : "Nor is there another way: that backup is restored into Milvus %s and newer only.".formatted(catalog.backupTool().leastRestored()));
    }
}
