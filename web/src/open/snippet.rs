//! Structured data about a page for search engines: a few lines of schema.org JSON in the page's head. No
//! HTML tag can begin in it.

use besa_domain::commitments::{Commitment, CommitmentState};
use besa_domain::plans::{Plan, PlanState};
use besa_formats::linked::Ids;
use serde_json::{Value, json};
use time::Date;

use crate::tenant::City;

/// Maximum length of a title, in characters.
const TITLE: usize = 150;

/// Describes a plan.
pub(crate) fn plan(city: &City, plan: &Plan) -> String {
    let state = match plan.state {
        PlanState::Draft | PlanState::Consultation | PlanState::Submitted => "PotentialActionStatus",
        PlanState::Implementing => "ActiveActionStatus",
        PlanState::Ended | PlanState::Closed => "CompletedActionStatus",
    };
    let ids = ids(city);
    let id = ids.record("plan", &plan.id.to_string());
    written(action(city, &id, &plan.title, state, (plan.starts_on, plan.ends_on)))
}

/// Describes a commitment.
pub(crate) fn commitment(city: &City, plan: &Plan, commitment: &Commitment) -> String {
    let state = match commitment.state {
        CommitmentState::Proposed | CommitmentState::Accepted => "PotentialActionStatus",
        CommitmentState::Active | CommitmentState::CarriedForward => "ActiveActionStatus",
        CommitmentState::Completed => "CompletedActionStatus",
        CommitmentState::Withdrawn => "FailedActionStatus",
    };
    let ids = ids(city);
    let id = ids.record("commitment", &commitment.id.to_string());
    let dates = (commitment.starts_on, commitment.ends_on);
    let mut told = action(city, &id, &commitment.title, state, dates);
    if let Some(fields) = told.as_object_mut() {
        let whole = ids.record("plan", &plan.id.to_string());
        fields.insert("object".to_owned(), json!({ "@id": whole }));
    }
    written(told)
}

fn ids(city: &City) -> Ids {
    Ids::new(&city.visitor.app.base_url, &city.tenant().slug)
}

fn action(city: &City, id: &str, title: &str, state: &str, (from, to): (Option<Date>, Option<Date>)) -> Value {
    let mut told = json!({
        "@context": "https://schema.org",
        "@type": "Action",
        "@id": id,
        "name": title.chars().take(TITLE).collect::<String>(),
        "actionStatus": format!("https://schema.org/{state}"),
        "agent": { "@type": "GovernmentOrganization", "@id": ids(city).city(), "name": city.name() },
    });
    if let Some(fields) = told.as_object_mut() {
        for (name, day) in [("startTime", from), ("endTime", to)] {
            if let Some(day) = day {
                fields.insert(name.to_owned(), day.to_string().into());
            }
        }
    }
    told
}

/// Writes JSON that cannot close the HTML element around it.
fn written(told: Value) -> String {
    told.to_string()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_tag_begins_in_it() {
        let title = "</script><script>alert(1)</script><!-- & \u{2028}";
        let text = written(json!({ "name": title }));
        assert!(!text.contains(['<', '>', '&']));
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap()["name"], title);
    }
}
