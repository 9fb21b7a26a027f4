package dev.redkite.sandbox.milvus;

import static dev.redkite.sandbox.milvus.RefusalException.invalid;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of Milvus' filter expressions that a data path check needs: comparisons, {@code in}, {@code not},
 * {@code and}, {@code or}, parentheses, over numbers, texts and booleans, members of JSON among them. Anything else is refused.
 */
final class Filter {

    private static final Pattern TOKEN =
            Pattern.compile("\\s*(==|!=|<=|>=|&&|\\|\\||[<>()\\[\\],!]|-?\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?|\"[^\"]*\"|'[^']*'|[$A-Za-z_]\\w*)");
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");

    private final String text;
    private final Function<String, Optional<Member>> members;
    private final List<String> tokens = new ArrayList<>();
    private int next;

    private Filter(String text, Function<String, Optional<Member>> members) {
        this.text = text;
        this.members = members;
        Matcher matcher = TOKEN.matcher(text);
        int position = 0;
        while (position < text.stripTrailing().length()) {
            if (!matcher.find(position) || matcher.start() != position) {
                throw cannotParse("unexpected character at " + position);
            }
            tokens.add(matcher.group(1));
            position = matcher.end();
        }
    }

    /** An empty expression lets every row through. @param members what a name means, if it means anything */
    static Predicate<Map<String, Object>> parse(String text, Function<String, Optional<Member>> members) {
        if (text.isBlank()) {
            return _ -> true;
        }
        Filter filter = new Filter(text, members);
        Predicate<Map<String, Object>> whole = filter.either();
        if (filter.next < filter.tokens.size()) {
            throw filter.cannotParse("unexpected " + filter.peek());
        }
        return whole;
    }

    private Predicate<Map<String, Object>> either() {
        Predicate<Map<String, Object>> left = both();
        while (taken("or") || taken("||")) {
            left = left.or(both());
        }
        return left;
    }

    private Predicate<Map<String, Object>> both() {
        Predicate<Map<String, Object>> left = single();
        while (taken("and") || taken("&&")) {
            left = left.and(single());
        }
        return left;
    }

    private Predicate<Map<String, Object>> single() {
        if (taken("not") || taken("!")) {
            return single().negate();
        }
        if (taken("(")) {
            Predicate<Map<String, Object>> inner = either();
            require(")");
            return inner;
        }
        Member member = member();
        boolean without = taken("not");
        if (without || peek().equals("in")) {
            require("in");
            List<Object> values = values();
            return row -> values.stream().anyMatch(value -> holds(member, row, "==", value)) != without;
        }
        return comparison(member, take(), value(take()));
    }

    private Member member() {
        String name = take();
        Member member = members.apply(name).orElseThrow(() -> cannotParse("field " + name + " not exist"));
        while (taken("[")) {
            if (!member.json() || !(value(take()) instanceof String key)) {
                throw cannotParse("field " + name + " has no such member");
            }
            member = member.inner(key);
            require("]");
        }
        return member;
    }

    private Predicate<Map<String, Object>> comparison(Member member, String operator, Object value) {
        if (!COMPARISONS.contains(operator)) {
            throw cannotParse("unexpected " + operator);
        }
        return row -> holds(member, row, operator, value);
    }

    /** JSON without the member, or with one of another type, is only unequal; a field of another type is a mistake. */
    private boolean holds(Member member, Map<String, Object> row, String operator, Object value) {
        Object found = member.in(row);
        if (member.json() && !comparable(found, value)) {
            return operator.equals("!=");
        }
        int order = compare(found, value);
        return switch (operator) {
            case "==" -> order == 0;
            case "!=" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    private static boolean comparable(Object found, Object value) {
        return found instanceof Number && value instanceof Number || found != null && found.getClass() == value.getClass();
    }

    private List<Object> values() {
        require("[");
        List<Object> values = new ArrayList<>();
        while (!taken("]")) {
            values.add(value(take()));
            if (!peek().equals("]")) {
                require(",");
            }
        }
        return values;
    }

    private Object value(String token) {
        char first = token.charAt(0);
        if (first == '"' || first == '\'') {
            return token.substring(1, token.length() - 1);
        }
        if (token.equals("true") || token.equals("false")) {
            return Boolean.valueOf(token);
        }
        if (first != '-' && !Character.isDigit(first)) {
            throw cannotParse("expected a constant, got " + token);
        }
        return token.matches("-?\\d+") ? (Object) Long.valueOf(token) : Double.valueOf(token);
    }

    private int compare(Object left, Object right) {
        return switch (left) {
            case Long whole when right instanceof Long other -> whole.compareTo(other);
            case Number number when right instanceof Number other ->
                Double.compare(number.doubleValue(), other.doubleValue());
            case String word when right instanceof String other -> word.compareTo(other);
            case Boolean truth when right instanceof Boolean other -> truth.compareTo(other);
            default -> throw cannotParse("comparisons between different types are not supported");
        };
    }

    private String peek() {
        return next < tokens.size() ? tokens.get(next) : "";
    }

    private String take() {
        if (next == tokens.size()) {
            throw cannotParse("unexpected end");
        }
        return tokens.get(next++);
    }

    private boolean taken(String token) {
        if (peek().equals(token)) {
            next++;
            return true;
        }
        return false;
    }

    private void require(String token) {
        if (!taken(token)) {
            throw cannotParse("expected " + token + ", got " + peek());
        }
    }

    private RefusalException cannotParse(String why) {
        return invalid("cannot parse expression: %s, error: %s", text, why);
    }
}
