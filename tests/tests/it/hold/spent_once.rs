//! A single-use secret is spent once, however many requests come at once.
