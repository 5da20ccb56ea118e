#ifndef VPCLAB_CLINUX_H
#define VPCLAB_CLINUX_H

// What only C can name: Swift 6.3 has no prefetch.

/// Asks for the cache line at `address`, soon to be written.
static inline void prefetch_for_write(const void *address) { __builtin_prefetch(address, 1, 3); }

/// Asks for the cache line at `address`, soon to be read.
static inline void prefetch_for_read(const void *address) { __builtin_prefetch(address, 0, 3); }

#endif
