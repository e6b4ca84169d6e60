//! Writers that wait for SQLite leave readers alone; refused writes are 503.
