//! A city's colours: from one seed colour, sixteen steps for light and for dark mode.
//!
//! The steps and their luminance are those of Designsystemet, so its contrast guarantees hold. Each is
//! solved in OKLCH with the seed's hue; the chroma tapers off towards white and is kept in gamut.
//! [`platform_css`] writes `styles/platform.css`, and a test checks that the file is up to date.

use std::{fmt, str::FromStr};

/// An opaque sRGB colour, parsed from and written as `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Colour(u8, u8, u8);

/// The text is not `#` and six hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAColour;

/// Light or dark mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    Light,
    Dark,
}

/// The accent of pages that belong to no city.
pub const ACCENT: Colour = Colour(0x0b, 0x4f, 0x63);
/// The colour of "late". A city's colour should not resemble it, see [`like_late`].
pub const DANGER: Colour = Colour(0xb3, 0x26, 0x1e);
/// The colour of today's mark, and of the current page in the header.
pub const MARK: Colour = Colour(0xf2, 0xb6, 0x32);

const WHITE: Colour = Colour(255, 255, 255);
const BLACK: Colour = Colour(0, 0, 0);
const NEUTRAL: Colour = Colour(0x12, 0x24, 0x2b);
const PLATFORM: [(&str, Colour); 7] = [
    ("accent", ACCENT),
    ("neutral", NEUTRAL),
    ("info", Colour(0x1f, 0x5f, 0x8b)),
    ("success", Colour(0x1d, 0x6b, 0x4f)),
    ("warning", Colour(0xb7, 0x79, 0x1f)),
    ("danger", DANGER),
    ("brand1", MARK),
];

/// Step name, luminance in light mode, luminance in dark mode.
const STEPS: [(&str, f64, f64); 11] = [
    ("background-default", 1.0, 0.009),
    ("background-tinted", 0.9, 0.014),
    ("surface-default", 1.0, 0.021),
    ("surface-tinted", 0.81, 0.027),
    ("surface-hover", 0.7, 0.036),
    ("surface-active", 0.59, 0.056),
    ("border-subtle", 0.5, 0.08),
    ("border-default", 0.19, 0.22),
    ("border-strong", 0.11, 0.39),
    ("text-subtle", 0.11, 0.39),
    ("text-default", 0.0245, 0.84),
];

impl FromStr for Colour {
    type Err = NotAColour;

    fn from_str(text: &str) -> Result<Self, NotAColour> {
        let digits = text.strip_prefix('#').ok_or(NotAColour)?;
        if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(NotAColour);
        }
        let part = |from: usize| {
            let pair = digits.get(from..from + 2).ok_or(NotAColour)?;
            u8::from_str_radix(pair, 16).ok().ok_or(NotAColour)
        };
        Ok(Self(part(0)?, part(2)?, part(4)?))
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

impl fmt::Display for NotAColour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a colour like #0b4f63")
    }
}

impl std::error::Error for NotAColour {}

impl Colour {
    fn linear(self) -> [f64; 3] {
        [self.0, self.1, self.2].map(|part| {
            let v = f64::from(part) / 255.0;
            if v <= 0.03928 {
                v / 12.92
            } else {
                ((v + 0.055) / 1.055).powf(2.4)
            }
        })
    }

    fn from_linear(parts: [f64; 3]) -> Self {
        let [r, g, b] = parts.map(|v| {
            let v = v.clamp(0.0, 1.0);
            byte(
                255.0
                    * if v <= 0.003_130_8 {
                        12.92 * v
                    } else {
                        1.055 * v.powf(1.0 / 2.4) - 0.055
                    },
            )
        });
        Self(r, g, b)
    }

    /// Returns OKLCH chroma and hue (in radians).
    fn chroma_hue(self) -> (f64, f64) {
        let [r, g, b] = self.linear();
        let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
        let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
        let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
        let x = 1.977_998_495_1 * l - 2.428_592_205 * m + 0.450_593_709_9 * s;
        let y = 0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766 * s;
        (x.hypot(y), y.atan2(x))
    }
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "rounded and clamped to 0..=255 first; std offers no other way from f64 to u8"
)]
fn byte(v: f64) -> u8 {
    v.round().clamp(0.0, 255.0) as u8
}

