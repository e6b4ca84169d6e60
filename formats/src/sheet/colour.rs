//! The city's colour, or the default colour if white text on it would not be legible.

/// The default colour.
const COLOUR: &str = "#0b4f63";

/// Returns the city's colour if white text on it has a contrast of at least 4.5 (WCAG 2.2, 1.4.3), else the
/// default.
pub(super) fn colour(given: Option<&str>) -> String {
    let readable = given.filter(|given| luminance(given).is_some_and(|light| 1.05 / (light + 0.05) >= 4.5));
    readable.unwrap_or(COLOUR).to_owned()
}

/// Computes the relative luminance of `#rrggbb` (WCAG 2.2); `None` for anything else.
fn luminance(colour: &str) -> Option<f64> {
    let digits = colour
        .strip_prefix('#')
        .filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let channel = |at: usize| {
        let part = f64::from(u8::from_str_radix(digits.get(at..at + 2)?, 16).ok()?) / 255.0;
        Some(if part <= 0.040_45 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        })
    };
    Some(0.2126 * channel(0)? + 0.7152 * channel(2)? + 0.0722 * channel(4)?)
}
