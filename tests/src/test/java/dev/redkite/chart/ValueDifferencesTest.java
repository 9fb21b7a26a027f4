package dev.redkite.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkite.json.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueDifferencesTest {

    private static String[] between(String found, String wanted) {
        return ValueDifferences.between(Json.parse(found.replace('\'', '"')), Json.parse(wanted.replace('\'', '"'))).toArray(String[]::new);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(quoteCharacter = '~', delimiter = '|', textBlock = """
            the same | {'a':1,'b':{'c':'x'}} | {'b':{'c':'x'},'a':1}
            a number as Helm writes it | {'a':2} | {'a':2.0}
            numbers within a list | {'a':[1,2]} | {'a':[1.0,2.0]}
            """)
    void finds_no_difference_in(String what, String found, String wanted) {
        assertThat(between(found, wanted)).as(what).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(quoteCharacter = '~', delimiter = '|', textBlock = """
            another number | {'a':2} | {'a':2.5} | a
            a text for a number | {'a':'2'} | {'a':2} | a
            another text far below | {'a':{'b':{'c':'x'}}} | {'a':{'b':{'c':'y'}}} | a.b.c
            one that is wanted and not found | {} | {'a':{'b':1}} | a
            one that is found and not wanted | {'a':{'b':1,'c':2}} | {'a':{'c':2}} | a.b
            a value for a tree | {'a':1} | {'a':{'b':1}} | a
            another order of a list | {'a':[1,2]} | {'a':[2,1]} | a
            """)
    void names_the_path_and_never_the_value_of(String what, String found, String wanted, String path) {
        assertThat(between(found, wanted)).as(what).containsExactly("value %s differs".formatted(path));
    }
}
