package dev.redkite.catalog;

import dev.redkite.json.Json;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** List prices in US dollars, on demand. Data with date and source per figure: {@code prices.json} beside this class. */
public final class Prices {

    private final Content content;
    private final Map<String, Entry> entries;

    private Prices(Content content) {
        this.content = content;
        this.entries = content.prices.stream().collect(Collectors.toUnmodifiableMap(Entry::key, entry -> entry));
    }

    public static Prices load() {
        return new Prices(Json.read(Prices.class.getResourceAsStream("prices.json"), Content.class));
    }

    /**
     * @param key    kind and name, such as {@code ec2:m6i.large}, {@code msk:kafka.m7g.large} or {@code ebs:gp3}
     * @param region such as {@code us-east-1}
     */
    public Optional<Price> find(String key, String region) {
        Entry entry = entries.get(key);
        if (entry == null || !entry.regions.containsKey(region)) {
            return Optional.empty();
        }
        Figure figure = entry.regions.get(region);
        Source source = Objects.requireNonNull(content.sources.get(figure.source));
        return Optional.of(new Price(key, figure.usd, entry.unit, figure.confidence, source.text, source.asOf));
    }

    /** The date of the oldest figure. */
    public LocalDate asOf() {
        return LocalDate.parse(content.asOf);
    }

    /** The regions for which there is any price. */
    public List<String> regions() {
        return content.prices.stream()
                .flatMap(entry -> entry.regions.keySet().stream())
                .distinct()
                .sorted()
                .toList();
    }

    private record Content(String asOf, Map<String, Source> sources, List<Entry> prices) {}

    private record Source(String asOf, String text) {}

    private record Entry(String key, String unit, Map<String, Figure> regions) {}

    private record Figure(double usd, String confidence, String source) {}
}
