package dev.redkite.audit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Filter;

/** Several questions to EC2 about one kind of resource, for it answers only what fulfils all filters of a request. */
final class Ec2Questions {

    private Ec2Questions() {}

    /** Each resource once, however many questions brought it. */
    static <T> List<T> answered(List<Filter> questions, Function<Filter, Stream<T>> ask, Function<T, String> id) {
        Map<String, T> found = new LinkedHashMap<>();
        questions.stream().flatMap(ask).forEach(each -> found.putIfAbsent(id.apply(each), each));
        return List.copyOf(found.values());
    }
}
