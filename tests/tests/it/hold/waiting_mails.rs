//! A mail waits at least 24 hours for its mail server.
