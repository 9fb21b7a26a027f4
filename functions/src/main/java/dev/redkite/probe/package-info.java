/** Whether Milvus works, as a client sees it. */
@NullMarked
package dev.redkite.probe;

import org.jspecify.annotations.NullMarked;