fn from_oklch(lightness: f64, chroma: f64, hue: f64) -> [f64; 3] {
    let (a, b) = (chroma * hue.cos(), chroma * hue.sin());
    let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
    [
        4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
        -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
        -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s,
    ]
}

fn luminance([r, g, b]: [f64; 3]) -> f64 {
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// Returns the WCAG contrast ratio, 1 to 21.
#[must_use]
pub fn contrast(a: Colour, b: Colour) -> f64 {
    let (a, b) = (luminance(a.linear()), luminance(b.linear()));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Returns black or white, whichever has more contrast on `fill`.
#[must_use]
pub fn ink(fill: Colour) -> Colour {
    if contrast(fill, WHITE) >= contrast(fill, BLACK) {
        WHITE
    } else {
        BLACK
    }
}

/// Returns whether a colour can be mistaken for "late": about the same hue, and not grey.
#[must_use]
pub fn like_late(seed: Colour) -> bool {
    let (chroma, hue) = seed.chroma_hue();
    let apart = (hue - DANGER.chroma_hue().1).rem_euclid(std::f64::consts::TAU);
    chroma > 0.07 && apart.min(std::f64::consts::TAU - apart) < 0.35
}

/// Returns a colour of the seed's hue with the given luminance.
fn at_luminance(seed: Colour, target: f64, scheme: Scheme) -> Colour {
    if target >= 1.0 {
        return WHITE;
    }
    let (full, hue) = seed.chroma_hue();
    let mut chroma = match scheme {
        _ if target >= 0.45 => (full / 0.08).min(1.0) * (0.075 * (1.0 - target).powf(0.75) + 0.005),
        Scheme::Dark if target < 0.1 => full * 0.55,
        Scheme::Dark => full * 0.8,
        Scheme::Light => full,
    };
    loop {
        let (mut low, mut high, mut parts) = (0.0, 1.0, [0.0; 3]);
        for _ in 0..22 {
            let middle = f64::midpoint(low, high);
            parts = from_oklch(middle, chroma, hue);
            if luminance(parts) < target {
                low = middle
            } else {
                high = middle
            }
        }
        if chroma < 0.002 || parts.iter().all(|v| (-0.002..1.002).contains(v)) {
            return Colour::from_linear(parts);
        }
        chroma *= 0.94;
    }
}

/// Converts luminance to CIE lightness; `unlightness` converts back.
fn lightness(luminance: f64) -> f64 {
    if luminance <= 0.008_856 {
        luminance * 903.3
    } else {
        116.0 * luminance.cbrt() - 16.0
    }
}

fn unlightness(lightness: f64) -> f64 {
    if lightness > 8.0 {
        ((lightness + 16.0) / 116.0).powi(3)
    } else {
        lightness / 903.3
    }
}

/// Returns the sixteen steps of one colour in one mode, with their Designsystemet names.
#[must_use]
pub fn scale(seed: Colour, scheme: Scheme) -> Vec<(&'static str, Colour)> {
    let dark = scheme == Scheme::Dark;
    let mut steps: Vec<_> = STEPS
        .iter()
        .map(|&(name, light, night)| (name, at_luminance(seed, if dark { night } else { light }, scheme)))
        .collect();
    let mut base = lightness(luminance(seed.linear()));
    if dark {
        base = if base <= 30.0 { 70.0 } else { 100.0 - base };
    }
    let shift = if base <= 30.0 || (49.0..=65.0).contains(&base) {
        8.0
    } else {
        -8.0
    };
    let at = |lightness| at_luminance(seed, unlightness(lightness), Scheme::Light);
    let fill = if dark { at(base) } else { seed };
    let ink = ink(fill);
    steps.extend([
        ("base-default", fill),
        ("base-hover", at(base + shift)),
        ("base-active", at(base + 2.0 * shift)),
        ("base-contrast-default", ink),
        (
            "base-contrast-subtle",
            at_luminance(seed, if ink == WHITE { 0.8 } else { 0.02 }, Scheme::Light),
        ),
    ]);
    steps
}

/// Returns the colours that Besa adds: the header band, and a fill for graphics with a contrast of at least
/// 3:1 against the page. The fill is the base step where that suffices, else `border-strong`, so that
/// bricks stay visible in a yellow city.
fn extras(seed: Colour, scheme: Scheme) -> [(&'static str, Colour); 5] {
    let steps = scale(seed, scheme);
    let step = |name| {
        steps
            .iter()
            .find(|(step, _)| *step == name)
            .map_or(seed, |&(_, colour)| colour)
    };
    let band = match scheme {
        Scheme::Light => seed,
        Scheme::Dark => at_luminance(seed, 0.03, scheme),
    };
    let fill = step("base-default");
    let graphic = if contrast(fill, step("background-default")) >= 3.0 {
        fill
    } else {
        step("border-strong")
    };
    [
        ("nav-mark", if contrast(MARK, band) >= 3.0 { MARK } else { ink(band) }),
        ("band", band),
        ("band-ink", ink(band)),
        ("graphic", graphic),
        ("graphic-ink", ink(graphic)),
    ]
}

fn declare(out: &mut String, prefix: &str, end: &str, values: &[(&'static str, Colour)]) {
    for (name, colour) in values {
        out.push_str(&format!("--{prefix}-{name}:{colour}{end}"));
    }
}

/// Returns the stylesheet of one city, served beside the bundle: accent steps and header colours. Dark mode
/// is for screens only; print is always light.
#[must_use]
pub fn tenant_css(seed: Colour) -> String {
    let block = |scheme| {
        let mut css = String::new();
        declare(&mut css, "ds-color-accent", ";", &scale(seed, scheme));
        declare(&mut css, "t", ";", &extras(seed, scheme));
        css
    };
    let (light, dark) = (block(Scheme::Light), block(Scheme::Dark));
    format!(
        "@layer ds.theme{{:root,[data-color-scheme=light]{{{light}}}\
         @media screen and (prefers-color-scheme:dark){{[data-color-scheme=auto]{{{dark}}}}}\
         @media screen{{[data-color-scheme=dark]{{{dark}}}}}}}"
    )
}

/// Returns the platform's own colours, kept in `styles/platform.css`.
#[must_use]
pub fn platform_css() -> String {
    let block = |scheme| {
        let mut css = String::from(match scheme {
            Scheme::Light => "color-scheme: light;\n",
            Scheme::Dark => "color-scheme: dark;\n",
        });
        for (name, seed) in PLATFORM {
            declare(&mut css, &format!("ds-color-{name}"), ";\n", &scale(seed, scheme));
        }
        declare(&mut css, "t", ";\n", &extras(ACCENT, scheme));
        let (inner, outer) = match scheme {
            Scheme::Light => (WHITE, NEUTRAL),
            Scheme::Dark => (NEUTRAL, WHITE),
        };
        declare(
            &mut css,
            "ds-color",
            ";\n",
            &[("focus-inner", inner), ("focus-outer", outer)],
        );
        css
    };
    let (light, dark) = (block(Scheme::Light), block(Scheme::Dark));
    format!(
        "/* Written by theme::platform_css: `BLESS=1 cargo test -p besa-web platform`. */\n\
         @layer ds.theme {{\n:root, [data-color-scheme=\"light\"] {{\n{light}}}\n\
         @media screen and (prefers-color-scheme: dark) {{\n[data-color-scheme=\"auto\"] {{\n{dark}}}\n}}\n\
         @media screen {{\n[data-color-scheme=\"dark\"] {{\n{dark}}}\n}}\n}}\n"
    )
}

#[cfg(test)]
mod tests;
