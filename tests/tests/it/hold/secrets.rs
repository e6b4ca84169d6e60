//! No secret reaches logs, jobs, errors or metrics.
