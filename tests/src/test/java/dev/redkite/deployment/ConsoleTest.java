package dev.redkite.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleTest {

    @ParameterizedTest
    @CsvSource({"aws, us-west-2, us-west-2.console.aws.amazon.com", "aws-cn, cn-north-1, console.amazonaws.cn",
        "aws-us-gov, us-gov-west-1, console.amazonaws-us-gov.com"})
    void an_execution_is_shown_where_its_partition_has_its_console(String partition, String region, String host) {
        String arn = "arn:%s:states:%s:123456789012:execution:redkite-provision:one".formatted(partition, region);

        assertThat(Console.execution(arn)).isEqualTo("https://%s/states/home?region=%s#/v2/executions/details/%s".formatted(host, region, arn));
    }
}
