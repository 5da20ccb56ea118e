import Cloud
import OrderedCollections
import Wire

/// Routes, once gateways and ENIs are there.
extension LabReader {
  mutating func readRoutes() throws(Complaint) {
    for owner in root.named("vpcs") {
      guard let vpc = vpcs[owner.key] else { continue }
      for member in owner.value.named("routeTables") {
        guard let node = member.value.value("routes"), let id = try? routeTables.resolve(member.key, in: vpc, vpcs)
        else {
          continue
        }
        let routes = try markedRoutes(in: node, vpc)
        try refuseBadRoutes(routes, of: id)
        do throws(CloudError) {
          try cloud.apply(.modifyRoutes(id, routes.map(\.route)))
        } catch {
          throw complaint(error, in: node, at: node.mark)
        }
      }
    }
  }

  /// EC2's refusal of the first route that it would refuse, at that route.
  func refuseBadRoutes(_ routes: [(route: RouteTable.Route, mark: SourceMark)], of id: RouteTable.ID) throws(Complaint)
  {
    var copy = cloud
    do throws(CloudError) {
      try copy.apply(.modifyRoutes(id, routes.map(\.route)))
    } catch {
      for count in 1...max(1, routes.count) where count <= routes.count {
        do throws(CloudError) {
          try copy.apply(.modifyRoutes(id, routes[..<count].map(\.route)))
        } catch {
          throw Complaint(routes[count - 1].mark, "\(error.message) (\(error.code))")
        }
      }
    }
  }

  /// Without `local`, which is implied: a `local` route for a block of the VPC says what is so anyway.
  mutating func markedRoutes(
    in node: SourceNode, _ vpc: VPC.ID
  ) throws(Complaint) -> [(route: RouteTable.Route, mark: SourceMark)] {
    var routes: [(RouteTable.Route, SourceMark)] = []
    for node in node.list ?? [] {
      let route = node.text == nil ? try longhandRoute(node, vpc) : try shorthandRoute(node, vpc)
      if route.target == .local {
        guard cloud.vpcs[vpc]?.cidrBlocks.contains(route.destination) == true else {
          throw node.complaint("\(route.destination) is no block of the VPC's, so no route to it is local")
        }
        continue
      }
      routes.append((route, node.mark))
    }
    return routes
  }

  private func shorthandRoute(_ node: SourceNode, _ vpc: VPC.ID) throws(Complaint) -> RouteTable.Route {
    let (destination, target, offset): (IPv4Prefix, String, Int)
    do throws(Refusal) {
      (destination, target, offset) = try RuleText.route(node.text ?? "")
    } catch {
      throw Complaint(node.mark(at: error.offset), error.message)
    }
    return RouteTable.Route(destination: destination, target: try routeTarget(target, vpc, at: node, offset))
  }

  private func routeTarget(
    _ text: String, _ vpc: VPC.ID, at node: SourceNode, _ offset: Int
  ) throws(Complaint) -> RouteTable.Target {
    switch text {
    case "igw":
      if let gateway = cloud.internetGateway(of: vpc) { return .internetGateway(gateway.id) }
      throw Complaint(
        node.mark(at: offset),
        "no internet gateway is attached to \(cloud.vpcs[vpc]?.name ?? ""); write internetGateway: true")
    case "blackhole": return .blackhole
    case "local": return .local
    case "eigw": throw later("an egress-only internet gateway", node, offset)
    default: break
    }
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    switch parts[0] {
    case "eni" where parts.count == 2: return .networkInterface(try interface(parts[1], at: node, offset + 4))
    case "igw" where parts.count == 2: return .internetGateway(try gateway(parts[1], at: node, offset + 4))
    case "nat": throw later("a NAT gateway", node, offset)
    case "pcx": throw later("a peering connection", node, offset)
    case "vgw": throw later("a virtual private gateway", node, offset)
    case "tgw": throw later("a transit gateway", node, offset)
    case "vpce": throw later("a VPC endpoint", node, offset)
    default: break
    }
    if text.hasPrefix("eni-") { return .networkInterface(try interface(text, at: node, offset)) }
    if text.hasPrefix("igw-") { return .internetGateway(try gateway(text, at: node, offset)) }
    for (prefix, what) in [
      ("nat-", "a NAT gateway"), ("pcx-", "a peering connection"), ("vgw-", "a virtual private gateway"),
      ("tgw-", "a transit gateway"), ("eigw-", "an egress-only internet gateway"), ("vpce-", "a VPC endpoint"),
    ]
    where text.hasPrefix(prefix) {
      throw later(what, node, offset)
    }
    throw Complaint(
      node.mark(at: offset),
      unknownWord("target", text, among: ["igw", "blackhole", "eni:INSTANCE/ethN"]))
  }

