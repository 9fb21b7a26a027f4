/** What users ask for, and the plan that is made of it. */
@NullMarked
package dev.redkite.environment;

import org.jspecify.annotations.NullMarked;
