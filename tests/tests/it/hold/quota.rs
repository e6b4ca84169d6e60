//! One city's uploads leave room for other cities.
