package dev.redkite.sandbox.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.json.Json;
import dev.redkite.lambda.LambdaPlatform;
import dev.redkite.sandbox.doctor.Diagnosis;
import dev.redkite.sandbox.doctor.Doctor;
import dev.redkite.sandbox.doctor.Finding.Group;
import dev.redkite.sandbox.doctor.Finding.State;
import dev.redkite.sandbox.doctor.Finding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** What the doctor found, as people and as machines read it. */
class DiagnosisReportTest {

    private static final Diagnosis DIAGNOSIS = new Diagnosis("123456789012", "arn", "us-west-2", List.of(
            new Finding(Group.CHARTS, State.WRONG, "chart milvus", "is missing", "./redkite charts"),
            new Finding(Group.ACCOUNT, State.FINE, "who", "you", ""),
            new Finding(Group.ROLES, State.NOTE, "a role", "does not stand", "nothing")));

    private static String printed(Diagnosis diagnosis) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new DiagnosisReport(new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8), false, 140)).print(diagnosis);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void people_read_marks_by_group_with_what_to_do() {
        assertThat(printed(DIAGNOSIS)).isEqualTo("""
                Account
                  ✓ who: you
                Charts
                  ✗ chart milvus: is missing
                      Next: ./redkite charts
                Service-linked roles
                  ! a role: does not stand
                      Next: nothing

                1 fine, 1 to know, 1 to do, 0 could not be asked
                """);
    }

    @Test
    void machines_read_whether_anybody_has_to_do_something() {
        assertThat(DiagnosisReport.document(DIAGNOSIS).path("fine").asBoolean(true)).isFalse();
        assertThat(DiagnosisReport.document(DIAGNOSIS).at("/findings/1/state").asText()).isEqualTo("wrong");
    }

    /** By the functions' own factory: the port was somebody's a moment ago and is nobody's now. */
    @Test
    void a_service_that_does_not_answer_is_told_in_words() throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        LambdaPlatform platform = new LambdaPlatform(Map.of("AWS_REGION", "us-west-2", "AWS_ENDPOINT_URL", "http://127.0.0.1:" + nobody),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")));

        Diagnosis diagnosis = new Doctor(platform, Doctor.Request.reading(Path.of("../template.yaml"), Json.object().put("name", "probe"), null)).examine();

        assertThat(diagnosis.findings()).singleElement().matches(finding -> finding.found().startsWith("nobody was reached") && finding.next().contains("--region"));
    }
}
