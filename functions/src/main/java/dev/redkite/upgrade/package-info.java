/** Another Milvus in the place of the one that stands, component by component. */
@NullMarked
package dev.redkite.upgrade;

import org.jspecify.annotations.NullMarked;
