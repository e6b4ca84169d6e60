//! Guessing is slowed down for each account and each IPv6 network.