  private func later(_ what: String, _ node: SourceNode, _ offset: Int) -> Complaint {
    Complaint(node.mark(at: offset), "\(what) as a route's target is not carried by this version of vpclab")
  }

  /// By name or id.
  func gateway(_ text: String, at node: SourceNode, _ offset: Int) throws(Complaint) -> InternetGateway.ID {
    if let id = internetGateways[text] { return id }
    if cloud.internetGateways[InternetGateway.ID(text)] != nil { return InternetGateway.ID(text) }
    throw Complaint(
      node.mark(at: offset), unknownWord("internet gateway", text, among: Array(internetGateways.keys)))
  }

  /// `INSTANCE/ethN`, a free-standing ENI's name, or an id.
  func interface(_ text: String, at node: SourceNode, _ offset: Int = 0) throws(Complaint) -> NetworkInterface.ID {
    do throws(Refusal) {
      return try EndpointText(lab: lab).interface(text)
    } catch {
      throw Complaint(node.mark(at: offset + error.offset), error.message)
    }
  }

  /// EC2's own shape. A gateway that vpclab does not carry is kept by its id; one that is `blackhole` has no id left.
  private mutating func longhandRoute(_ node: SourceNode, _ vpc: VPC.ID) throws(Complaint) -> RouteTable.Route {
    guard let destination = node.prefix("destinationCidrBlock") else {
      throw node.complaint("a route needs \"destinationCidrBlock\"")
    }
    let targets = (["gatewayId", "networkInterfaceId"] + LabKeys.unmodelledRouteKeys).filter {
      node.value($0)?.text != nil
    }
    if targets.count > 1, let second = node.value(targets[1]) {
      throw second.complaint("a route has one target: \(quoted(targets[0])) or \(quoted(targets[1]))")
    }
    let origin = node.text("origin").flatMap { RouteTable.Route.Origin(rawValue: $0) }
    let isBlackhole = node.text("state") == "blackhole"
    var target = RouteTable.Target.blackhole
    if let key = targets.first, let value = node.value(key), let text = value.text {
      switch key {
      case "networkInterfaceId":
        target =
          isBlackhole && EC2ID.isID(text, prefix: "eni") && cloud.networkInterfaces[.init(text)] == nil
          ? .blackhole : .networkInterface(try interface(text, at: value))
      case "gatewayId" where text == "local": target = .local
      case "gatewayId" where text == "igw": target = try routeTarget("igw", vpc, at: value, 0)
      case "gatewayId" where text.hasPrefix("igw-") || internetGateways[text] != nil:
        target = isBlackhole ? .blackhole : .internetGateway(try gateway(text, at: value, 0))
      default:
        if !isBlackhole {
          guard text.contains("-") || text.hasPrefix("arn:") else {
            throw value.complaint("\(quoted(text)) is no id of a gateway")
          }
          cloud.unmodelledTargets.append(text)
          target = .unmodelled(text)
        }
      }
    } else if !isBlackhole {
      throw node.complaint("a route needs a target, such as \"gatewayId\" or \"networkInterfaceId\"")
    }
    return RouteTable.Route(destination: destination, target: target, origin: origin ?? .createRoute)
  }
}
