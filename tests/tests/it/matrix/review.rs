//! What OGP's reviewers left in both cities.

use super::world::Values;
use besa_domain::access::{Caller, Review};
use besa_domain::people;
use besa_domain::queries;
use besa_domain::queries::QueryDraft;
use besa_domain::review::{self, NoteDraft};
use besa_tests::TestApp;

/// In notes of reviewers, who alone may read it.
pub(super) const NOTED: &str = "Note-canary";
/// In questions to cities: only reviewers and those who answer for a city may read it.
pub(super) const ASKED: &str = "Query-canary";
/// Stands in those to the city itself.
pub(super) const ASKED_HERE: &str = "Query-canary elbasan";

/// What reviewers noted of a city and asked it. Each was here today, as the city's log says.
pub(super) async fn asked(app: &TestApp, values: &mut Values) {
    let db = &app.app.db;
    for name in ["reviewer", "foreign-reviewer"] {
        let account = people::by_email(db, &format!("{name}@example.org")).await.unwrap();
        let who = Caller::Person(account.id);
        let visit = app.app.gate.visit(db, who, &values["slug"]).await.unwrap();
        let Ok(permit) = visit.permit::<Review>() else { continue };
        let commitment = values["commitment"].parse().ok();
        let text = NOTED.to_owned();
        let note = review::write_note(db, &permit, None, NoteDraft { commitment, text })
            .await
            .unwrap();
        let draft = QueryDraft {
            commitment,
            question: format!("{ASKED} {}", values["slug"]),
            due_on: None,
        };
        let query = queries::ask(db, &permit, None, draft).await.unwrap();
        if name == "reviewer" {
            values.extend([("note", note.id.to_string()), ("query", query.id.to_string())]);
        }
    }
    values.extend([("note.version", "1".to_owned()), ("query.version", "1".to_owned())]);
}
