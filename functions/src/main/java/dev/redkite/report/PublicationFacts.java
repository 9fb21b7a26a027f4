package dev.redkite.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.environment.Plan;
import java.util.List;

/**
 * What a person needs to use the environment; also what the registry keeps.
 *
 * @param milvus      host:port
 * @param attu        address of the administration page; null when it is off
 * @param kubeconfig  the command that writes a kubeconfig
 * @param login       the command that prints root's login; null when Milvus asks for none
 * @param client      the first line of a Python client
 * @param warnings    what a person should know, as the plan had it; null where an earlier version wrote this
 * @param probe       figures of the data-path probe
 */
public record PublicationFacts(
        String environment,
        int generation,
        String milvus,
        String attu,
        String kubeconfig,
        String login,
        String client,
        String bucket,
        Plan.Cost cost,
        List<String> warnings,
        JsonNode probe) {}
