package dev.redkite.trigger.http;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the environments.
 *
 * @param environments in an order that is the registry's own; the last page may hold some more than was asked for, that stand without being registered
 * @param next         what to ask the next page with; left out with the last
 */
@Schema(name = "EnvironmentPage")
record EnvironmentPage(List<EnvironmentSummary> environments, @Nullable String next) {}
