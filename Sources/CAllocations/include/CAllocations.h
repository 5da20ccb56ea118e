#ifndef VPCLAB_CALLOCATIONS_H
#define VPCLAB_CALLOCATIONS_H

/// How often memory was asked of the C library so far, in this process.
unsigned long allocation_count(void);

#endif
