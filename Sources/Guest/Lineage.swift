import Packets

/// What a packet of the guest's own inherits: which flow and request it belongs to, and which packet it answers.
struct Lineage: Equatable {
  var traffic: UInt32 = .max
  var request: UInt32 = .max
  var cause = PacketID.unassigned
  var marks: PacketMarks = []

  init() {}

  /// Of the answer to a packet.
  init(answering note: PacketNote) {
    traffic = note.traffic
    request = note.request
    cause = note.id
    marks = note.marks.intersection(.traced)
  }

  /// Of the first packet of a request.
  init(_ tag: RequestTag, traced: Bool) {
    traffic = tag.traffic
    request = tag.request
    marks = traced ? .traced : []
  }

  func write(to note: inout PacketNote) {
    note.traffic = traffic
    note.request = request
    note.cause = cause
    note.marks.formUnion(marks)
  }
}
