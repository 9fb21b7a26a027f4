package dev.redkite.network;

import dev.redkite.environment.Plan;
import dev.redkite.failure.AwsErrors;
import dev.redkite.failure.Failures;
import dev.redkite.stage.Change;
import dev.redkite.stage.Observation;
import dev.redkite.stage.Resource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** One elastic IP address for every NAT gateway, told apart by their names. */
record AddressesStage(Ec2Client ec2) implements Resource<NetworkSpec, Void> {

    /** Associated ones first: of two with one name, the one in use is kept. */
    static List<Address> addresses(Ec2Client ec2, NetworkSpec spec) {
        return ec2.describeAddresses(request -> request.filters(Ec2Tags.owned(spec.ownership()))).addresses().stream()
                .sorted(Comparator.comparing((Address address) -> address.associationId() == null)
                        .thenComparing(Address::allocationId))
                .toList();
    }

    static List<Address> of(List<Address> addresses, String name) {
        return addresses.stream().filter(address -> Ec2Tags.name(address.tags()).equals(name)).toList();
    }

    @Override
    public Observation<Void> observe(NetworkSpec spec) {
        List<Address> addresses = addresses(ec2, spec);
        if (addresses.isEmpty()) {
            return Observation.absent();
        }
        List<Change> changes = new ArrayList<>();
        List<Plan.Network.Zone> missing = new ArrayList<>();
        for (Plan.Network.Zone zone : spec.natZones()) {
            List<Address> same = of(addresses, spec.natName(zone));
            if (same.isEmpty()) {
                missing.add(zone);
            } else if (same.size() > 1) {
                changes.add(new Change("%d addresses are named %s, one is wanted".formatted(same.size(), spec.natName(zone)),
                        () -> same.stream().skip(1).filter(spare -> spare.associationId() == null).forEach(this::release)));
            }
        }
        List<Address> unwanted = unwanted(spec, addresses);
        unwanted.forEach(address -> changes.add(new Change(
                "address %s is for no NAT gateway that is wanted".formatted(address.allocationId()), () -> release(address))));
        addresses.stream().filter(address -> !unwanted.contains(address)).forEach(address -> changes.addAll(
                Ec2Tags.changes(ec2, spec.ownership(), Map.of(), address.allocationId(), address.tags())));
        changes.addAll(Change.of(
                missing.stream().map(zone -> "no address is named " + spec.natName(zone)).toList(),
                () -> allocate(spec, missing)));
        return Observation.compared(changes);
    }

    /** Of gateways that were planned and never made: an address that nobody uses is billed and counts for the quota. */
    private static List<Address> unwanted(NetworkSpec spec, List<Address> addresses) {
        List<String> names = spec.natZones().stream().map(spec::natName).toList();
        return addresses.stream()
                .filter(address -> address.associationId() == null && !names.contains(Ec2Tags.name(address.tags())))
                .toList();
    }

    @Override
    public void create(NetworkSpec spec) {
        allocate(spec, spec.natZones());
    }

    private void allocate(NetworkSpec spec, List<Plan.Network.Zone> zones) {
        zones.forEach(zone -> allocate(spec, zone));
        throw OwnedNetwork.askedFor("%d elastic IP addresses".formatted(zones.size()));
    }

    private void allocate(NetworkSpec spec, Plan.Network.Zone zone) {
        String name = spec.natName(zone);
        String alone = spec.natZones().size() == 1 ? ", the only one that is wanted" : "";
        Failures.aboutUnnamed("Elastic IP address " + name + alone, () -> ec2.allocateAddress(request -> request
                .domain(DomainType.VPC)
                .tagSpecifications(Ec2Tags.specification(ResourceType.ELASTIC_IP, spec.ownership().tags(name)))));
    }

    @Override
    public void remove(NetworkSpec spec) {
        addresses(ec2, spec).forEach(this::release);
    }

    private void release(Address address) {
        AwsErrors.unlessAbsent(() -> ec2.releaseAddress(request -> request.allocationId(address.allocationId())));
    }
}
