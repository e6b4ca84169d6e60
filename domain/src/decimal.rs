//! Exact decimal numbers: values of indicators. They are stored and sent as text, so that no digit is lost
//! on either database.

use rust_decimal::prelude::ToPrimitive;
use sea_orm::DeriveValueType;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt::{Display, Formatter};
use std::str::FromStr;

/// The maximum number of digits.
const DIGITS: usize = 18;
/// The maximum number of digits after the point.
const AFTER_POINT: u32 = 9;

/// An exact decimal number of at most 18 digits, 9 of them after the point: `12.5`, `-3`. Zeros at its end
/// do not count: `12.50` is `12.5`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType)]
#[sea_orm(value_type = "String")]
pub struct Decimal(rust_decimal::Decimal);

/// The error for a text that is not such a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a decimal number")]
pub struct NotDecimal;

impl Decimal {
    /// Returns how far `self` is on the way from `start` to `end`, in whole percent, rounded half away from
    /// zero: negative before the start, over 100 beyond the end. `None` when start and end are equal, and when
    /// the result is out of range.
    pub fn percent_between(self, start: Self, end: Self) -> Option<i64> {
        let whole = end.0.checked_sub(start.0).filter(|whole| !whole.is_zero())?;
        let hundred = rust_decimal::Decimal::ONE_HUNDRED;
        let part = self.0.checked_sub(start.0)?.checked_mul(hundred)?.checked_div(whole)?;
        part.round_dp_with_strategy(0, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
            .to_i64()
    }

    /// Returns where `self` lies between `least` and `most`, as a number of equal steps from `least`: for
    /// drawing. `None` when the two are equal.
    pub fn step_between(self, least: Self, most: Self, steps: i64) -> Option<i64> {
        let whole = most.0.checked_sub(least.0).filter(|whole| !whole.is_zero())?;
        let part = self.0.checked_sub(least.0)?.checked_mul(steps.into())?;
        part.checked_div(whole)?.round().to_i64()
    }
}

impl FromStr for Decimal {
    type Err = NotDecimal;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        let plain = digits.chars().all(|c| c.is_ascii_digit() || c == '.');
        let begins = digits.starts_with(|c: char| c.is_ascii_digit()) && !digits.ends_with('.');
        if !plain || !begins || text.len() > 64 {
            return Err(NotDecimal);
        }
        let number = rust_decimal::Decimal::from_str_exact(text).map_err(|_other| NotDecimal)?;
        let number = number.normalize();
        let length = number.mantissa().unsigned_abs().to_string().len();
        (length <= DIGITS && number.scale() <= AFTER_POINT)
            .then_some(Self(number))
            .ok_or(NotDecimal)
    }
}

impl Display for Decimal {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn numbers_keep_their_digits() {
        for (text, written) in [
            ("12.50", "12.5"),
            ("-3", "-3"),
            ("+7", "7"),
            ("007", "7"),
            ("0.000000001", "0.000000001"),
            ("-0", "0"),
            ("123456789012345678", "123456789012345678"),
        ] {
            assert_eq!(number(text).to_string(), written, "{text}");
        }
        for text in [
            "",
            ".",
            ".5",
            "5.",
            "1,5",
            "1e3",
            "١",
            "--1",
            "1 000",
            "1_000",
            "1234567890123456789",
            "0.0000000001",
            "NaN",
        ] {
            assert_eq!(text.parse::<Decimal>(), Err(NotDecimal), "{text}");
        }
    }

    #[test]
    fn the_way_to_a_target_is_exact() {
        let way = |start, end, now| number(now).percent_between(number(start), number(end));
        assert_eq!(way("0", "10", "6"), Some(60));
        assert_eq!(way("40", "20", "35"), Some(25));
        assert_eq!(way("40", "20", "45"), Some(-25));
        assert_eq!(way("0", "3", "1"), Some(33));
        assert_eq!(way("0", "8", "1"), Some(13));
        assert_eq!(way("0", "10", "12.5"), Some(125));
        assert_eq!(way("5", "5", "5"), None);
        assert_eq!(way("0", "0.000000001", "999999999999999999"), None);
        assert_eq!(number("5").step_between(number("0"), number("10"), 200), Some(100));
    }
}
