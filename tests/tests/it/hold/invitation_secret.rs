//! An invitation job that was given up keeps no secret.
