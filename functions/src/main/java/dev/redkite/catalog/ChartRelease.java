package dev.redkite.catalog;

/**
 * A pinned Helm chart of another project.
 *
 * @param repository address of the chart repository
 * @param digest     SHA-256 of the packed chart, in hexadecimal
 */
public record ChartRelease(String name, String version, String repository, String digest) {

    /** The archive's file name, as {@code helm package} gives it. */
    public String archive() {
        return "%s-%s.tgz".formatted(name, version);
    }
}
