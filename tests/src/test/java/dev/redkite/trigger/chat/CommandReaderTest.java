package dev.redkite.trigger.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.environment.SpecificationReader;
import dev.redkite.json.Json;
import dev.redkite.trigger.chat.Command.Verb;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandReaderTest {

    private static Command read(String text) {
        assertThat(CommandReader.read(text).violations()).isEmpty();
        return CommandReader.read(text).command().orElseThrow();
    }

    private static JsonNode json(String text) {
        return Json.parse(text.replace('\'', '"'));
    }

    private static List<String> violations(String text) {
        assertThat(CommandReader.read(text).command()).isEmpty();
        return CommandReader.read(text).violations();
    }

    /** No-break and narrow ones of web pages and Macs, the ideographic one, and what has no width. */
    @ParameterizedTest
    @ValueSource(strings = {"\u00a0", "\u202f", "\u2007", "\u3000", "\u200b", "\ufeff", " \u00a0 "})
    void whatever_looks_like_a_blank_parts_words(String blank) {
        Command command = read("create" + blank + "demo" + blank + "rows=5000000");

        assertThat(command.environment()).isEqualTo("demo");
        assertThat(command.changes().at("/workload/rows").asInt()).isEqualTo(5_000_000);
    }

    @Test
    void short_names_and_paths_become_a_specification() {
        Command command = read("create demo rows=5000000 dimension=768 index=HNSW version=2.6.15 ha=false nodes.count=4"
                + " exposure=internet-facing ranges=203.0.113.0/24,198.51.100.0/24 tags.team=search");

        assertThat(command.verb()).isEqualTo(Verb.create);
        assertThat(command.environment()).isEqualTo("demo");
        assertThat(Json.parse(command.changes().toString())).isEqualTo(json("""
                {'workload':{'rows':5000000,'dimension':768,'index':'HNSW'},
                 'milvus':{'version':'2.6.15','highAvailability':false},'nodes':{'count':4},
                 'exposure':{'scheme':'internet-facing','sourceRanges':['203.0.113.0/24','198.51.100.0/24']},
                 'tags':{'team':'search'}}"""));
    }

    @Test
    void what_is_read_has_the_form_of_a_specification() {
        Command command = read("create demo rows=5M dim=768 index=diskann subnets=subnet-0a1a0000000000001,subnet-0a1b0000000000002"
                + " milvus.components.queryNode.memoryGibibytes=7.5 workload.segmentMegabytes=1024 protected=yes attu=off");

        assertThat(SpecificationReader.read(Specifications.fresh("demo", command.changes())).violations()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"5000000, 5000000", "5_000_000, 5000000", "'5,000,000', 5000000", "5M, 5000000", "5k, 5000", "1.5m, 1500000", "2B, 2000000000"})
    void large_numbers_can_be_written_handily(String text, long rows) {
        assertThat(read("create demo rows=" + text).changes().at("/workload/rows").longValue()).isEqualTo(rows);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tags.note=\"two words\"", "tags.note='two words'", "tags.note=“two words”", "\"tags.note=two words\""})
    void quotation_marks_keep_words_together_also_those_of_keyboards(String member) {
        assertThat(read("create demo " + member).changes().at("/tags/note").textValue()).isEqualTo("two words");
    }

    @Test
    void a_schedule_in_quotation_marks_stays_whole() {
        Command command = read("create demo schedule.teardown=\"cron(0 19 ? * MON-FRI *)\" schedule.timeZone=Europe/Berlin");

        assertThat(SpecificationReader.read(Specifications.fresh("demo", command.changes())).violations()).isEmpty();
        assertThat(command.changes().at("/schedule/teardown").textValue()).isEqualTo("cron(0 19 ? * MON-FRI *)");
    }

    @Test
    void an_apostrophe_within_a_word_is_none() {
        assertThat(read("create demo tags.note=it's").changes().at("/tags/note").textValue()).isEqualTo("it's");
    }

    @Test
    void a_tags_key_may_have_dots_and_helms_values_have_the_types_they_look_like() {
        Command command = read("create demo tags.cost.center=12 milvus.helmValues.log.level=debug milvus.helmValues.x.y=3 milvus.helmValues.x.z=true");

        assertThat(Json.parse(command.changes().toString())).isEqualTo(json("""
                {'tags':{'cost.center':'12'},'milvus':{'helmValues':{'log':{'level':'debug'},'x':{'y':3,'z':true}}}}"""));
    }

    @Test
    void everything_wrong_is_said_at_once() {
        assertThat(violations("create Demo row=5 index=HNSWW ha=perhaps stray rows=many rows=1 rows=2 milvus=3")).containsExactly(
                "`row` is no member of a specification; did you mean `rows`?",
                "`index` is one of FLAT, IVF_FLAT, IVF_SQ8, IVF_RABITQ, SCANN, HNSW, DISKANN, AISAQ, not `HNSWW`; did you mean `HNSW`?",
                "`ha` is true or false, not `perhaps`",
                "`stray` stands alone: members are given as `key=value`",
                "`rows` is a whole number such as 3, 5000000 or 5M, not `many`",
                "`rows` is given twice",
                "`rows` is given twice",
                "`milvus` is a group: give its members, such as milvus.…, not `3`",
                "`Demo` can be no environment's name: 3 to 24 lower-case letters, digits and hyphens, beginning with a letter");
    }

    @ParameterizedTest
    @CsvSource({"milvus.verison, milvus.version", "kafka.broker, kafka.brokers", "dimensoin, dimension", "nodes.coutn, nodes.count"})
    void an_unknown_member_is_told_its_nearest(String given, String meant) {
        assertThat(violations("create demo " + given + "=1")).singleElement().asString().contains("did you mean `" + meant + "`?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "$schema", "milvus..version", "tags.", "milvus.components.brain.cpu", "wholly-different", ""})
    void what_is_no_member_is_refused(String key) {
        assertThat(violations("create demo " + key + "=1")).singleElement().asString().contains("is no member of a specification");
    }

    @ParameterizedTest
    @CsvSource({"destroy, is no command", "creat, did you mean `create`?", "create, the name of the environment is missing",
        "update demo, say what to change", "status demo rows=1, takes no", "delete demo rows=1, takes no", "list demo, stands alone",
        "delete demo data=perhaps, is true or false", "create demo tags.a=\"x, a quotation mark is not closed"})
    void what_does_not_make_sense_is_said_so(String text, String said) {
        assertThat(violations(text)).singleElement().asString().contains(said);
    }

    @Test
    void data_go_only_when_that_is_said() {
        assertThat(read("delete demo").data().removes()).isFalse();
        assertThat(read("delete demo data=true").data().removes()).isTrue();
        assertThat(read("recreate demo removeData=true rows=7").data().removes()).isTrue();
    }

    @Test
    void what_milvus_holds_is_kept_or_not_as_is_said() {
        assertThat(read("recreate demo").data().keeps()).isNull();
        assertThat(read("recreate demo keep=false").data().keeps()).isFalse();
        assertThat(read("delete demo keepData=true").data().keeps()).isTrue();
        assertThat(violations("delete demo data=true keep=true")).singleElement().asString().contains("cannot go with");
    }

    @Test
    void nothing_is_a_cry_for_help() {
        assertThat(read("").verb()).isEqualTo(Verb.help);
        assertThat(read("  ").verb()).isEqualTo(Verb.help);
    }

    @Test
    void what_is_too_long_is_not_even_cut_into_words() {
        assertThat(violations("create demo tags.a=" + "x".repeat(3_000))).singleElement().asString().contains("longer than");
        assertThat(violations("create demo" + " x".repeat(120))).singleElement().asString().contains("longer than");
    }

    @Test
    void somebodys_words_come_back_as_code_on_one_line() {
        assertThat(violations("create demo \"`<!channel>`\nhere=1\"")).singleElement().asString().startsWith("`'<!channel>' here` is no member");
    }

    @Test
    void every_short_name_is_that_of_a_member() {
        assertThat(MemberNames.SHORT.keySet()).allSatisfy(name -> assertThat(MemberNames.find(name)).as(name).isPresent());
        assertThat(MemberNames.names()).contains("rows", "workload.rows", "milvus.highAvailability").doesNotContain("name", "milvus", "$schema");
    }
}
