//! One process owns an SQLite folder; an older binary refuses a newer schema.
