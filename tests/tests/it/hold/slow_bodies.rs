//! Slow connections of one address leave room for others.
