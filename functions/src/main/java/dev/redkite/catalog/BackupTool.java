package dev.redkite.catalog;

import java.lang.module.ModuleDescriptor.Version;

/**
 * The pinned milvus-backup (https://github.com/zilliztech/milvus-backup).
 *
 * @param version    without {@code v}
 * @param repository of its image
 * @param leastUsers the first Milvus whose users and roles it takes along (docs/user_guide/rbac.md there)
 * @param leastRestored the first Milvus that it restores into (README.md there)
 */
public record BackupTool(String version, String repository, String leastUsers, String leastRestored) {

    /** Whether a backup of one version can be restored into another: the same minor version or a newer one (README.md there). */
    public boolean restores(String from, String into) {
        return restoresInto(into) && !goesBack(from, into);
    }

    /** Whether it restores anything into that version. */
    public boolean restoresInto(String version) {
        return Version.parse(version).compareTo(Version.parse(leastRestored)) >= 0;
    }

    /** Whether that is an older minor version. */
    public boolean goesBack(String from, String into) {
        return Version.parse(minor(into)).compareTo(Version.parse(minor(from))) < 0;
    }

    /** E.g. {@code 2.6} of {@code 2.6.15}. */
    public static String minor(String version) {
        return version.replaceFirst("^(\\d+\\.\\d+).*$", "$1");
    }

    public String image() {
        return repository + ":v" + version;
    }
}
