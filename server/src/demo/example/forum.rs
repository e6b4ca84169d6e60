//! The forum of the example city: its seats, decisions and meetings. Invented, like the rest.

use super::StoryBuilder;
use besa_domain::access::{EditForums, Permit};
use besa_domain::calendar::{Zone, days_after};
use besa_domain::forums::{
    self, DecisionDraft, Forum, ForumDraft, ForumKind, MeetingDetails, MeetingDraft, MeetingState, PaperDraft,
    SeatDraft, Side,
};
use besa_domain::stakeholders::OrganisationKind;
use besa_domain::{ForumId, MeetingId, OrganisationId};
use std::collections::VecDeque;
use time::macros::date;
use time::{Date, OffsetDateTime};

/// A step of the forum's history.
enum ForumStep {
    CallFirst,
    ShareFirst,
    HoldFirst,
    Carry,
    CallNext,
    ShareNext,
}

/// The forum, and its steps that are still to be created, ordered by day.
pub(super) struct ForumStory {
    left: VecDeque<(Date, ForumStep)>,
    forum: ForumId,
    first: Option<MeetingId>,
    next: Option<MeetingId>,
    offices: [OrganisationId; 2],
    guests: Vec<OrganisationId>,
}

/// Title, side, the organisation that holds the seat, and its kind.
const SEATS: [(&str, Side, &str, OrganisationKind); 6] = [
    (
        "Chair",
        Side::Government,
        "Open Government Unit",
        OrganisationKind::Municipality,
    ),
    (
        "Budget",
        Side::Government,
        "Finance and Budget Directorate",
        OrganisationKind::Municipality,
    ),
    (
        "Youth",
        Side::CivilSociety,
        "Youth Forum",
        OrganisationKind::CivilSociety,
    ),
    (
        "Women’s rights",
        Side::CivilSociety,
        "Women's Centre for Rights and Culture",
        OrganisationKind::CivilSociety,
    ),
    (
        "Research",
        Side::Academia,
        "Example University",
        OrganisationKind::Academia,
    ),
    (
        "Villages",
        Side::Residents,
        "Council of Villages",
        OrganisationKind::Residents,
    ),
];

