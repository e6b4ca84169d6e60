//! The messages of each language, loaded once per process.

use std::sync::LazyLock;

use crate::Language;

/// The output of the build script: one function per message.
#[expect(
    clippy::allow_attributes,
    clippy::allow_attributes_without_reason,
    clippy::derivable_impls,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    missing_docs,
    dead_code,
    unreachable_pub,
    reason = "generated code; a test formats every message of every language"
)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/words.rs"));

    impl L10nLanguage {
        /// Loads `language`. `marks` wraps inserted values in Unicode bidi isolation marks, which
        /// right-to-left languages need; elsewhere the marks would only clutter mails, titles and files.
        pub(super) fn embedded(language: L10n, marks: bool) -> Self {
            if marks {
                return language.load();
            }
            L10nBundle::new_without_isolation(language, &LANG_DATA[language.byte_range()])
                .map(Self)
                .expect("the embedded messages were parsed at build time")
        }
    }
}

pub(crate) use generated::L10n;
/// All messages of one language: one method per message.
pub use generated::L10nLanguage as Words;

static ENGLISH: LazyLock<Words> = LazyLock::new(|| load(Language::En));
static ALBANIAN: LazyLock<Words> = LazyLock::new(|| load(Language::Sq));

fn load(language: Language) -> Words {
    Words::embedded(language.messages(), language.dir() == "rtl")
}

/// Returns the messages of `language`.
#[must_use]
pub fn words(language: Language) -> &'static Words {
    match language {
        Language::En => &ENGLISH,
        Language::Sq => &ALBANIAN,
    }
}
