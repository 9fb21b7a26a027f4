package dev.redkite.sandbox.aws.ec2;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.*;

/** Instances, as EKS launches and terminates them. Terminated ones stay to be seen for an hour. */
final class Instances {

    /** "Terminated instances remain visible in the console for a short while", about an hour, EC2 user guide. */
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final Ec2Account account;
    private final NetworkInterfaces interfaces;
    private final Volumes volumes;
    private final Map<String, Instant> terminated = new TreeMap<>();

    Instances(Ec2Account account, NetworkInterfaces interfaces, Volumes volumes) {
        this.account = account;
        this.interfaces = interfaces;
        this.volumes = volumes;
        account.instances.counting(instance -> !terminated.containsKey(instance.instanceId()));
    }

    /** Its first interface comes and goes with it. */
    Instance launch(
            String subnetId, List<String> groups, InstanceType type, String profileArn, ResponseLaunchTemplateData data, Map<String, String> tags) {
        String id = account.instances.newId();
        Map<String, String> all = new TreeMap<>(Tags.map(LaunchTemplateContent.tags(data, ResourceType.INSTANCE)));
        all.putAll(tags);
        NetworkInterface card = interfaces.add(subnetId, groups, "", account.place.account(),
                Tags.map(LaunchTemplateContent.tags(data, ResourceType.NETWORK_INTERFACE)));
        interfaces.attach(card.networkInterfaceId(), id, true);
        Instance instance = Instance.builder()
                .instanceId(id)
                .instanceType(type)
                .state(state(InstanceStateName.RUNNING, 16))
                .subnetId(subnetId)
                .vpcId(card.vpcId())
                .privateIpAddress(card.privateIpAddress())
                .launchTime(account.place.now())
                .placement(placement -> placement.availabilityZone(card.availabilityZone()).tenancy(Tenancy.DEFAULT))
                .cpuOptions(options -> options.coreCount(InstanceSize.of(type.toString()).vcpus() / 2).threadsPerCore(2))
                .iamInstanceProfile(profile -> profile.arn(profileArn))
                .metadataOptions(InstanceMetadata.of(data, account.tagsInMetadata))
                .securityGroups(card.groups())
                .tags(Tags.list(all))
                .build();
        account.instances.add(id, instance, Duration.ZERO);
        data.blockDeviceMappings().forEach(device -> volumes.addOf(instance, device.ebs(), LaunchTemplateContent.tags(data, ResourceType.VOLUME)));
        return instance;
    }

    private static InstanceState state(InstanceStateName name, int code) {
        return InstanceState.builder().name(name).code(code).build();
    }

    /** Of all that are not terminated; whatever stands in the sandbox is of a Standard family. */
    int vcpus() {
        return account.instances.all().stream()
                .filter(instance -> !terminated.containsKey(instance.instanceId()))
                .mapToInt(instance -> InstanceSize.of(instance.instanceTypeAsString()).vcpus())
                .sum();
    }

    /** A further interface for pods, which does not go with it. */
    NetworkInterface addPodInterface(String id, Map<String, String> tags) {
        Instance instance = account.instances.require(id);
        NetworkInterface card = interfaces.add(instance.subnetId(),
                instance.securityGroups().stream().map(GroupIdentifier::groupId).toList(),
                "aws-K8S-" + id, account.place.account(), tags);
        interfaces.attach(card.networkInterfaceId(), id, false);
        return card;
    }

    /** Addresses of its first interface for pods: they go with it. */
    void lendToPods(String id, int addresses) {
        account.interfaces.all().stream()
                .filter(card -> card.attachment() != null && id.equals(card.attachment().instanceId()) && card.attachment().deleteOnTermination())
                .findFirst()
                .ifPresent(card -> account.secondaries.put(card.networkInterfaceId(), addresses));
    }

    InstanceMetadataOptionsResponse changeMetadata(ModifyInstanceMetadataOptionsRequest request) {
        Instance instance = account.instances.require(request.instanceId());
        InstanceMetadataOptionsResponse changed = InstanceMetadata.changed(instance, request);
        account.instances.change(instance.instanceId(), instance.toBuilder().metadataOptions(changed).build());
        return changed;
    }

    void shutDown(String id) {
        change(id, state(InstanceStateName.SHUTTING_DOWN, 32));
    }

    /** Frees its volumes, takes its own disk and its first interface with it, and leaves those that were made for pods. */
    void terminate(String id) {
        change(id, state(InstanceStateName.TERMINATED, 48));
        terminated.put(id, account.place.now());
        interfaces.detachAll(id);
        volumes.freeFrom(id);
    }

    private void change(String id, InstanceState state) {
        account.instances.change(id, account.instances.require(id).toBuilder().state(state).build());
    }

    void settle() {
        terminated.entrySet().removeIf(entry -> {
            boolean forgotten = !account.place.now().isBefore(entry.getValue().plus(REMEMBERED));
            if (forgotten) {
                account.instances.remove(entry.getKey());
            }
            return forgotten;
        });
    }

    Query<Instance> query() {
        return new Query<>(account.instances)
                .on("instance-id", Instance::instanceId)
                .on("instance-state-name", instance -> instance.state().nameAsString())
                .on("instance-type", Instance::instanceTypeAsString)
                .on("subnet-id", Instance::subnetId)
                .on("vpc-id", Instance::vpcId)
                .on("iam-instance-profile.arn", instance -> instance.iamInstanceProfile().arn())
                .onAny("instance.group-id", instance -> instance.securityGroups().stream().map(GroupIdentifier::groupId));
    }
}
