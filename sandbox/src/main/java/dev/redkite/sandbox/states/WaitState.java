package dev.redkite.sandbox.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Lets time pass: for so many seconds, or until an instant; one that has passed means no wait. */
record WaitState(CommonFields common, Optional<Expression> seconds, Optional<Expression> timestamp)
        implements State {

    private static final int MOST_SECONDS = 99_999_999;

    static WaitState read(String name, Fields fields) {
        Optional<Expression> seconds = fields.expression("Seconds");
        Optional<Expression> timestamp = fields.expression("Timestamp");
        if (seconds.isPresent() == timestamp.isPresent()) {
            throw new DefinitionException(fields.path(), "must have either Seconds or Timestamp");
        }
        return new WaitState(CommonFields.read(name, fields), seconds, timestamp);
    }

    @Override
    public void run(StateVisit visit) throws QueryEvaluationException {
        Duration delay = seconds.isPresent()
                ? seconds(seconds.get().evaluate(visit.scope()))
                : Duration.between(visit.now(), instant(timestamp.orElseThrow().evaluate(visit.scope())));
        visit.after(delay.isNegative() ? Duration.ZERO : delay, visit::goOn);
    }

    private Duration seconds(JsonNode value) throws QueryEvaluationException {
        if (!value.isInt() || value.intValue() < 0 || value.intValue() > MOST_SECONDS) {
            throw new QueryEvaluationException("Seconds of " + name(), "not a whole number from 0 to " + MOST_SECONDS);
        }
        return Duration.ofSeconds(value.intValue());
    }

    private Instant instant(JsonNode value) throws QueryEvaluationException {
        try {
            return OffsetDateTime.parse(value.asText()).toInstant();
        } catch (DateTimeParseException wrong) {
            throw new QueryEvaluationException("Timestamp of " + name(), wrong.getMessage());
        }
    }
}
