package dev.redkite.contract.wire;

import dev.redkite.contract.wire.Loopback.Answer;
import java.util.Map;
import java.util.stream.Stream;

/** How AWS' services write answers and errors (https://smithy.io/2.0/aws/protocols/index.html). */
enum Protocol {
    JSON("json", "{}", "{\"__type\":\"com.amazonaws.service#%s\",\"message\":\"%s\"}"),
    REST_JSON("rest-json", "{}", "{\"message\":\"%2$s\"}"),
    REST_XML("rest-xml", "<Answer/>", "<Error><Code>%s</Code><Message>%s</Message><RequestId>r</RequestId></Error>"),
    /** S3's is the exception, which wraps nothing (https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html, noErrorWrapping). */
    REST_XML_WRAPPED("rest-xml, wrapped", "<Answer/>",
            "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>"),
    QUERY("query", "<Answer><Result/></Answer>",
            "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>"),
    EC2("ec2", "<Answer/>", "<Response><Errors><Error><Code>%s</Code><Message>%s</Message></Error></Errors></Response>");

    private final String name;
    private final String empty;
    private final String error;

    Protocol(String name, String empty, String error) {
        this.name = name;
        this.empty = empty;
        this.error = error;
    }

    static Protocol of(String name) {
        return Stream.of(values()).filter(each -> each.name.equals(name)).findFirst().orElseThrow();
    }

    /** An answer without members. */
    Answer empty() {
        return new Answer(200, Map.of(), empty);
    }

    /** REST-JSON says the code in a header, as API Gateway does in front of EKS and MSK. */
    Answer error(int status, String code, String message) {
        Map<String, String> headers = this == REST_JSON ? Map.of("x-amzn-ErrorType", code + ":") : Map.of();
        return new Answer(status, headers, error.formatted(code, message));
    }
}
