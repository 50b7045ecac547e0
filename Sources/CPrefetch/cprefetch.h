// Declarations only: the instruction that Swift has no name for.

// Asks for the cache line at this address and goes on. A wrong address does no harm.
static inline void prefetch_line(const void *_Nonnull address) { __builtin_prefetch(address); }
