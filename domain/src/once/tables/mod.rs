//! The tables of this feature, one file each. A model is also the record that use-cases give out.

#![expect(unreachable_pub, reason = "what the entity macros write out")]

pub(crate) mod once;
