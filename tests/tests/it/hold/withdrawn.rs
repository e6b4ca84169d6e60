//! Access that is withdrawn is gone on the next request.
