package dev.redkite.sandbox.doctor;

import dev.redkite.catalog.Catalog;
import dev.redkite.catalog.ChartRelease;
import dev.redkite.failure.StageBroken;
import dev.redkite.platform.Charts;
import dev.redkite.sandbox.doctor.Finding.Group;
import java.util.List;

/** Whether the charts that functions would bring are there, each with the digest that is pinned. */
record ChartsCheck(Charts charts) implements Check {

    private static final String NEXT = "./redkite charts, then build and deploy as docs/deploy.md says";

    @Override
    public Topic topic() {
        return new Topic(Group.CHARTS, "the charts that the catalog pins, as they would be packed from here");
    }

    @Override
    public List<Finding> ask() {
        return Catalog.load().charts().stream().map(this::finding).toList();
    }

    private Finding finding(ChartRelease chart) {
        Topic part = topic().about("chart %s %s".formatted(chart.name(), chart.version()));
        try {
            charts.require(chart.name(), chart.version(), chart.digest());
            return part.fine("is there");
        } catch (StageBroken e) {
            return part.wrong(e.getMessage().replaceAll("(?s) Next: .*", ""), NEXT);
        }
    }
}
