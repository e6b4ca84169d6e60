//! Values of indicators with their units.

use besa_text::{Language, numbers};

/// Formats an exact value with its unit: `58.5%`, `1,200 contracts`.
#[must_use]
pub fn with_unit(language: Language, value: &str, unit: Option<&str>) -> String {
    let value = numbers::decimal(language, value);
    match unit {
        None => value,
        Some("%") => format!("{value}%"),
        Some(unit) => format!("{value}\u{a0}{unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_stand_beside_values() {
        assert_eq!(with_unit(Language::En, "58.5", Some("%")), "58.5%");
        assert_eq!(
            with_unit(Language::En, "1200", Some("contracts")),
            "1,200\u{a0}contracts"
        );
        assert_eq!(with_unit(Language::Sq, "0.5", None), "0,5");
    }
}
