//! The words for codes that the program uses: a status, a role, the reason why
//! a field was refused.
//!
//! Each function has a list of all its codes beside it, made from the same
//! lines, so that a program that knows a code can test that it has words. A
//! code without words (from a newer version's data) is shown as it is, never
//! hidden.

mod areas;
mod countries;
mod data;
mod forms;
mod forums;
mod jobs;
mod monitoring;
mod review;
mod status;

pub use areas::{POLICY_AREAS, policy_area};
pub use countries::{COUNTRIES, country};
pub use data::*;
pub use forms::{Doubt, ERROR_PAGES, FORM_ERRORS, IMPORT_NOTES, Refusal, error_page, form_error, import_note};
pub use forums::{
    FORUM_KINDS, MEETING_STATES, SEAT_SIDES, STRATEGY_KINDS, forum_kind, meeting_state, seat_side, strategy_kind,
};
pub use jobs::{JOB_KINDS, JOB_STATES, TOKEN_SCOPES, job_kind, job_state, token_scope};
pub use monitoring::*;
pub use review::*;
pub use status::*;

/// A function from a code to its words, and the list of its codes.
macro_rules! coded {
    (
        $(#[$doc:meta])*
        pub fn $name:ident(w $(, $about:ident: $kind:ty)?) in $list:ident {
            $($code:literal => $message:ident($($argument:expr),*),)+
        }
    ) => {
        #[doc = concat!("Every code that [`", stringify!($name), "`] has words for.")]
        pub const $list: &[&str] = &[$($code),+];

        $(#[$doc])*
        #[must_use]
        pub fn $name(w: &$crate::Words, code: &str $(, $about: $kind)?) -> String {
            match code {
                $($code => w.$message($($argument),*),)+
                _ => w.common_unknown_code(code),
            }
        }
    };
}
use coded;
