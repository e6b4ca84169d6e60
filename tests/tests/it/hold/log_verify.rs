//! The public check of the log costs its work once for each head.
