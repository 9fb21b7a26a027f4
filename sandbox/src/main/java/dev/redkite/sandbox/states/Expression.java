package dev.redkite.sandbox.states;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A field's value in which every string within {@code {% %}} is JSONata; compiled once, when the machine is loaded. */
sealed interface Expression {

    /** The value as strict JSON. */
    JsonNode evaluate(Scope scope) throws QueryEvaluationException;

    /** Whether it is the same as long as its state is tried, for nothing of what a retry changes is in it. */
    boolean outlastsRetries();

    static Expression compile(JsonNode value, String path) {
        if (value.isTextual() && value.textValue().startsWith("{%")) {
            return Query.compile(value.textValue(), path);
        }
        if (value.isObject()) {
            Map<String, Expression> fields = new LinkedHashMap<>();
            value.properties().forEach(field ->
                    fields.put(field.getKey(), compile(field.getValue(), path + "." + field.getKey())));
            return new Composed(fields);
        }
        if (value.isArray()) {
            List<Expression> elements = new ArrayList<>();
            value.forEach(element -> elements.add(compile(element, path + "[" + elements.size() + "]")));
            return new Listed(elements);
        }
        return new Constant(value);
    }

    /** What does not depend on anything. */
    record Constant(JsonNode value) implements Expression {
        @Override
        public JsonNode evaluate(Scope scope) {
            return value;
        }

        @Override
        public boolean outlastsRetries() {
            return true;
        }
    }

    /** An object whose values are expressions. */
    record Composed(Map<String, Expression> fields) implements Expression {
        @Override
        public ObjectNode evaluate(Scope scope) throws QueryEvaluationException {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, Expression> field : fields.entrySet()) {
                object.set(field.getKey(), field.getValue().evaluate(scope));
            }
            return object;
        }

        @Override
        public boolean outlastsRetries() {
            return fields.values().stream().allMatch(Expression::outlastsRetries);
        }
    }

    /** An array whose elements are expressions. */
    record Listed(List<Expression> elements) implements Expression {
        @Override
        public ArrayNode evaluate(Scope scope) throws QueryEvaluationException {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            for (Expression element : elements) {
                array.add(element.evaluate(scope));
            }
            return array;
        }

        @Override
        public boolean outlastsRetries() {
            return elements.stream().allMatch(Expression::outlastsRetries);
        }
    }

    /** One JSONata expression. */
    record Query(Jsonata program, String path, boolean outlastsRetries) implements Expression {

        /** Results that no input decides, and functions that Step Functions adds or forbids and no machine uses. */
        private static final Pattern REFUSED = Pattern.compile(
                "\\$(now|millis|random|shuffle|uuid|eval|partition|range|parse)\\s*\\(");

        /** Reads more than the input and what of the context a retry leaves as it is. */
        private static final Pattern UNSTEADY =
                Pattern.compile("\\$states(?!\\.(input|context\\.(Execution\\.(Id|Input|Name|StartTime|RedriveCount)|State\\.(Name|EnteredTime)|StateMachine))\\b)");

        static Query compile(String text, String path) {
            if (!text.endsWith("%}") || text.length() < 4) {
                throw new DefinitionException(path, "begins with {% and does not end with %}");
            }
            String source = text.substring(2, text.length() - 2);
            var refused = REFUSED.matcher(source);
            if (refused.find()) {
                throw new DefinitionException(path, "the sandbox does not offer $" + refused.group(1));
            }
            try {
                Jsonata program = Jsonata.jsonata(source);
                program.setOutputConvertNulls(false);
                program.setValidateInput(false);
                program.registerFunction("hash", (Jsonata.Fn2<String, String, String>) Query::hash);
                return new Query(program, path, !UNSTEADY.matcher(source).find());
            } catch (JException wrong) {
                throw new DefinitionException(path, "is not JSONata: " + wrong.getMessage());
            }
        }

        /** Step Functions' own function: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html */
        private static String hash(String data, String algorithm) {
            try {
                return HexFormat.of().formatHex(
                        MessageDigest.getInstance(algorithm).digest(data.getBytes(StandardCharsets.UTF_8)));
            } catch (NoSuchAlgorithmException unknown) {
                throw new IllegalArgumentException("$hash does not know " + algorithm, unknown);
            }
        }

        @Override
        public JsonNode evaluate(Scope scope) throws QueryEvaluationException {
            Object result = run(scope);
            if (result == null) {
                throw new QueryEvaluationException(path, "the result is undefined");
            }
            return JsonValues.fromEngine(result, path);
        }

        /** The engine reports a query's own mistakes also as class-cast and similar exceptions. */
        private Object run(Scope scope) throws QueryEvaluationException {
            try {
                Jsonata.Frame frame = program.createFrame();
                scope.bindTo(frame);
                return program.evaluate(null, frame);
            } catch (RuntimeException wrong) {
                throw new QueryEvaluationException(path, String.valueOf(wrong.getMessage()));
            }
        }
    }
}
