package dev.redkite.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.stage.Progress.Done;
import dev.redkite.stage.Progress.Pending;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InOrderTest {

    private record First(String vpcId) {}

    private record Second(String subnetId) {}

    private record Both(String vpcId, String subnetId) {}

    private final List<String> asked = new ArrayList<>();

    private <F> Stage<String, F> part(String name, Progress<F> ensured, Progress<Void> retired) {
        return new Stage<>() {
            @Override
            public Progress<F> ensure(String wanted) {
                asked.add("ensure " + name);
                return ensured;
            }

            @Override
            public Progress<Void> retire(String wanted) {
                asked.add("retire " + name);
                return retired;
            }
        };
    }

    @Test
    void its_facts_are_the_union_of_its_parts_facts() {
        InOrder<String, Both> whole = new InOrder<>(Both.class, List.of(
                part("first", new Done<>(new First("vpc-1")), null),
                part("second", new Done<>(new Second("subnet-1")), null)));

        assertThat(whole.ensure("it")).isEqualTo(new Done<>(new Both("vpc-1", "subnet-1")));
    }

    @Test
    void a_part_that_is_pending_keeps_the_later_ones_from_being_asked() {
        InOrder<String, Both> whole = new InOrder<>(Both.class, List.of(
                part("first", new Pending<First>("not yet"), null),
                part("second", new Done<>(new Second("subnet-1")), null)));

        assertThat(whole.ensure("it")).isEqualTo(new Pending<>("not yet"));
        assertThat(asked).containsExactly("ensure first");
    }

    @Test
    void it_retires_backwards_and_stops_at_what_is_still_going() {
        InOrder<String, Both> whole = new InOrder<>(Both.class, List.of(
                part("first", new Done<>(new First("")), new Done<>(null)),
                part("second", new Done<>(new Second("")), new Pending<>("going")),
                part("third", new Done<>(null), new Done<>(null))));

        assertThat(whole.retire("it")).isEqualTo(new Pending<>("going"));
        assertThat(asked).containsExactly("retire third", "retire second");
    }
}
