package dev.redkite.environment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.environment.SpecificationReader.Reading;
import dev.redkite.failure.Violation;
import dev.redkite.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecificationReaderTest {

    private static Reading read(String json) {
        return SpecificationReader.read(Json.parse(json.replace('\'', '"')));
    }

    /** Editors show it, and the API's document repeats it. */
    @Test
    void every_member_says_what_it_is() {
        assertThat(silent("$", SpecificationReader.schema())).isEmpty();
    }

    private static List<String> silent(String path, JsonNode schema) {
        List<String> found = new ArrayList<>();
        schema.properties().forEach(member -> {
            if (member.getKey().equals("properties")) {
                member.getValue().properties().stream()
                        .filter(each -> !each.getValue().has("description") && !each.getValue().has("$ref"))
                        .forEach(each -> found.add(path + "." + each.getKey()));
            }
            if (member.getValue().isObject()) {
                found.addAll(silent(path + "." + member.getKey(), member.getValue()));
            }
        });
        return found;
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "abc", "a-1", "abcdefghijklmnopqrstuvwx"})
    void a_name_of_3_to_24_sound_characters_is_taken(String name) {
        assertThat(read("{'name':'" + name + "'}").violations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "1ab", "Demo", "demo-", "de_mo", "abcdefghijklmnopqrstuvwxy", "yes", "off", "true", "false", "null"})
    void any_other_name_is_refused(String name) {
        assertThat(read("{'name':'" + name + "'}").violations()).extracting(Violation::path).contains("$.name");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{} | $.name",
        "{'name':'demo','nmae':1} | $.nmae",
        "{'name':'demo','kafka':{'broker':3}} | $.kafka.broker",
        "{'name':'demo','kafka':{'brokers':16}} | $.kafka.brokers",
        "{'name':'demo','kafka':{'brokers':'three'}} | $.kafka.brokers",
        "{'name':'demo','exposure':{'sourceRanges':['10.0.0.0/8','everybody']}} | $.exposure.sourceRanges[1]",
        "{'name':'demo','tags':{'a,b':'x'}} | $.tags['a,b']",
        "{'name':'demo','milvus':{'components':{'querynode':{}}}} | $.milvus.components.querynode",
        "{'name':'demo','network':{'cidr':'10.0.0.0/24'}} | $.network.cidr",
    })
    void a_malformed_member_is_named_by_its_path(String specification, String path) {
        assertThat(read(specification).violations()).extracting(Violation::path).contains(path);
    }

    @Test
    void a_tag_value_with_a_comma_is_refused_with_the_reason() {
        assertThat(read("{'name':'demo','tags':{'team':'search,ads'}}").violations()).singleElement()
                .satisfies(violation -> assertThat(violation.path()).isEqualTo("$.tags.team"))
                .satisfies(violation -> assertThat(violation.message()).contains("a comma would end the tag"));
    }

    @Test
    void a_tag_key_with_an_equals_sign_is_refused() {
        assertThat(read("{'name':'demo','tags':{'a=b':'c'}}").violations()).extracting(Violation::path).containsExactly("$.tags['a=b']");
    }

    @Test
    void a_tag_of_every_character_allowed_is_taken() {
        assertThat(read("{'name':'demo','tags':{'Cost_center 1.2:a/b+c@d-e':'Ab 1_.:/=+@-'}}").violations()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'name':'demo','milvus':{'versoin':'2.6.15'}} | $.milvus.versoin: is not a member of milvus; did you mean version?",
        "{'nmae':'demo'} | $.nmae: is not a member of a specification; did you mean name?",
        "{'name':'demo','rows':5} | $.rows: is not a member of a specification; did you mean $.workload.rows?",
        "{'name':'demo','storage':{'size':5}} | $.storage.size: is not a member of storage; remove it, or use one of backupBucket, bucket",
        "{'name':'demo','version':'1'} | $.version: is not a member of a specification; did you mean $.kafka.version?",
        "{'name':'demo','schema':1} | $.schema: is not a member of a specification; did you mean $.attu.scheme?",
        "{'name':'demo','colour':1} | $.colour: is not a member of a specification; remove it, or use one of attu, expiresAt, exposure, kafka, kubernetes, milvus, name, network, nodes, protected, region, schedule, storage, tags, workload",
        "{'name':'demo','exposure':{'sourceRanges':['10.0.0.0/8','10.0.0.0/8']}} | $.exposure.sourceRanges: [\"10.0.0.0/8\",\"10.0.0.0/8\"] must have only unique items in the array",
        "{'name':'demo','milvus':{'components':{'proxy':{'cpu':0}}}} | $.milvus.components.proxy.cpu: 0 is too small; it must be more than 0",
        "{'name':'demo','workload':{'index':'hnsw'}} | $.workload.index: \"hnsw\" is none of FLAT, IVF_FLAT, IVF_SQ8, IVF_RABITQ, SCANN, HNSW, DISKANN, AISAQ; did you mean HNSW?",
        "{'name':'demo','workload':{'segmentMegabytes':7}} | $.workload.segmentMegabytes: 7 is none of 512, 1024, 2048",
        "{'name':'demo','exposure':{'scheme':'internet facing'}} | $.exposure.scheme: \"internet facing\" is none of internal, internet-facing; did you mean internet-facing?",
        "{'name':'demo','milvus':{'components':{'querynode':{}}}} | $.milvus.components.querynode: is no key that can stand here: proxy, mixCoordinator, rootCoordinator, queryCoordinator, indexCoordinator, dataCoordinator, queryNode, dataNode, indexNode or streamingNode; did you mean queryNode?",
        "{'name':'demo','nodes':{'count':'3'}} | $.nodes.count: \"3\" is not a whole number",
        "{'name':'demo','nodes':{'count':0}} | $.nodes.count: 0 is too small; 1 is the least",
        "{'name':'demo','nodes':{'count':451}} | $.nodes.count: 451 is too large; 450 is the most",
        "{'name':'demo','nodes':{'instanceType':'m6i'}} | $.nodes.instanceType: \"m6i\" is malformed: An instance type of EC2 such as m6i.2xlarge; left out, it follows from the workload.",
    })
    void what_is_wrong_is_said_in_words_with_what_may_have_been_meant(String specification, String violation) {
        assertThat(read(specification).violations()).extracting(Violation::toString).contains(violation);
    }

    @Test
    void what_is_malformed_does_not_hide_the_rest() {
        Reading reading = read("{'name':'demo','kafka':{'brokers':'three','version':'4.1.x'},'exposure':{'sourceRanges':['x']}}");

        assertThat(reading.violations()).hasSize(2);
        assertThat(reading.specification().orElseThrow().kafka().version()).isEqualTo("4.1.x");
        assertThat(reading.specification().orElseThrow().kafka().brokers()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "'exposure':{'sourceRanges':['10.1.2.3/8','junk','203.0.113.7/24']} | $.exposure.sourceRanges[0] $.exposure.sourceRanges[1] $.exposure.sourceRanges[2]",
        "'attu':{'sourceRanges':[5,null,[],{},'10.1.2.3/8']} | $.attu.sourceRanges[0] $.attu.sourceRanges[1] $.attu.sourceRanges[2] $.attu.sourceRanges[3] $.attu.sourceRanges[4]",
        "'exposure':{'sourceRanges':['10.0.0.0/8','10.0.0.0/8','10.1.2.3/8']} | $.exposure.sourceRanges $.exposure.sourceRanges[2]",
        "'exposure':{'scheme':'internet-facing','sourceRanges':['junk']} | $.exposure.sourceRanges[0]",
        "'kubernetes':{'publicAccessCidrs':['52.1.2.3/24','junk']} | $.kubernetes.publicAccessCidrs $.kubernetes.publicAccessCidrs[0] $.kubernetes.publicAccessCidrs[1]",
        "'kubernetes':{'administrators':['arn:aws-cn:iam::123456789012:role/x','root']} | $.kubernetes.administrators[0] $.kubernetes.administrators[1]",
        "'network':{'zones':['us-west-2z','third']} | $.network.zones[0] $.network.zones[1]",
        "'network':{'zones':['us-west-2z']} | $.network.zones $.network.zones[0]",
        "'network':{'subnetIds':['subnet-00000001','third','subnet-99999999']} | $.network.subnetIds[1] $.network.subnetIds[2]",
        "'network':{'subnetIds':['subnet-00000001','subnet-00000002','subnet-00000004','subnet-99999999']} | $.network.subnetIds $.network.subnetIds[2] $.network.subnetIds[3]",
    })
    void an_element_of_a_list_or_their_number_hides_none_of_the_others(String members, String paths) {
        assertThat(Violating.of("{'name':'demo'," + members + "}")).extracting(each -> each.substring(0, each.indexOf(": ")))
                .containsExactlyInAnyOrder(paths.split(" "));
    }

    @Test
    void a_list_of_any_length_is_judged_no_further_than_the_longest_may_be() {
        String ids = IntStream.range(0, 3000).mapToObj("'subnet-%08x'"::formatted).collect(Collectors.joining(","));

        assertThat(read("{'name':'demo','network':{'subnetIds':[" + ids + "]}}").specification().orElseThrow().network().subnetIds()).hasSize(40);
    }

    @Test
    void too_many_tags_hide_none_that_is_wrong() {
        String tags = IntStream.range(0, 40).mapToObj("'t%d':'x'"::formatted).collect(Collectors.joining(","));

        assertThat(Violating.of("{'name':'demo','tags':{'Name':'x'," + tags + "}}")).hasSize(2)
                .anyMatch(each -> each.startsWith("$.tags.Name: ")).anyMatch(each -> each.startsWith("$.tags: "));
    }

    @Test
    void an_unknown_member_hides_none_of_its_neighbours() {
        Reading reading = read("{'name':'demo','kafka':{'broker':3,'version':'4.1.x'},'tags':{'a=b':'c','Name':'d'}}");

        assertThat(reading.violations()).hasSize(2);
        assertThat(reading.specification().orElseThrow().kafka().version()).isEqualTo("4.1.x");
        assertThat(reading.specification().orElseThrow().tags()).containsOnlyKeys("Name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "3", "null", "'text'"})
    void anything_but_an_object_is_refused(String document) {
        assertThat(read(document).violations()).hasSize(1);
    }

    @Test
    void an_oversized_document_is_refused_before_it_is_looked_at() {
        assertThat(read("{'name':'" + "x".repeat(70_000) + "'}").violations()).extracting(Violation::message)
                .containsExactly("longer than 65,536 characters");
    }
    @Test
    void a_member_without_a_name_is_one_violation_like_any_other() {
        assertThat(read("{'name':'demo','':{'':1},'milvus':{'':2},'tags':{'':'x'}}").violations()).extracting(Violation::toString)
                .anyMatch(violation -> violation.startsWith("$.: is not a member"))
                .anyMatch(violation -> violation.startsWith("$.milvus.: is not a member"))
                .anyMatch(violation -> violation.startsWith("$.tags['']: is no key that can stand here: letters, digits"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\u001b[31m", "\\ud800", "\\uffff", "\\u0080"})
    void what_yaml_cannot_hold_is_refused_wherever_it_stands(String odd) {
        assertThat(read("{'name':'demo','milvus':{'helmValues':{'a':[{'b':'x%s'}]}}}".formatted(odd)).violations()).singleElement()
                .satisfies(violation -> assertThat(violation.path()).isEqualTo("$.milvus.helmValues.a[0].b"));
        if (!odd.equals("\\ud800")) {
            assertThat(read("{'name':'demo','milvus':{'helmValues':{'x%s':1}}}".formatted(odd)).violations()).hasSize(1);
        }
    }

    @Test
    void of_a_long_value_as_much_is_repeated_as_tells_which_it_is() {
        assertThat(read("{'name':'%s'}".formatted("x".repeat(60_000))).violations()).singleElement()
                .satisfies(violation -> assertThat(violation.message()).hasSizeLessThan(500).contains("characters more", "is malformed"));
    }

    @Test
    void a_document_that_is_just_not_too_long_is_looked_at() {
        String least = "{'name':'demo','x':''}";

        assertThat(read("{'name':'demo','x':'%s'}".formatted("x".repeat(65_536 - least.length()))).violations())
                .extracting(Violation::path).containsExactly("$.x");
        assertThat(read("{'name':'demo','x':'%s'}".formatted("x".repeat(65_537 - least.length()))).violations())
                .extracting(Violation::path).containsExactly("$");
    }

    @Test
    void of_members_within_members_the_innermost_alone_is_left_out() {
        Reading reading = read("{'name':'demo','milvus':{'version':'2.6.15','components':{'proxy':{'cpu':'much','replicas':2}}}}");

        EnvironmentSpec.Milvus milvus = reading.specification().orElseThrow().milvus();
        assertThat(milvus.version()).isEqualTo("2.6.15");
        assertThat(milvus.components()).containsOnlyKeys("proxy");
        assertThat(milvus.components().get("proxy")).isEqualTo(new EnvironmentSpec.Component(2, null, null));
    }

    @Test
    void what_is_wrong_in_meaning_is_told_beside_what_is_wrong_in_form_but_for_elements_that_are_no_sound_ones() {
        Violation form = new Violation("$.kafka", "is malformed");
        Violation element = new Violation("$.network.zones[0]", "is malformed");
        Violation meaning = new Violation("$.kafka", "means nothing");
        Reading reading = new Reading(Optional.empty(), List.of(form, element));

        assertThat(reading.and(List.of(meaning, new Violation("$.network.zones[0]", "is no zone")))).containsExactly(form, element, meaning);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "~", "\\u0085", "\\u00a0", "\\ud7ff", "\\ue000", "\\ufffd", "\\ud800\\udc00", "\\t", "\\n", "\\r"})
    void what_yaml_can_hold_is_taken(String odd) {
        assertThat(read("{'name':'demo','milvus':{'helmValues':{'a':[{'b':'x%s'}]}}}".formatted(odd)).violations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u001f", "\\u007f", "\\u0084", "\\u0086", "\\u009f", "\\udfff", "\\ufffe"})
    void the_neighbours_of_what_yaml_can_hold_are_refused(String odd) {
        assertThat(read("{'name':'demo','milvus':{'helmValues':{'a':'x%s'}}}".formatted(odd)).violations()).extracting(Violation::path)
                .containsExactly("$.milvus.helmValues.a");
    }

    @Test
    void from_where_milvus_and_attu_are_reached_is_redkites_to_say_unless_both_are_said() {
        String ranges = "{'sourceRanges':['10.0.0.0/8']}";

        assertThat(read("{'name':'demo','exposure':%1$s,'attu':%1$s}".formatted(ranges)).specification().orElseThrow().asksForDefaultRanges()).isFalse();
        assertThat(read("{'name':'demo','exposure':%s}".formatted(ranges)).specification().orElseThrow().asksForDefaultRanges()).isTrue();
        assertThat(read("{'name':'demo','attu':%s}".formatted(ranges)).specification().orElseThrow().asksForDefaultRanges()).isTrue();
    }

    @Test
    void an_object_where_a_text_should_stand_is_left_out_whole() {
        Reading reading = read("{'name':'demo','kafka':{'version':{'major':3},'brokers':6}}");

        assertThat(reading.violations()).extracting(Violation::path).containsExactly("$.kafka.version");
        assertThat(reading.specification().orElseThrow().kafka()).isEqualTo(new EnvironmentSpec.Kafka(null, null, 6, null));
    }
}
