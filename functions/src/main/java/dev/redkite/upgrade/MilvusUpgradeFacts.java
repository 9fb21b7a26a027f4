package dev.redkite.upgrade;

import java.util.List;

/** @param order in which the components were changed */
public record MilvusUpgradeFacts(String from, String to, List<String> order) {}