impl StoryBuilder<'_> {
    /// Creates the forum with its seats.
    pub(super) async fn forum(&self) -> anyhow::Result<ForumStory> {
        let begin = date!(2025 - 09 - 01);
        let (db, permit) = (self.on(begin), Permit::<EditForums>::system(self.tenant));
        let draft = ForumDraft {
            name: "Open Government Forum".to_owned(),
            kind: ForumKind::MultiStakeholder,
            remit: Some("It makes the plan together with the municipality, follows each milestone in public, and says what should change.".to_owned()),
            rules: Some("It meets every six months, and whenever four of its members ask for it. Papers are shared a week before. It decides by a majority of each side. Seats outside government are filled by their own organisations for two years.".to_owned()),
            rules_link: Some("https://example.org/forum/rules".to_owned()),
            founded_on: Some(self.moved(date!(2025 - 03 - 14))),
        };
        let forum: Forum = forums::create(&db, &permit, None, draft).await?;
        let mut holders = Vec::new();
        for (title, side, name, kind) in SEATS {
            let holder = self.organisation(&db, name, kind).await?;
            holders.push(holder.id);
            let draft = SeatDraft {
                title: title.to_owned(),
                side,
                organisation: Some(holder.id),
                starts_on: Some(self.moved(begin)),
                ends_on: Some(self.moved(date!(2027 - 08 - 31))),
            };
            forums::add_seat(&db, &permit, None, forum.id, draft).await?;
        }
        let mut holders = holders.into_iter();
        let (Some(unit), Some(finance)) = (holders.next(), holders.next()) else {
            anyhow::bail!("the forum has no seats")
        };
        Ok(ForumStory {
            left: [
                (date!(2026 - 05 - 20), ForumStep::CallFirst),
                (date!(2026 - 06 - 02), ForumStep::ShareFirst),
                (date!(2026 - 06 - 11), ForumStep::HoldFirst),
                (date!(2026 - 09 - 15), ForumStep::Carry),
                (date!(2026 - 11 - 16), ForumStep::CallNext),
                (date!(2026 - 11 - 20), ForumStep::ShareNext),
            ]
            .into(),
            forum: forum.id,
            first: None,
            next: None,
            offices: [unit, finance],
            guests: holders.collect(),
        })
    }

    /// Creates every step of the forum up to a day.
    pub(super) async fn meet_until(&self, forum_story: &mut ForumStory, day: Date) -> anyhow::Result<()> {
        while let Some((on, step)) = forum_story.left.pop_front() {
            if on > day {
                forum_story.left.push_front((on, step));
                break;
            }
            self.forum_step(forum_story, on, &step).await?;
        }
        Ok(())
    }

    async fn forum_step(&self, forum_story: &mut ForumStory, on: Date, step: &ForumStep) -> anyhow::Result<()> {
        let (db, permit) = (self.on(on), Permit::<EditForums>::system(self.tenant));
        let day = self.moved(on);
        let share = |title: &str, link: &str| PaperDraft {
            title: title.to_owned(),
            link: format!("https://example.org/forum/{link}"),
            shared_on: Some(day),
        };
        match (step, forum_story.first, forum_story.next) {
            (ForumStep::CallFirst, ..) => {
                let draft = MeetingDraft {
                    notice: Some("Everybody is welcome. The bus for the villages leaves at 15:00.".to_owned()),
                    noticed_on: Some(day),
                    agenda: vec![
                        "Results of the first nine months".to_owned(),
                        "Water tests: what villages hear, and when".to_owned(),
                        "Questions of residents".to_owned(),
                    ],
                    ..meeting("Summer meeting", self.moved(date!(2026 - 06 - 10)))
                };
                forum_story.first = Some(forums::call(&db, &permit, None, forum_story.forum, draft).await?.id);
            }
            (ForumStep::ShareFirst, Some(id), _) => {
                let draft = share("Results of the first nine months", "results.pdf");
                forums::add_paper(&db, &permit, None, id, day, draft).await?;
            }
            (ForumStep::HoldFirst, Some(id), _) => {
                let old = self.gathering(id).await?;
                let draft = MeetingDraft {
                    state: MeetingState::Held,
                    attended: forum_story.offices.iter().chain(&forum_story.guests).copied().collect(),
                    minutes: Some("The unit showed the results of nine months. Speakers of the villages asked to hear results of water tests sooner. The forum agreed on a limit of five working days.".to_owned()),
                    ..MeetingDraft::of(&old)
                };
                forums::change(&db, &permit, None, id, old.meeting.version, draft).await?;
                let [unit, finance] = forum_story.offices;
                for (text, owner, due) in [
                    (
                        "Publish every result of a water test within five working days.",
                        unit,
                        self.moved(date!(2026 - 09 - 30)),
                    ),
                    (
                        "Put the contracts of all winning projects on one page.",
                        finance,
                        days_after(self.today, 40),
                    ),
                ] {
                    let draft = DecisionDraft {
                        text: text.to_owned(),
                        organisation: Some(owner),
                        due_on: Some(due),
                        done_on: None,
                    };
                    forums::add_decision(&db, &permit, None, id, day, draft).await?;
                }
            }
            (ForumStep::Carry, Some(id), _) => {
                let old = self.gathering(id).await?;
                if let Some(first) = old.decisions.first() {
                    let draft = DecisionDraft {
                        done_on: Some(day),
                        ..DecisionDraft::of(first)
                    };
                    forums::edit_decision(&db, &permit, None, (first.id, first.version), day, draft).await?;
                }
            }
            (ForumStep::CallNext, ..) => {
                let draft = MeetingDraft {
                    notice: Some("Everybody is welcome, in the hall or from afar.".to_owned()),
                    noticed_on: Some(day),
                    link: Some("https://example.org/forum/join".to_owned()),
                    agenda: vec![
                        "What became of the decisions of June".to_owned(),
                        "Late milestones: why, and what now".to_owned(),
                        "Calendar of the next year".to_owned(),
                    ],
                    ..meeting("Winter meeting", days_after(self.today, 16))
                };
                forum_story.next = Some(forums::call(&db, &permit, None, forum_story.forum, draft).await?.id);
            }
            (ForumStep::ShareNext, _, Some(id)) => {
                let draft = share("Late milestones, with reasons", "late.pdf");
                forums::add_paper(&db, &permit, None, id, day, draft).await?;
            }
            (ForumStep::ShareFirst | ForumStep::HoldFirst | ForumStep::Carry | ForumStep::ShareNext, ..) => {}
        }
        Ok(())
    }

    async fn gathering(&self, id: MeetingId) -> anyhow::Result<MeetingDetails> {
        let see = Permit::<besa_domain::access::SeeForums>::system(self.tenant);
        Ok(forums::meeting(&self.app.db, &see, id).await?)
    }
}

/// A meeting in the city library, from 16:00 to 18:00.
fn meeting(title: &str, day: Date) -> MeetingDraft {
    let zone = Zone::named_or_utc("Europe/Tirane");
    let at = |hour| -> OffsetDateTime { zone.at_hour(day, hour) };
    MeetingDraft {
        title: title.to_owned(),
        ends_at: Some(at(18)),
        place: Some("Hall of the city library".to_owned()),
        ..MeetingDraft::at(at(16))
    }
}
