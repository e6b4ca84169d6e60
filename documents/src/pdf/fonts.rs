//! The fonts of a document. They are embedded in the PDF.

use std::sync::Arc;

use serde::Serialize;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst_kit::fonts::{FontStore, embedded};

/// The fonts of the web pages, by `family.style`; empty if the assets of `web` were not built.
const BRAND: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/brand.rs"));

// Font families for body text and for headings, in order of preference.
const TEXT: [&str; 4] = ["atkinson-latin", "atkinson-latin-ext", "vazirmatn", "Libertinus Serif"];
const DISPLAY: [&str; 6] = [
    "bricolage-latin",
    "bricolage-latin-ext",
    "atkinson-latin",
    "atkinson-latin-ext",
    "vazirmatn",
    "Libertinus Serif",
];
const MONO: &str = "DejaVu Sans Mono";

/// Fonts, loaded once and shared by all documents: those of the web pages, and as fallback those that Typst
/// includes.
#[derive(Clone)]
pub struct Fonts(Arc<FontStore>);

impl Fonts {
    fn new(files: &[(&str, &'static [u8])]) -> Self {
        let mut store = FontStore::new();
        for (name, file) in files {
            for font in Font::iter(Bytes::new(*file)) {
                let mut info = font.info().clone();
                let (family, _style) = name.split_once('.').unwrap_or((name, ""));
                family.clone_into(&mut info.family);
                store.push((font, info));
            }
        }
        store.extend(embedded());
        Self(Arc::new(store))
    }

    pub(super) fn book(&self) -> &LazyHash<FontBook> {
        self.0.book()
    }

    pub(super) fn font(&self, index: usize) -> Option<Font> {
        self.0.font(index)
    }

    /// Checks whether any font has a glyph for this character.
    pub(super) fn covers(&self, sign: char) -> bool {
        (0..)
            .map_while(|index| self.book().info(index))
            .any(|info| info.coverage.contains(u32::from(sign)))
    }

    /// Returns the available families, in order of preference.
    pub(super) fn families(&self) -> Families {
        let here = |family: &&&str| self.book().contains_family(&family.to_lowercase());
        let chosen = |wished: &[&'static str]| wished.iter().filter(here).copied().collect();
        Families {
            text: chosen(&TEXT),
            display: chosen(&DISPLAY),
            mono: MONO,
        }
    }
}

impl Default for Fonts {
    fn default() -> Self {
        Self::new(BRAND)
    }
}

/// Names of font families by use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Families {
    /// For body text.
    text: Vec<&'static str>,
    /// For headings.
    display: Vec<&'static str>,
    /// For hashes.
    mono: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_the_brand_there_is_a_font_still() {
        let plain = Fonts::new(&[]).families();
        assert_eq!(
            (plain.text, plain.display),
            (vec!["Libertinus Serif"], vec!["Libertinus Serif"])
        );
    }

    #[test]
    fn every_font_that_was_cut_is_used() {
        let families = Fonts::default().families();
        for (name, _) in BRAND {
            let (family, _) = name.split_once('.').unwrap();
            assert!(
                families.text.contains(&family) || families.display.contains(&family),
                "{name}"
            );
        }
    }
}
