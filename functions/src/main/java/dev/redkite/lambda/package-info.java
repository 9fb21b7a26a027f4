/** The platform as it is on AWS Lambda. */
@NullMarked
package dev.redkite.lambda;

import org.jspecify.annotations.NullMarked;
