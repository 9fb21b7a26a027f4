/** How clients reach Milvus. */
@NullMarked
package dev.redkite.exposure;

import org.jspecify.annotations.NullMarked;
