package dev.redkite.sandbox.aws.ec2;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redkite.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.*;

/** What the account holds before Redkite comes: {@code account.json}, whose member {@code about} explains it. */
final class StandingAccount {

    private final FakeEc2Client ec2;
    private final Ec2Account account;

    StandingAccount(FakeEc2Client ec2) {
        this.ec2 = ec2;
        account = ec2.account;
    }

    void load() {
        JsonNode document = Json.read(StandingAccount.class.getResourceAsStream("/dev/redkite/sandbox/aws/account.json"), JsonNode.class);
        ec2.longSince(() -> document.path("vpcs").forEach(this::vpc));
    }

    private void vpc(JsonNode vpc) {
        String id = vpc.get("id").asText();
        String cidr = vpc.get("cidr").asText();
        account.vpcs.add(id, ec2.vpcs.standing(id, cidr, tags(vpc)), Duration.ZERO);
        if (vpc.path("dnsHostnames").asBoolean()) {
            ec2.vpcs.giveHostNames(id);
        }
        ec2.securityGroups.addDefault(id);
        ec2.routeTables.addMain(id, cidr);
        vpc.path("internetGateways").forEach(gateway -> internetGateway(id, gateway));
        vpc.path("subnets").forEach(subnet -> account.subnets.add(
                subnet.get("id").asText(),
                ec2.subnets.standing(subnet.get("id").asText(), id, subnet.get("cidr").asText(),
                        account.place.region() + subnet.get("zone").asText(), tags(subnet)),
                Duration.ZERO));
        vpc.path("natGateways").forEach(this::natGateway);
        vpc.path("routeTables").forEach(table -> routeTable(id, cidr, table));
    }

    private void internetGateway(String vpcId, JsonNode gateway) {
        String id = gateway.get("id").asText();
        account.internetGateways.add(id,
                InternetGateways.attached(InternetGateway.builder()
                        .internetGatewayId(id)
                        .ownerId(account.place.account())
                        .tags(tags(gateway))
                        .build(), vpcId),
                Duration.ZERO);
    }

    private void natGateway(JsonNode gateway) {
        String address = gateway.get("allocationId").asText();
        account.addresses.add(address,
                ec2.addresses.standing(address, account.place.identifiers().next("elastic-ip")).toBuilder().tags(tags(gateway)).build(),
                Duration.ZERO);
        ec2.natGateways.addStanding(
                gateway.get("id").asText(),
                account.subnets.require(gateway.get("subnetId").asText()),
                account.addresses.require(address),
                tags(gateway));
    }

    private void routeTable(String vpcId, String cidr, JsonNode table) {
        String id = table.get("id").asText();
        RouteTable blank = ec2.routeTables.blank(id, vpcId, cidr);
        List<Route> routes = new ArrayList<>(blank.routes());
        if (table.has("defaultRoute")) {
            String target = table.get("defaultRoute").asText();
            boolean nat = target.startsWith("nat-");
            routes.add(Route.builder()
                    .destinationCidrBlock("0.0.0.0/0")
                    .gatewayId(nat ? null : target)
                    .natGatewayId(nat ? target : null)
                    .origin(RouteOrigin.CREATE_ROUTE)
                    .build());
        }
        account.routeTables.add(id, blank.toBuilder().routes(routes).tags(tags(table)).build(), Duration.ZERO);
        table.path("subnetIds").forEach(subnet ->
                ec2.routeTables.addAssociation(account.routeTables.require(id), subnet.asText()));
    }

    private static List<Tag> tags(JsonNode resource) {
        Map<String, String> tags = new TreeMap<>();
        resource.path("tags").properties().forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        return Tags.list(tags);
    }
}
