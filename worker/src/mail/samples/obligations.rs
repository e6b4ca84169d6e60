//! Reminders of deadlines in OGP's calendar, for the tests.

use super::{city, hostile, hostile_city, person};
use besa_domain::obligations::{Obligation, ObligationKind, ObligationMail};
use besa_domain::tenants::Tenant;
use besa_text::Language;
use time::macros::date;
use uuid::Uuid;

pub(super) fn all(language: Language) -> Vec<(&'static str, Tenant, ObligationMail)> {
    let letter = |kind, days| ObligationMail {
        obligation: Obligation {
            kind,
            subject: Uuid::from_u128(9),
            title: "Action plan of Elbasan 2025-2027".to_owned(),
            due_on: date!(2026 - 12 - 07),
            done_on: None,
        },
        recipient: person(language, Some("Zana Hoxha")),
        days,
    };
    let sharp = letter(ObligationKind::Reply, 0);
    let sharp = ObligationMail {
        obligation: Obligation {
            title: "</p><script>alert(1)</script>\r\nBcc: x@example.org".to_owned(),
            ..sharp.obligation
        },
        recipient: hostile(language),
        ..sharp
    };
    let elbasan = || city("Bashkia Elbasan", false);
    vec![
        ("ahead", elbasan(), letter(ObligationKind::Inception, -14)),
        ("late", elbasan(), letter(ObligationKind::Website, 7)),
        ("hostile", hostile_city(), sharp),
    ]
}
