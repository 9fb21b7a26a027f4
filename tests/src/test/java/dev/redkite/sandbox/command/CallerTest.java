package dev.redkite.sandbox.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkite.failure.InvalidRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As whom and where a command line asks AWS, without asking anybody who is not meant. */
class CallerTest {

    @TempDir
    private Path folder;

    @Test
    void the_metadata_service_is_asked_on_instances_of_ec2_only() throws IOException {
        assertThat(Caller.isEc2(folder.resolve("nothing"))).isFalse();
        assertThat(Caller.isEc2(Files.writeString(folder.resolve("laptop"), "Default string\n"))).isFalse();
        assertThat(Caller.isEc2(Files.writeString(folder.resolve("instance"), "i-0123456789abcdef0\n"))).isTrue();

        assertThat(Caller.chain(null, false).toString()).doesNotContain("InstanceProfile");
        assertThat(Caller.chain(null, true).toString()).contains("InstanceProfile");
    }

    @Test
    void a_profile_that_is_named_is_taken_whatever_stands_in_the_environment() {
        assertThat(Caller.chain("company", true).toString()).contains("ProfileCredentialsProvider").contains("company").doesNotContain("Environment");
    }

    @Test
    void a_region_that_does_not_exist_is_refused() {
        assertThatThrownBy(() -> Caller.of(null, "us-west-9")).isInstanceOf(InvalidRequest.class).hasMessageContaining("us-west-9 is no region");
    }

    @Test
    void nothing_is_made_where_nobody_can_be_asked() {
        assertThat(Redkite.commandLine().execute("doctor", "--region", "us-west-2", "--spend")).isEqualTo(Redkite.INVALID);
    }

    @Test
    void a_file_without_a_specification_is_refused_before_anybody_is_asked() throws IOException {
        Path file = Files.writeString(folder.resolve("teardown.json"),
                "{\"detail-type\":\"Teardown Requested\",\"detail\":{\"environment\":\"demo\"}}");

        assertThat(Redkite.commandLine().execute("doctor", "--region", "us-west-2", "--spec", file.toString())).isEqualTo(Redkite.INVALID);
    }
}
