//! A database that is away, hangs or is locked gets a quick 503, and comes back by itself.
