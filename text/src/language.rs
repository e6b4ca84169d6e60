//! The languages of Besa, and the choice of one for a reader.

use std::fmt;

use crate::messages::L10n;

/// A language that has messages in `locales/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Albanian.
    Sq,
}

impl Language {
    /// Every language, in the order of the language menu.
    pub const ALL: [Self; 2] = [Self::En, Self::Sq];

    /// Returns the code used in URLs, `lang` attributes and the database: `sq`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Sq => "sq",
        }
    }

    /// Parses a code as returned by [`code`](Self::code); `None` if it is unknown.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|each| each.code() == code)
    }

    /// Returns the own name of the language with this code, else the code.
    #[must_use]
    pub fn name_of(code: &str) -> &str {
        match Self::parse(code) {
            Some(language) => language.name(),
            None => code,
        }
    }

    /// Returns the language's own name for itself: `Shqip`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.messages().language_name()
    }

    /// Returns the writing direction, for the `dir` attribute.
    #[must_use]
    pub const fn dir(self) -> &'static str {
        match self {
            Self::En | Self::Sq => "ltr",
        }
    }

    pub(crate) const fn messages(self) -> L10n {
        match self {
            Self::En => L10n::En,
            Self::Sq => L10n::Sq,
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Returns the best of `offered` for an `Accept-Language` header (RFC 9110, 12.5.4); `None` if none is
/// acceptable.
///
/// Regions are ignored (`sq-XK` is Albanian), `q=0` excludes a language, and `*` stands for the first
/// offered language that the header does not name. Of equal weights, the first in the header wins.
#[must_use]
pub fn negotiate(header: &str, offered: &[Language]) -> Option<Language> {
    let wishes: Vec<(String, f32)> = header.split(',').take(MAX_WISHES).filter_map(wish).collect();
    let mut best: Option<(Language, f32)> = None;
    for (tag, weight) in &wishes {
        let found = if tag == "*" {
            offered
                .iter()
                .find(|each| wishes.iter().all(|(named, _)| named != each.code()))
        } else {
            offered.iter().find(|each| each.code() == tag)
        };
        if let Some(language) = found
            && *weight > best.map_or(0.0, |(_, weight)| weight)
        {
            best = Some((*language, *weight));
        }
    }
    best.map(|(language, _)| language)
}

/// Maximum number of `Accept-Language` entries that are read. The cost is quadratic: `*` compares all.
const MAX_WISHES: usize = 32;

/// Parses `sq-AL;q=0.8` to (`sq`, 0.8).
fn wish(entry: &str) -> Option<(String, f32)> {
    let (tag, rest) = entry.split_once(';').unwrap_or((entry, "q=1"));
    let primary = tag.trim().split('-').next().filter(|tag| !tag.is_empty())?;
    let weight = rest
        .trim()
        .strip_prefix("q=")
        .and_then(|q| q.trim().parse::<f32>().ok())
        .filter(|q| (0.0..=1.0).contains(q))?;
    Some((primary.to_ascii_lowercase(), weight))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_names_its_language() {
        for language in Language::ALL {
            assert_eq!(Language::parse(language.code()), Some(language));
        }
        assert_eq!(Language::parse("SQ"), None);
        assert_eq!(Language::Sq.name(), "Shqip");
        assert_eq!(Language::En.name(), "English");
    }

    #[test]
    fn the_enum_and_the_folders_agree() {
        let folders: Vec<String> = L10n::iter().map(ToString::to_string).collect();
        assert_eq!(folders, Language::ALL.map(|each| each.code().to_owned()));
    }

    #[test]
    fn the_header_decides() {
        let both = &Language::ALL;
        for (header, expected) in [
            ("sq", Some(Language::Sq)),
            ("SQ-xk, en;q=0.9", Some(Language::Sq)),
            ("en;q=0.5, sq;q=0.8", Some(Language::Sq)),
            ("en;q=0.8, sq;q=0.8", Some(Language::En)),
            ("de, fr;q=0.9", None),
            ("en;q=0, *;q=0.1", Some(Language::Sq)),
            ("en;q=0", None),
            ("*", Some(Language::En)),
            ("", None),
            (";;q=,-,sq;q=x", None),
        ] {
            assert_eq!(negotiate(header, both), expected, "{header}");
        }
        assert_eq!(negotiate("en, sq;q=0.1", &[Language::Sq]), Some(Language::Sq));
        assert_eq!(negotiate("en", &[]), None);
    }
}
