package dev.redkite.sandbox.kubernetes;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Whoever shows the token may do everything, while it is so. */
public record OneToken(String token, BooleanSupplier allowed) implements AccessControl {

    @Override
    public Optional<String> findPrincipal(String bearerToken) {
        return bearerToken.equals(token) ? Optional.of("arn:aws:iam::123456789012:role/demo") : Optional.empty();
    }

    @Override
    public boolean allows(Attempt attempt) {
        return allowed.getAsBoolean();
    }
}
