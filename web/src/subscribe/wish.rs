//! Translates between the subscription form and the domain's `SubscriptionSettings`.

use std::collections::BTreeSet;

use besa_domain::commitments::{self, Commitment};
use besa_domain::subscriptions::{Frequency, SubscriptionSettings};
use besa_domain::{CommitmentId, FieldError, code};
use besa_text::{Language, Words};

use crate::error::Result;
use crate::form::{Fix, Form};
use crate::tenant::{self, City};

/// The value and the label of a choice.
type Choice = (String, String);

/// The choices of the form.
pub(super) struct Choices {
    pub(super) frequencies: Vec<Choice>,
    pub(super) scopes: Vec<Choice>,
    pub(super) commitments: Vec<Choice>,
    /// Subscribed commitments that are not in the current plan: the form keeps them.
    pub(super) kept: Vec<String>,
    pub(super) hours: Vec<Choice>,
    pub(super) hour_hint: String,
    pub(super) languages: Vec<Choice>,
}

impl Choices {
    pub(super) async fn of(city: &City, zone: &str, follows: &BTreeSet<CommitmentId>) -> Result<Self> {
        let w = city.w();
        let commitments: Vec<Choice> = match city.current_plan().await? {
            Some(plan) => commitments::of_plan(city.db(), &city.public(), plan.id).await?,
            None => Vec::new(),
        }
        .into_iter()
        .map(choice)
        .collect();
        let kept = follows.iter().map(ToString::to_string);
        let languages = tenant::offered(city.tenant()).into_iter();
        Ok(Self {
            frequencies: frequencies(w),
            scopes: vec![
                ("plan".to_owned(), w.subscribe_whole()),
                ("chosen".to_owned(), w.subscribe_chosen()),
            ],
            kept: kept
                .filter(|id| commitments.iter().all(|(known, _)| known != id))
                .collect(),
            hours: (0..24)
                .map(|hour| (hour.to_string(), format!("{hour:02}:00")))
                .collect(),
            hour_hint: w.subscribe_hour_hint(zone),
            languages: languages
                .map(|language| (language.code().to_owned(), language.name().to_owned()))
                .collect(),
            commitments,
        })
    }
}

/// Returns the choices of the frequency.
pub(crate) fn frequencies(w: &Words) -> Vec<Choice> {
    Frequency::ALL
        .iter()
        .map(|frequency| {
            let words = match frequency {
                Frequency::Daily => w.subscribe_daily(),
                Frequency::Weekly => w.subscribe_weekly(),
                Frequency::Monthly => w.subscribe_monthly(),
            };
            (frequency.code().to_owned(), words)
        })
        .collect()
}

fn choice(row: Commitment) -> Choice {
    let title = row.short_title.unwrap_or(row.title);
    (row.id.to_string(), format!("{}. {title}", row.number))
}

/// Returns the form with the values of a wish.
pub(super) fn filled(wish: &SubscriptionSettings) -> Form {
    let mut form = Form::with([
        ("frequency", wish.frequency.code().to_owned()),
        ("hour", wish.hour.to_string()),
        ("language", wish.language.clone()),
        ("scope", if wish.whole { "plan" } else { "chosen" }.to_owned()),
    ]);
    for id in &wish.commitments {
        form.add("commitments", id.to_string());
    }
    form
}

/// Reads the form; notes what cannot be read. Fields that the form does not have keep their value from
/// `before`.
pub(super) fn read(form: &mut Form, before: &SubscriptionSettings) -> SubscriptionSettings {
    let frequency = match form.maybe("frequency").map(|sent| sent.parse()) {
        None => before.frequency,
        Some(Ok(frequency)) => frequency,
        Some(Err(_)) => {
            form.note(FieldError::new("frequency", code::UNKNOWN_CHOICE));
            before.frequency
        }
    };
    let hour = if form.maybe("hour").is_some() {
        form.number("hour").unwrap_or(before.hour)
    } else {
        before.hour
    };
    let whole = match form.value("scope") {
        "" => before.whole,
        scope => scope != "chosen",
    };
    let chosen: BTreeSet<CommitmentId> = form.all("commitments").filter_map(|id| id.parse().ok()).collect();
    SubscriptionSettings {
        language: form.maybe("language").unwrap_or_else(|| before.language.clone()),
        frequency,
        // The day means something else at another frequency.
        day: before.day.filter(|_| frequency == before.frequency),
        hour,
        whole,
        commitments: if whole { BTreeSet::new() } else { chosen },
        time_zone: before.time_zone.clone(),
    }
}

/// Returns the errors, in the order of the form.
pub(super) fn fixes(form: &Form, w: &Words, language: Language) -> Vec<Fix> {
    let labels = [
        ("email", w.subscribe_email()),
        ("scope", w.subscribe_scope()),
        ("commitments", w.subscribe_commitments()),
        ("frequency", w.subscribe_how_often()),
        ("hour", w.subscribe_hour()),
        ("language", w.subscribe_language()),
    ];
    form.fixes(&labels, language)
}
