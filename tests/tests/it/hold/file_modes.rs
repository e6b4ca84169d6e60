//! Files of the embedded default are readable by their owner alone.
