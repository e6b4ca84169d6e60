//! A repeated request is answered from its key before limits are counted.
