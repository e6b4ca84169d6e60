//! The counter of tries keeps keys of a fixed size, and not too many.
