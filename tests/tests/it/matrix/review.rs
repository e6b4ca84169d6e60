//! Notes and questions of OGP's reviewers in both cities.

use super::world::Values;
use besa_domain::access::{Caller, Review};
use besa_domain::people;
use besa_domain::queries;
use besa_domain::queries::QueryDraft;
use besa_domain::review::{self, NoteDraft};
use besa_tests::TestApp;

/// A text in notes of reviewers, which only reviewers may read.
pub(super) const NOTED: &str = "Note-canary";
/// A text in questions to cities, which only reviewers and the people responsible for a city may read.
pub(super) const ASKED: &str = "Query-canary";
/// A text in the questions to the city under test.
pub(super) const ASKED_HERE: &str = "Query-canary elbasan";

/// Creates a note and a question about a city. The city's log has the reviewer's visit of today.
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
