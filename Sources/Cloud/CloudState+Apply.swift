import Wire

/// The calls that change a cloud while it runs.
extension CloudState {
  /// Carries out `change`, or refuses as EC2 would and leaves everything as it was.
  package mutating func apply(_ change: CloudChange) throws(CloudError) {
    var next = self
    try next.carryOut(change)
    self = next
  }

  private mutating func carryOut(_ change: CloudChange) throws(CloudError) {
    switch change {
    case .attachNetworkInterface(let id, let instance, let deviceIndex):
      try attach(id, to: instance, deviceIndex: deviceIndex)
    case .detachNetworkInterface(let id): try detach(id)
    case .modifySourceDestCheck(let id, let isOn):
      _ = try findOwn(id)
      networkInterfaces[id]?.sourceDestCheck = isOn
    case .modifySecurityGroups(let id, let groups): try modifyGroups(of: id, to: groups)
    case .assignPrivateIpAddress(let id, let address): try assign(address, to: id)
    case .unassignPrivateIpAddress(let id, let address): try unassign(address, from: id)
    case .assignIpv4Prefix(let id, let prefix): try assign(prefix, to: id)
    case .unassignIpv4Prefix(let id, let prefix): try unassign(prefix, from: id)
    case .modifySecurityGroupRules(let id, let ingress, let egress):
      try modifyRules(of: id, ingress: ingress, egress: egress)
    case .modifyNetworkAclEntries(let id, let ingress, let egress):
      try modifyEntries(of: id, ingress: ingress, egress: egress)
    case .modifyRoutes(let id, let routes): try modifyRoutes(of: id, to: routes)
    case .associateRouteTable(let table, let subnet): try associate(table, with: subnet)
    case .disassociateRouteTable(let subnet): try disassociateRouteTable(from: subnet)
    case .replaceNetworkAclAssociation(let acl, let subnet): try associate(acl, with: subnet)
    case .associateAddress(let id, let interface, let address):
      try associate(id, with: interface, privateIpAddress: address)
    case .disassociateAddress(let id): try disassociate(id)
    case .attachInternetGateway(let id, let vpc): try attach(id, to: vpc)
    case .detachInternetGateway(let id): try detach(id)
    case .startInstance(let id): try start(id)
    case .stopInstance(let id): try stop(id)
    case .terminateInstance(let id): try terminate(id)
    }
  }
}
