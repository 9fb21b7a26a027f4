package dev.redkite.sandbox.soak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redkite.deployment.Partition;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Account and region of a scenario: of every partition, and in accounts in which other zones stand behind the same names. */
record Whereabouts(String account, String region) {

    /** Where the standing subnets' zones are good ones in every account. */
    private static final List<String> EVEN = List.of("us-west-2", "eu-central-1", "ap-southeast-2", "us-gov-west-1", "us-gov-east-1",
            "cn-north-1", "cn-northwest-1");

    /** There a new network has to avoid a zone, whose name means another zone in the next account. */
    private static final List<String> UNEVEN = List.of("us-east-1", "us-east-1", "us-east-1", "ca-central-1");

    static Whereabouts random(long seed, boolean adopted) {
        Random random = new Random(-seed);
        List<String> regions = adopted ? EVEN : Stream.concat(EVEN.stream(), UNEVEN.stream()).toList();
        return new Whereabouts("12345678901" + random.nextInt(10), regions.get(random.nextInt(regions.size())));
    }

    /** A name in the company's zone comes with the company's certificate in every other account. */
    void certify(ObjectNode specification) {
        if (specification.at("/exposure/domain").has("hostedZone") && account.codePointAt(account.length() - 1) % 2 == 0) {
            String arn = "arn:%s:acm:%s:%s:certificate/0a1c0000-0000-4000-8000-000000000001".formatted(Partition.of(region).id(), region, account);
            specification.withObject("/exposure").put("certificateArn", arn);
            specification.withObject("/attu").put("certificateArn", arn);
        }
    }

    void put(ObjectNode event) {
        event.put("account", account).put("region", region);
    }
}
