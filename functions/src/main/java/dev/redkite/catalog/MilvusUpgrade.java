package dev.redkite.catalog;

import java.util.List;

/**
 * Two versions of Milvus of which the later one takes the earlier one's place over the same data. There is no way back: what is not
 * here is refused.
 *
 * @param order  components by their names, each of which is changed once the one before serves
 * @param source who says so
 */
public record MilvusUpgrade(String from, String to, List<String> order, String source) {}
