//! Log output that nobody reads stops nothing.
