//! The heads of the log are published and signed, and a recomputed tail is found.
