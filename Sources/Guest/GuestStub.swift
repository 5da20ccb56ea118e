import Packets
import Units
import Wire
package struct GuestCommandError: Error {}
package struct GuestCommand { package init(parsing: String) throws(GuestCommandError) {} }
extension Guest {
  package convenience init(name: String, preset: GuestPreset, cards: [NetworkCard], commands: [GuestCommand], observer: GuestObserver?) { self.init(name: name) }
  package var observer: GuestObserver? { get { nil } set {} }
  package var cards: [NetworkCard] { [] }
  package func attach(_ card: NetworkCard) {}
  package func detach(deviceIndex: Int, pool: inout PacketPool) {}
  package func setAddresses(_ a: [IPv4Address], deviceIndex: Int) {}
  package func run(_ command: GuestCommand, at: Instant) throws(GuestCommandError) {}
  package func send(_ request: RequestKind, tag: RequestTag, to: IPv4Address, from: SourceChoice, sourcePort: UInt16?, traced: Bool, at: Instant, pool: inout PacketPool) {}
  package func listen(tcp port: UInt16) {}
  package enum B { case echo, sink }
  package func bind(udp port: UInt16, address: IPv4Address?, behaviour: B) {}
  package func poll(at now: Instant, pool: inout PacketPool) {}
  package var nextPoll: Instant? { nil }
  package static func internetHost(address: IPv4Address) -> Guest { Guest(name: "x") }
}
