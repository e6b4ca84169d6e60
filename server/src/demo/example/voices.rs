//! Comments and proposals of residents of the example city, and the city's responses. Invented, like the
//! rest.

use super::StoryBuilder;
use super::forum::ForumStory;
use besa_domain::access::{Permit, Respond, SeePlan, Speak};
use besa_domain::commitments::{self, Commitment};
use besa_domain::responses::{self, Outcome, ResponseDraft};
use besa_domain::voices::{self, About, Draft, Submission, VoiceKind};
use besa_domain::{PlanId, VoiceId};
use serde::Deserialize;
use std::collections::{HashMap, VecDeque};
use time::Date;

#[derive(Deserialize)]
struct VoiceStory {
    on: Date,
    /// The number of the commitment it is about; `None` for a proposal.
    commitment: Option<i32>,
    title: Option<String>,
    name: String,
    body: String,
    answered: Option<Date>,
    outcome: Option<Outcome>,
    reason: Option<String>,
    changed: Option<String>,
    /// The number of the commitment that the proposal became.
    became: Option<i32>,
}

/// Comments, proposals and responses that are still to be created, ordered by day.
pub(super) struct VoiceStories {
    stories: Vec<VoiceStory>,
    /// Day, index of the story, and whether this step is its response.
    left: VecDeque<(Date, usize, bool)>,
    ids: HashMap<usize, VoiceId>,
    plan: PlanId,
    commitments: Vec<Commitment>,
    forum_story: ForumStory,
}

impl VoiceStories {
    fn numbered(&self, number: Option<i32>) -> Option<About> {
        let found = self.commitments.iter().find(|row| Some(row.number) == number);
        found.map(|row| About::Commitment(row.id))
    }
}

impl StoryBuilder<'_> {
    pub(super) async fn voice_stories(&self, plan: PlanId) -> anyhow::Result<VoiceStories> {
        let stories: Vec<VoiceStory> = serde_json::from_str(include_str!("voices.json"))?;
        let see = Permit::<SeePlan>::system(self.tenant);
        let (commitments, _) = commitments::list(&self.app.db, &see, Some(plan), None, 100).await?;
        let steps = stories.iter().enumerate().flat_map(|(at, story)| {
            let answer = story.answered.map(|on| (on, at, true));
            std::iter::once((story.on, at, false)).chain(answer)
        });
        let mut steps: Vec<_> = steps.collect();
        steps.sort_unstable();
        Ok(VoiceStories {
            left: steps.into(),
            stories,
            ids: HashMap::new(),
            plan,
            commitments,
            forum_story: self.forum().await?,
        })
    }

    /// Creates every voice, response and forum event up to a day.
    pub(super) async fn tell_until(&self, voice_stories: &mut VoiceStories, day: Date) -> anyhow::Result<()> {
        while let Some((on, at, answer)) = voice_stories.left.pop_front() {
            if on > day {
                voice_stories.left.push_front((on, at, answer));
                break;
            }
            self.meet_until(&mut voice_stories.forum_story, on).await?;
            let Some(story) = voice_stories.stories.get(at) else {
                continue;
            };
            let about = voice_stories
                .numbered(story.commitment)
                .unwrap_or(About::Plan(voice_stories.plan));
            if answer {
                let (Some(id), Some(outcome)) = (voice_stories.ids.get(&at), story.outcome) else {
                    continue;
                };
                let draft = ResponseDraft {
                    outcome,
                    reason: story.reason.clone(),
                    changed: story.changed.clone(),
                    about: voice_stories.numbered(story.became).or(Some(about)),
                    office: None,
                };
                let permit = Permit::<Respond>::system(self.tenant);
                responses::respond(&self.on(on), &permit, None, &[*id], draft).await?;
                continue;
            }
            let draft = Draft {
                kind: if story.title.is_some() {
                    VoiceKind::Proposal
                } else {
                    VoiceKind::Comment
                },
                about: Some(about),
                parent: None,
                title: story.title.clone(),
                body: story.body.clone(),
                asks: true,
                language: "en".to_owned(),
                name: Some(story.name.clone()),
                email: None,
            };
            let permit = Permit::<Speak>::system(self.tenant);
            if let Submission::Received(received) = voices::submit(&self.on(on), &permit, None, draft).await? {
                voice_stories.ids.insert(at, received.voice.id);
            }
        }
        self.meet_until(&mut voice_stories.forum_story, day).await
    }
}
