//! The columns of the workbook use codes that have words.

use besa_domain::imports::table::{ORGANISATIONS, PARTS, VALUES};
use besa_text::codes;

#[test]
fn codes_have_words() {
    for (ours, theirs) in [
        (VALUES, codes::OGP_VALUES),
        (ORGANISATIONS, codes::ORGANISATION_KINDS),
        (PARTS, codes::PARTS),
    ] {
        for code in ours {
            assert!(theirs.contains(code), "{code}");
        }
    }
}
