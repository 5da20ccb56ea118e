import Glibc

/// Memory that holds whole blocks of one file.
struct BlockBuffer {
  var memory: UnsafeMutableRawPointer
  var capacity: Int
  /// 0 <= filled <= capacity
  var filled = 0

  init(capacity: Int) {
    memory = .allocate(byteCount: capacity, alignment: 64)
    self.capacity = capacity
  }
}

/// The thread that hands full buffers to the system, and the bounded queue before it.
///
/// ```
///   who captures ── full buffers ──→ | slot | slot | … | ──→ the thread: write(2)
///        ↑                                                        │
///        └── empty buffers ──── | slot | slot | … | ←─────────────┘
///
///   full + empty + the one that the thread is writing = the buffers it was made with
/// ```
/// Whoever fills a buffer swaps it for an empty one, so that nothing is shared packet by packet. Each way is a ring
/// with one side in front and one behind; a semaphore counts what lies in it. Not for filling from several threads.
package final class WritingThread {
  private let queue: WritingQueue
  private var thread = pthread_t()
  private var isRunning = true

  /// A thread with `buffers` spare buffers of `bufferSize` bytes between it and those who fill them.
  package init(buffers: Int = 16, bufferSize: Int = 256 << 10) throws(CaptureError) {
    queue = WritingQueue(buffers: buffers, bufferSize: bufferSize)
    let argument = Unmanaged.passRetained(queue)
    let cause = pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<WritingQueue>.fromOpaque(argument).takeRetainedValue().write() }
        return nil
      }, argument.toOpaque())
    guard cause == 0 else {
      isRunning = false
      argument.release()
      throw .noThread(reason: BlockFile.words(cause))
    }
  }

  deinit { finish() }

  /// Takes the blocks of `full`, which belong to `output`, and gives an empty buffer for it.
  ///
  /// Where every buffer is full, waits for the thread to empty one; nil there with `waits` false.
  func swap(_ full: BlockBuffer, of output: BlockOutput, waits: Bool) -> BlockBuffer? {
    precondition(isRunning, "nothing is written after the thread has finished")
    guard queue.empty.take(waits: waits) else { return nil }
    let empty = queue.empty.next()
    queue.full.put(WritingQueue.Job(buffer: full, output: output))
    return empty
  }

  /// Waits until everything is in the system's hands, and ends the thread. Doing so twice does nothing.
  func finish() {
    guard isRunning else { return }
    isRunning = false
    queue.full.put(nil)
    pthread_join(thread, nil)
  }
}

/// What the thread and those who fill its buffers share.
///
/// Safe to send: each slot is touched by one side at a time, as the semaphores say; sem_post(3) and sem_wait(3) order
/// what is written before and read after them.
private final class WritingQueue: @unchecked Sendable {
  struct Job {
    var buffer: BlockBuffer
    var output: BlockOutput
  }

  /// Full buffers, oldest first; nil: no more will come.
  let full: CountedRing<Job?>
  let empty: CountedRing<BlockBuffer>

  init(buffers: Int, bufferSize: Int) {
    precondition(buffers > 0, "a queue of no buffers takes nothing")
    full = CountedRing(capacity: buffers + 1)
    empty = CountedRing(capacity: buffers)
    for _ in 0..<buffers { empty.put(BlockBuffer(capacity: bufferSize)) }
  }

  deinit {
    while empty.take(waits: false) { empty.next().memory.deallocate() }
  }

  /// The thread's life.
  func write() {
    while full.take(waits: true), let job = full.next() {
      job.output.append(job.buffer)
      var buffer = job.buffer
      buffer.filled = 0
      empty.put(buffer)
    }
  }
}

/// A ring with one side that puts and one that takes. What it holds never exceeds its capacity, for no more go round.
private final class CountedRing<Element> {
  private let slots: UnsafeMutableBufferPointer<Element?>
  private let held: UnsafeMutablePointer<sem_t>
  private var putAt = 0
  private var takenAt = 0

  init(capacity: Int) {
    slots = .allocate(capacity: capacity)
    slots.initialize(repeating: nil)
    held = .allocate(capacity: 1)
    precondition(sem_init(held, 0, 0) == 0, "a semaphore of this process begins at 0")
  }

  deinit {
    sem_destroy(held)
    held.deallocate()
    slots.deinitialize()
    slots.deallocate()
  }

  func put(_ element: Element) {
    slots[putAt] = element
    putAt = (putAt + 1) % slots.count
    sem_post(held)
  }

  /// Claims the next element; false where there is none and nobody waits.
  func take(waits: Bool) -> Bool {
    while (waits ? sem_wait(held) : sem_trywait(held)) != 0 {
      guard errno == EINTR else { return false }
    }
    return true
  }

  /// The element that `take` claimed.
  func next() -> Element {
    guard let element = slots[takenAt].take() else { preconditionFailure("a claimed slot holds something") }
    takenAt = (takenAt + 1) % slots.count
    return element
  }
}
