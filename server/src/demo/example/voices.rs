//! What residents of the example city say, and what it answers. Invented, like the rest.

use super::Teller;
use besa_domain::PlanId;
use besa_domain::access::{Permit, Respond, SeePlan, Speak};
use besa_domain::commitments;
use besa_domain::responses::{self, Outcome, ResponseDraft};
use besa_domain::voices::{self, About, Draft, Spoken, VoiceKind};
use serde::Deserialize;
use time::Date;

#[derive(Deserialize)]
struct VoiceStory {
    on: Date,
    /// The number of the commitment it is about; none for a proposal.
    commitment: Option<i32>,
    title: Option<String>,
    name: String,
    body: String,
    answered: Option<Date>,
    outcome: Option<Outcome>,
    reason: Option<String>,
    changed: Option<String>,
    /// The number of the commitment that a proposal became.
    became: Option<i32>,
}

impl Teller<'_> {
    pub(super) async fn voices(&self, plan: PlanId) -> anyhow::Result<()> {
        let mut stories: Vec<VoiceStory> = serde_json::from_str(include_str!("voices.json"))?;
        stories.sort_by_key(|story| story.on);
        let see = Permit::<SeePlan>::system(self.tenant);
        let (commitments, _) = commitments::list(&self.app.db, &see, Some(plan), None, 100).await?;
        let numbered = |number: Option<i32>| {
            let found = commitments.iter().find(|row| Some(row.number) == number);
            found.map(|row| About::Commitment(row.id))
        };
        for story in stories {
            let about = numbered(story.commitment).unwrap_or(About::Plan(plan));
            let proposal = story.title.is_some();
            let draft = Draft {
                kind: if proposal {
                    VoiceKind::Proposal
                } else {
                    VoiceKind::Comment
                },
                about: Some(about),
                parent: None,
                title: story.title,
                body: story.body,
                asks: true,
                language: "en".to_owned(),
                name: Some(story.name),
                email: None,
            };
            let permit = Permit::<Speak>::system(self.tenant);
            let Spoken::Received(voice) = voices::speak(&self.on(story.on), &permit, None, draft).await? else {
                continue;
            };
            let (Some(on), Some(outcome)) = (story.answered, story.outcome) else {
                continue;
            };
            let draft = ResponseDraft {
                outcome,
                reason: story.reason,
                changed: story.changed,
                about: numbered(story.became).or(Some(about)),
                office: None,
            };
            let permit = Permit::<Respond>::system(self.tenant);
            responses::respond(&self.on(on), &permit, None, &[voice.id], draft).await?;
        }
        Ok(())
    }
}
