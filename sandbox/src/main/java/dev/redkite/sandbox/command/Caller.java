package dev.redkite.sandbox.command;

import dev.redkite.failure.InvalidRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;

/**
 * As whom and where somebody at a command line asks AWS: the SDK's default chains, but for the metadata service of EC2, which
 * is asked on EC2's instances only. Anywhere else its address answers nobody, or somebody whom nobody meant.
 *
 * @param region as the services' hosts have it
 */
record Caller(AwsCredentialsProvider credentials, String region) {

    /** How to tell EC2: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/identify_ec2_instances.html */
    private static final Path ASSET_TAG = Path.of("/sys/devices/virtual/dmi/id/board_asset_tag");

    /**
     * @param profileOrNull of AWS' own configuration; null for its default
     * @param regionOrNull  null to have it looked up
     * @throws InvalidRequest when nobody says the region, or there is none of that name
     */
    static Caller of(String profileOrNull, String regionOrNull) {
        String region = regionOrNull == null ? lookedUp(profileOrNull) : regionOrNull;
        if (Region.regions().stream().noneMatch(each -> each.id().equals(region) && !each.isGlobalRegion())) {
            throw new InvalidRequest("--region: %s is no region that the AWS SDK here knows; give one such as us-west-2".formatted(region));
        }
        return new Caller(chain(profileOrNull, isEc2(ASSET_TAG)), region);
    }

    private static String lookedUp(String profileOrNull) {
        try {
            AwsRegionProvider ofProfile = profileOrNull == null ? new AwsProfileRegionProvider()
                    : new AwsProfileRegionProvider(ProfileFile::defaultProfileFile, profileOrNull);
            return new AwsRegionProviderChain(new SystemSettingsRegionProvider(), ofProfile).getRegion().id();
        } catch (SdkClientException _) {
            throw new InvalidRequest("nobody says which region is meant. Next: give --region, or set AWS_REGION, or the region of the profile (aws configure)");
        }
    }

    /** A profile that is named is meant, whatever the environment has besides. */
    static AwsCredentialsProvider chain(String profileOrNull, boolean onEc2) {
        if (profileOrNull != null) {
            return ProfileCredentialsProvider.create(profileOrNull);
        }
        List<AwsCredentialsProvider> chain = new ArrayList<>(List.of(
                SystemPropertyCredentialsProvider.create(),
                EnvironmentVariableCredentialsProvider.create(),
                WebIdentityTokenFileCredentialsProvider.create(),
                ProfileCredentialsProvider.create(),
                ContainerCredentialsProvider.create()));
        if (onEc2) {
            chain.add(InstanceProfileCredentialsProvider.create());
        }
        return AwsCredentialsProviderChain.of(chain.toArray(AwsCredentialsProvider[]::new));
    }

    static boolean isEc2(Path assetTag) {
        try {
            return Files.readString(assetTag).startsWith("i-");
        } catch (IOException _) {
            return false;
        }
    }
}
