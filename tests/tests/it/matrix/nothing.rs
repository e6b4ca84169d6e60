//! Ids of records that do not exist.

use super::world::Values;

/// Returns the same names, with values that match no record.
pub(super) fn random(own: &Values) -> Values {
    let value = |name: &str, own: &str| match name {
        "slug" => own.to_owned(),
        "reference" => "1999-2001".to_owned(),
        "number" | "page" | "step" => "99".to_owned(),
        _ if name.contains('.') => own.to_owned(),
        _ if own.len() == 36 => "01900000-0000-7000-8000-ffffffffffff".to_owned(),
        _ => own.chars().rev().collect(),
    };
    own.iter().map(|(name, own)| (*name, value(name, own))).collect()
}
