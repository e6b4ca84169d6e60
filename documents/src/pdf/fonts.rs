//! The fonts a document is set in. All of them travel inside the PDF.

use std::sync::Arc;

use serde::Serialize;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst_kit::fonts::{FontStore, embedded};

/// Families for running text and for headings, the wished for first.
const TEXT: [&str; 3] = ["Atkinson Hyperlegible Next", "Vazirmatn", "Libertinus Serif"];
const DISPLAY: [&str; 4] = [
    "Bricolage Grotesque",
    "Atkinson Hyperlegible Next",
    "Vazirmatn",
    "Libertinus Serif",
];
const MONO: &str = "DejaVu Sans Mono";

/// Fonts, loaded once and shared by all documents.
#[derive(Clone)]
pub struct Fonts(Arc<FontStore>);

impl Fonts {
    /// The given font files (TrueType or OpenType) before those that are built in. Files that hold no
    /// font are passed over, which [`Fonts::families`] shows.
    #[must_use]
    pub fn new(files: impl IntoIterator<Item = Vec<u8>>) -> Self {
        let mut store = FontStore::new();
        for file in files {
            for font in Font::iter(Bytes::new(file)) {
                let info = font.info().clone();
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

    /// Whether any font has a sign for this character.
    pub(super) fn covers(&self, sign: char) -> bool {
        (0..)
            .map_while(|index| self.book().info(index))
            .any(|info| info.coverage.contains(u32::from(sign)))
    }

    /// The families that are here, in the order of preference.
    #[must_use]
    pub fn families(&self) -> Families {
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
        Self::new([])
    }
}

/// Names of font families by use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Families {
    /// For running text.
    pub text: Vec<&'static str>,
    /// For headings.
    pub display: Vec<&'static str>,
    /// For digests.
    pub mono: &'static str,
}
