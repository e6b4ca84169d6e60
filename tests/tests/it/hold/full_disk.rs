//! A full disk or an I/O error loses nothing that was acknowledged.
