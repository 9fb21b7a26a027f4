package dev.redkite.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.environment.Plan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person needs to use the environment; also what the registry keeps.
 *
 * @param milvus      host:port: the name that stays, or the load balancer's own
 * @param milvusVersion as it was planned: whose data an update finds; items of earlier versions have none
 * @param attu        address of the administration page, if it is on
 * @param kubeconfig  the command that writes a kubeconfig
 * @param login       the command that prints root's login, if Milvus asks for one
 * @param client      the first line of a Python client
 * @param warnings    what a person should know, as the plan had it; items of earlier versions have none
 * @param probe       figures of the data-path probe
 */
public record PublicationFacts(
        String environment,
        int generation,
        String milvus,
        @Nullable String milvusVersion,
        @Nullable String attu,
        String kubeconfig,
        @Nullable String login,
        String client,
        String bucket,
        Plan.Cost cost,
        @Nullable List<String> warnings,
        JsonNode probe) {}
