//! What Besa is: rules, use-cases, tenants, rights, storage and jobs.

pub mod imports;
pub mod reports;
