package dev.redkite.sandbox.aws.ec2;

import software.amazon.awssdk.services.ec2.model.*;

/** How far the metadata service of an instance answers. */
final class InstanceMetadata {

    /**
     * As the images of Amazon Linux 2023 have it, where nobody says otherwise
     * (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html, "Order of precedence").
     */
    private static final InstanceMetadataOptionsResponse OF_IMAGE = InstanceMetadataOptionsResponse.builder()
            .state(InstanceMetadataOptionsState.APPLIED)
            .httpTokens(HttpTokensState.REQUIRED)
            .httpPutResponseHopLimit(2)
            .httpEndpoint(InstanceMetadataEndpointState.ENABLED)
            .build();

    private InstanceMetadata() {}

    /** @param tagsByDefault what the account says where the template does not: each option is looked for by itself */
    static InstanceMetadataOptionsResponse of(ResponseLaunchTemplateData data, boolean tagsByDefault) {
        LaunchTemplateInstanceMetadataOptions said = data.metadataOptions() == null
                ? LaunchTemplateInstanceMetadataOptions.builder().build() : data.metadataOptions();
        boolean tags = said.instanceMetadataTags() == null ? tagsByDefault
                : said.instanceMetadataTags() == LaunchTemplateInstanceMetadataTagsState.ENABLED;
        return changed(OF_IMAGE, said.httpTokensAsString(), said.httpPutResponseHopLimit()).toBuilder()
                .httpEndpoint(said.httpEndpoint() == null ? OF_IMAGE.httpEndpointAsString() : said.httpEndpointAsString())
                .instanceMetadataTags(tags ? InstanceMetadataTagsState.ENABLED : InstanceMetadataTagsState.DISABLED)
                .build();
    }

    /**
     * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceMetadataOptions.html. Tokens are asked for only by a
     * service that is on (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-existing-instances.html).
     */
    static InstanceMetadataOptionsResponse changed(Instance instance, ModifyInstanceMetadataOptionsRequest request) {
        InstanceStateName state = instance.state().name();
        if (state != InstanceStateName.RUNNING && state != InstanceStateName.STOPPED) {
            throw Refusal.of("IncorrectInstanceState", "The instance '%s' is not in a state from which its metadata options can be modified."
                    .formatted(instance.instanceId()));
        }
        Integer hops = request.httpPutResponseHopLimit();
        if (hops != null && (hops < 1 || hops > 64)) {
            throw Refusal.parameter("Value (%d) for parameter HttpPutResponseHopLimit is invalid. It must be from 1 to 64.".formatted(hops));
        }
        String endpoint = request.httpEndpointAsString() == null ? instance.metadataOptions().httpEndpointAsString() : request.httpEndpointAsString();
        if (request.httpTokens() != null && endpoint.equals("disabled")) {
            throw Refusal.parameter("To set HttpTokens, HttpEndpoint must be enabled.");
        }
        return changed(instance.metadataOptions().toBuilder().httpEndpoint(endpoint).build(), request.httpTokensAsString(), hops);
    }

    private static InstanceMetadataOptionsResponse changed(InstanceMetadataOptionsResponse before, String tokens, Integer hops) {
        return before.toBuilder()
                .httpTokens(tokens == null ? before.httpTokensAsString() : tokens)
                .httpPutResponseHopLimit(hops == null ? before.httpPutResponseHopLimit() : hops)
                .build();
    }
}
