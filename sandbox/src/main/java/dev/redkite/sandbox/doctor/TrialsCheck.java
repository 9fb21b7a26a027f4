package dev.redkite.sandbox.doctor;

import dev.redkite.sandbox.doctor.Finding.Group;
import java.util.List;

/** Whether a run with {@code --spend} that was killed has left something. */
record TrialsCheck(Examination examination) implements Check {

    @Override
    public Topic topic() {
        return new Topic(Group.ENVIRONMENTS, "what earlier trials have left");
    }

    @Override
    public List<Finding> ask() {
        List<String> left = new Belongings(examination.platform(), examination.identity()).standing();
        return left.isEmpty() ? List.of() : List.of(topic().wrong("there stands: " + String.join(", ", left),
                "run this with --spend, which begins by removing it"));
    }
}
