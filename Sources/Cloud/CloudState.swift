import OrderedCollections
import Wire

/// What the user made: an account's network resources in one region or several, and nothing that moves.
///
/// A value: `Lab` compiles it to the dataplane's tables, the tests' evaluator reads it as it stands. Resources keep the
/// order in which they were made. Methods that change it are the EC2 API's calls and refuse with EC2's codes.
package struct CloudState: Equatable, Sendable {
  package var region = "us-east-1"
  package var vpcs: OrderedDictionary<VPC.ID, VPC> = [:]
  package var subnets: OrderedDictionary<Subnet.ID, Subnet> = [:]
  package var securityGroups: OrderedDictionary<SecurityGroup.ID, SecurityGroup> = [:]
  package var networkAcls: OrderedDictionary<NetworkAcl.ID, NetworkAcl> = [:]
  package var routeTables: OrderedDictionary<RouteTable.ID, RouteTable> = [:]
  package var internetGateways: OrderedDictionary<InternetGateway.ID, InternetGateway> = [:]
  package var networkInterfaces: OrderedDictionary<NetworkInterface.ID, NetworkInterface> = [:]
  package var elasticAddresses: OrderedDictionary<ElasticAddress.ID, ElasticAddress> = [:]
  package var instances: OrderedDictionary<Instance.ID, Instance> = [:]
  /// Gateways that an export holds and this version does not carry, by id: a route to one is no blackhole.
  package var unmodelledTargets: OrderedSet<String> = []
  package var quotas = Quotas()
  /// Hosts that the lab declares on the internet: no public address is given that one of them has.
  package var internetHosts: Set<IPv4Address> = []
  /// How many public addresses were given so far, so that a released one is not the next again.
  var publicAddressesGiven = 0

  package init() {}
}

extension CloudState {
  /// The ENIs attached to `instance`, by device index.
  package func interfaces(of instance: Instance.ID) -> [NetworkInterface] {
    let all = networkInterfaces.values.elements
    return all.indices.filter { all[$0].attachment?.instance == instance }.map { all[$0] }
      .sorted { ($0.attachment?.deviceIndex ?? 0) < ($1.attachment?.deviceIndex ?? 0) }
  }

  /// The ENIs of every instance that has some, by device index.
  package func interfacesByInstance() -> [Instance.ID: [NetworkInterface]] {
    let attached = networkInterfaces.values.filter { $0.attachment != nil }
      .sorted { ($0.attachment?.deviceIndex ?? 0) < ($1.attachment?.deviceIndex ?? 0) }
    return Dictionary(grouping: attached) { $0.attachment?.instance ?? "" }
  }

  /// `web/eth0` for an attached ENI, its own name otherwise.
  package func label(of interface: NetworkInterface) -> String {
    guard let attachment = interface.attachment, let instance = instances[attachment.instance] else {
      return interface.name
    }
    return "\(instance.name)/eth\(attachment.deviceIndex)"
  }

  /// The route table that `subnet` uses: its own or its VPC's main one.
  package func routeTable(of subnet: Subnet) -> RouteTable? {
    if let id = subnet.routeTable { return routeTables[id] }
    return routeTables.values.first { $0.vpc == subnet.vpc && $0.isMain }
  }
}
