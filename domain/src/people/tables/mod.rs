//! The tables of this feature, one file each. A model is also the record that use-cases give out.

#![expect(unreachable_pub, reason = "what the entity macros write out")]

pub(crate) mod api_token;
pub(crate) mod delegate;
pub(crate) mod device;
pub(crate) mod invitation;
pub(crate) mod invitation_link;
pub(crate) mod membership;
pub(crate) mod reviewer_city;
pub(crate) mod session;
pub(crate) mod sign_in_link;
pub(crate) mod staff;
