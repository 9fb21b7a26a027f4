package dev.redkite.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "'exposure':{'sourceRanges':['10.0.0.0/8','10.1.2.3/8']} | $.exposure.sourceRanges[1]: 10.1.2.3/8 is not how that range is written: write 10.0.0.0/8 for all of it, or 10.1.2.3/32 for the one address",
        "'attu':{'sourceRanges':['203.0.113.7/24']} | $.attu.sourceRanges[0]: 203.0.113.7/24 is not how that range is written: write 203.0.113.0/24 ",
        "'kubernetes':{'publicAccessCidrs':['0.0.0.0/0','1.2.3.4/0']} | $.kubernetes.publicAccessCidrs[1]: 1.2.3.4/0 is not how that range is written: write 0.0.0.0/0 ",
        "'exposure':{'sourceRanges':['010.0.0.0/8','01.0.0.0/8']} | $.exposure.sourceRanges[0]",
        "'kubernetes':{'publicAccessCidrs':['203.0.113.0/24']} | $.kubernetes.publicAccessCidrs: keeps Redkite's own functions out",
        "'kubernetes':{'publicAccessCidrs':['0.0.0.0/0','10.0.0.0/8']} | $.kubernetes.publicAccessCidrs[1]: 10.0.0.0/8 lies in 10.0.0.0/8, which EKS refuses here",
        "'kubernetes':{'publicAccessCidrs':['0.0.0.0/0','203.0.113.0/25']} | $.kubernetes.publicAccessCidrs[1]: 203.0.113.0/25 lies in 203.0.113.0/24, which EKS refuses here",
        "'network':{'cidr':'10.42.7.0/16'} | $.network.cidr: 10.42.7.0/16 is not how that range is written: write 10.42.0.0/16",
        "'network':{'cidr':'127.0.0.0/16'} | $.network.cidr: 127.0.0.0/16 lies in 127.0.0.0/8, from which EC2 makes no VPC",
        "'network':{'cidr':'0.0.0.0/16'} | $.network.cidr: 0.0.0.0/16 lies in 0.0.0.0/8",
        "'network':{'cidr':'169.254.0.0/20'} | $.network.cidr: 169.254.0.0/20 lies in 169.254.0.0/16",
        "'network':{'cidr':'224.1.0.0/16'} | $.network.cidr: 224.1.0.0/16 lies in 224.0.0.0/4",
        "'network':{'cidr':'255.255.0.0/16'} | $.network.cidr: 255.255.0.0/16 lies in 240.0.0.0/4",
    })
    void a_range_that_a_later_service_would_change_or_refuse_is_refused_with_what_to_write(String members, String violation) {
        assertThat(Violating.of("{'name':'demo'," + members + "}")).anyMatch(each -> each.startsWith(violation));
    }

    @Test
    void nobody_is_told_to_make_a_vpc_of_one_address() {
        assertThat(Violating.of("{'name':'demo','network':{'cidr':'10.42.7.0/16'}}"))
                .containsExactly("$.network.cidr: 10.42.7.0/16 is not how that range is written: write 10.42.0.0/16");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0/0", "10.0.0.0/8", "203.0.113.128/25", "198.51.100.7/32", "255.255.255.255/32"})
    void a_canonical_range_is_taken(String range) {
        assertThat(AddressRange.require(range)).hasToString(range);
        assertThat(Violating.of("{'name':'demo','attu':{'sourceRanges':['" + range + "']}}")).isEmpty();
    }

    @Test
    void more_ranges_than_a_security_group_has_rules_for_are_refused() {
        String ranges = "'10.0.0.0/16'" + ",'10.%d.0.0/16'".repeat(30).formatted(IntStream.rangeClosed(1, 30).boxed().toArray());

        assertThat(Violating.of("{'name':'demo','exposure':{'sourceRanges':[" + ranges + "]}}"))
                .singleElement().asString().contains("30");
    }

    @Test
    void a_range_that_has_to_be_one_and_is_none_is_named() {
        assertThatThrownBy(() -> AddressRange.require("10.0.0.0")).isInstanceOf(IllegalArgumentException.class).hasMessage("10.0.0.0 is no address range");
    }
}
