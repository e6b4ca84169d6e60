//! A city's colour, as far as white text can be read on it.

/// The colour of a city that has none.
const COLOUR: &str = "#0b4f63";

/// The city's colour where white text can be read on it, else the usual one.
pub(super) fn colour(given: Option<&str>) -> String {
    let readable = given.filter(|given| luminance(given).is_some_and(|light| 1.05 / (light + 0.05) >= 4.5));
    readable.unwrap_or(COLOUR).to_owned()
}

/// Relative luminance of `#rrggbb` (WCAG 2.2); None for anything else.
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
