import Wire

/// One call that changes a cloud while it runs. `CloudState.apply` carries it out or refuses as EC2 would.
package enum CloudChange: Equatable, Sendable {
  case attachNetworkInterface(NetworkInterface.ID, instance: Instance.ID, deviceIndex: Int)
  case detachNetworkInterface(NetworkInterface.ID)
  case modifySourceDestCheck(NetworkInterface.ID, Bool)
  case modifySecurityGroups(NetworkInterface.ID, [SecurityGroup.ID])
  case assignPrivateIpAddress(NetworkInterface.ID, IPv4Address)
  case unassignPrivateIpAddress(NetworkInterface.ID, IPv4Address)
  case assignIpv4Prefix(NetworkInterface.ID, IPv4Prefix)
  case unassignIpv4Prefix(NetworkInterface.ID, IPv4Prefix)
  /// The group's rules from here on; nil leaves a direction as it is.
  case modifySecurityGroupRules(SecurityGroup.ID, ingress: [SecurityGroup.Rule]?, egress: [SecurityGroup.Rule]?)
  /// The ACL's entries from here on; nil leaves a direction as it is.
  case modifyNetworkAclEntries(NetworkAcl.ID, ingress: [NetworkAcl.Entry]?, egress: [NetworkAcl.Entry]?)
  /// The table's routes from here on, without the `local` ones, which stay.
  case modifyRoutes(RouteTable.ID, [RouteTable.Route])
  case associateRouteTable(RouteTable.ID, Subnet.ID)
  /// Back to the main table.
  case disassociateRouteTable(Subnet.ID)
  case replaceNetworkAclAssociation(NetworkAcl.ID, Subnet.ID)
  case associateAddress(ElasticAddress.ID, NetworkInterface.ID, privateIpAddress: IPv4Address?)
  case disassociateAddress(ElasticAddress.ID)
  case attachInternetGateway(InternetGateway.ID, VPC.ID)
  case detachInternetGateway(InternetGateway.ID)
  case startInstance(Instance.ID)
  case stopInstance(Instance.ID)
  case terminateInstance(Instance.ID)
}
