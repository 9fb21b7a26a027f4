package dev.redkite.sandbox.kubernetes;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;

/** Amounts such as {@code 500m} and {@code 4Gi}, as plain numbers of cores or bytes. */
final class Quantities {

    private Quantities() {}

    static BigDecimal value(String quantity) {
        return quantity.isEmpty() ? BigDecimal.ZERO : Quantity.getAmountInBytes(Quantity.parse(quantity));
    }

    static long millis(String quantity) {
        return value(quantity).movePointRight(3).longValue();
    }

    static long bytes(String quantity) {
        return value(quantity).longValue();
    }
}
