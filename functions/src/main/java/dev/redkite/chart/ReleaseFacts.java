package dev.redkite.chart;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Helm release as it is.
 *
 * @param drift what stands otherwise than the chart says although it was put right just now, so that somebody else in the
 *              cluster writes it, if there is any
 */
public record ReleaseFacts(String namespace, String release, String chartVersion, int revision, @Nullable List<String> drift) {

    public ReleaseFacts(String namespace, String release, String chartVersion, int revision) {
        this(namespace, release, chartVersion, revision, null);
    }
}
