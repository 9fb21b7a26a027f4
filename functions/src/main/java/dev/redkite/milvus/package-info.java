/** The Milvus chart: its values, its secrets, its release. */
@NullMarked
package dev.redkite.milvus;

import org.jspecify.annotations.NullMarked;
