//! Replaces characters that cannot be printed. PDF/UA forbids characters without a glyph, so a character that
//! no font has is replaced by a substitute and listed at the end of the report.

use std::collections::{BTreeSet, HashMap};

use icu_normalizer::ComposingNormalizer;
use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};
use serde_json::Value;

use super::fonts::Fonts;

/// Longer runs without a space get line break opportunities, or they would run off the page.
const UNBROKEN: usize = 36;

/// The zero-width space: a line break opportunity.
const BREAK: char = '\u{200B}';

/// Which characters are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    /// Every character that a font has.
    Signs,
    /// The same without combining marks: a font can have a letter and a mark, but no glyph for both together.
    Letters,
}

/// Makes every text in the data printable. Returns the characters that were replaced.
pub(super) fn printable(data: &mut Value, fonts: &Fonts, trust: Trust) -> BTreeSet<char> {
    let stand_in = ['\u{FFFD}', '?']
        .into_iter()
        .find(|sign| fonts.covers(*sign))
        .unwrap_or('?');
    let mut press = Press {
        fonts,
        trust,
        stand_in,
        known: HashMap::new(),
        missing: BTreeSet::new(),
    };
    press.all(data);
    press.missing
}

struct Press<'a> {
    fonts: &'a Fonts,
    trust: Trust,
    stand_in: char,
    known: HashMap<char, bool>,
    missing: BTreeSet<char>,
}

impl Press<'_> {
    fn all(&mut self, data: &mut Value) {
        match data {
            Value::String(text) => *text = self.text(text),
            Value::Array(items) => items.iter_mut().for_each(|item| self.all(item)),
            Value::Object(fields) => fields.values_mut().for_each(|field| self.all(field)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn text(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut run = 0;
        let text = ComposingNormalizer::new_nfc().normalize(text);
        for sign in text.chars().filter(|sign| *sign == '\n' || !unseen(*sign)) {
            run = if sign.is_whitespace() { 0 } else { run + 1 };
            if run > UNBROKEN && !mark(sign) {
                out.push(BREAK);
                run = 1;
            }
            if sign == '\n' || self.has(sign) {
                out.push(sign);
            } else {
                self.missing.insert(sign);
                out.push(self.stand_in);
            }
        }
        out
    }

    fn has(&mut self, sign: char) -> bool {
        let (fonts, trust) = (self.fonts, self.trust);
        *self
            .known
            .entry(sign)
            .or_insert_with(|| !private(sign) && (trust == Trust::Signs || !mark(sign)) && fonts.covers(sign))
    }
}

/// Checks for invisible characters, which are dropped: controls, direction marks, joiners, variation
/// selectors.
fn unseen(sign: char) -> bool {
    sign.is_control()
        || matches!(sign,
            '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
            | '\u{FFFE}' | '\u{FFFF}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Checks for combining marks.
fn mark(sign: char) -> bool {
    GeneralCategoryGroup::Mark.contains(CodePointMapData::<GeneralCategory>::new().get(sign))
}

/// Checks for private use characters, which have no agreed meaning.
fn private(sign: char) -> bool {
    matches!(sign, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}')
}
