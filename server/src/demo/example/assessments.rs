//! Assessments by the monitoring body of the example city, and the city's reply: a published inception
//! assessment, and a draft that only the body sees. Invented, like the rest.

use super::StoryBuilder;
use super::voices::VoiceStories;
use besa_domain::access::{AnswerAssessment, Assess, Permit, SeePlan};
use besa_domain::assessments::{
    self, Answer, Assessment, AssessmentDraft, AssessmentKind, Choice, Evaluator, EvidenceFinding, Question, slots,
};
use besa_domain::db::Db;
use besa_domain::evidence;
use besa_domain::plans::Plan;
use besa_domain::reports;
use besa_domain::{commitments, rules};
use std::collections::VecDeque;
use time::Date;
use time::macros::date;

/// A step of the monitoring body's work.
#[derive(Clone, Copy)]
enum Chapter {
    /// It submits the inception assessment.
    HandedIn,
    /// The city replies.
    Replied,
    /// It publishes the assessment and starts another one.
    Published,
    /// It judges evidence.
    Judged,
}

const CHAPTERS: [(Date, Chapter); 4] = [
    (date!(2025 - 10 - 24), Chapter::HandedIn),
    (date!(2025 - 10 - 26), Chapter::Replied),
    (date!(2025 - 10 - 27), Chapter::Published),
    (date!(2026 - 11 - 20), Chapter::Judged),
];

/// The inception assessment in its current state, and the remaining steps.
pub(super) struct AssessmentStory {
    plan: Plan,
    row: Option<Assessment>,
    left: VecDeque<(Date, Chapter)>,
}

impl AssessmentStory {
    pub(super) fn of(plan: &Plan) -> Self {
        Self {
            plan: plan.clone(),
            row: None,
            left: CHAPTERS.into(),
        }
    }
}

/// The findings on OGP's requirements.
const FOUND: [(Question, Choice, &str); 10] = [
    (
        Question::Forum,
        Choice::Yes,
        "The forum has a remit and rules, and met while the plan was written.",
    ),
    (
        Question::MultiStakeholder,
        Choice::Yes,
        "Half of its seats are held by organisations and villages.",
    ),
    (
        Question::Meeting,
        Choice::Yes,
        "Three open meetings were held between May and July.",
    ),
    (
        Question::Endorsed,
        Choice::Yes,
        "One organisation of the forum endorsed the plan in writing.",
    ),
    (
        Question::Website,
        Choice::Yes,
        "The plan, the minutes and every update can be read without signing in.",
    ),
    (
        Question::PapersBefore,
        Choice::Unclear,
        "Papers were shared, but two meetings do not say when.",
    ),
    (
        Question::OpenInput,
        Choice::Yes,
        "Written comments were open to anybody for three weeks.",
    ),
    (
        Question::ReportedBack,
        Choice::Yes,
        "Each written comment has an answer.",
    ),
    (
        Question::Dialogue,
        Choice::Unclear,
        "The agenda was set by the municipality alone.",
    ),
    (Question::Inclusive, Choice::No, "Young people hold no seat."),
];

fn evaluators() -> Vec<Evaluator> {
    vec![Evaluator {
        name: "Example evaluator".to_owned(),
        email: "evaluator@example.org".to_owned(),
    }]
}

impl StoryBuilder<'_> {
    /// Creates every assessment step, voice and forum event up to a day.
    pub(super) async fn all_until(
        &self,
        assessment_story: &mut AssessmentStory,
        voice_stories: &mut VoiceStories,
        day: Date,
    ) -> anyhow::Result<()> {
        while let Some((on, chapter)) = assessment_story.left.pop_front() {
            if on > day {
                assessment_story.left.push_front((on, chapter));
                break;
            }
            self.tell_until(voice_stories, on).await?;
            self.chapter(assessment_story, on, chapter).await?;
        }
        self.tell_until(voice_stories, day).await
    }

    async fn chapter(&self, assessment_story: &mut AssessmentStory, on: Date, chapter: Chapter) -> anyhow::Result<()> {
        let (db, day) = (self.on(on), self.moved(on));
        let permit = Permit::<Assess>::system(self.tenant);
        let plan = &assessment_story.plan;
        let at = assessment_story.row.take().map(|row| (row.id, row.version));
        assessment_story.row = match (chapter, at) {
            (Chapter::HandedIn, _) => {
                let row = assessments::begin(&db, &permit, None, AssessmentKind::Inception, plan.id, None).await?;
                let draft = inception(&row);
                let row = assessments::amend(&db, &permit, None, row.id, row.version, draft).await?;
                let at = (row.id, row.version);
                Some(assessments::submit(&db, &permit, None, at, day).await?)
            }
            (Chapter::Replied, Some(at)) => {
                let words = "Two seats of the forum go to young people from January. Papers now carry the day they were shared.";
                let answers = Permit::<AnswerAssessment>::system(self.tenant);
                Some(assessments::reply(&db, &answers, None, at, day, words).await?)
            }
            (Chapter::Published, Some(at)) => {
                let row = reports::publish_assessment(&db, &permit, None, at, day, &self.app.base_url).await?;
                self.drafted(&db, plan).await?;
                Some(row)
            }
            (Chapter::Judged, _) => {
                self.judged(&db, day).await?;
                None
            }
            (Chapter::Replied | Chapter::Published, None) => None,
        };
        Ok(())
    }

    /// Creates the draft that only the monitoring body sees.
    async fn drafted(&self, db: &Db, plan: &Plan) -> anyhow::Result<()> {
        let permit = Permit::<Assess>::system(self.tenant);
        let see = Permit::<SeePlan>::system(self.tenant);
        let (all, _) = commitments::list(db, &see, Some(plan.id), None, 1).await?;
        let Some(first) = all.first() else { return Ok(()) };
        let kind = AssessmentKind::EndOfCommitment;
        let row = assessments::begin(db, &permit, None, kind, plan.id, Some(first.id)).await?;
        let mut draft = AssessmentDraft {
            evaluators: evaluators(),
            ..AssessmentDraft::default()
        };
        draft.put(Answer {
            choice: Some(Choice::Substantial),
            words: Some("Most milestones have evidence. Interviews are still to be held.".to_owned()),
            ..Answer::open(Question::Progress, None)
        });
        assessments::amend(db, &permit, None, row.id, row.version, draft).await?;
        Ok(())
    }

    /// Judges the first two pieces of evidence.
    async fn judged(&self, db: &Db, day: Date) -> anyhow::Result<()> {
        let (permit, see) = (
            Permit::<Assess>::system(self.tenant),
            Permit::<SeePlan>::system(self.tenant),
        );
        let (pieces, _) = evidence::list(db, &see, None, None, 2).await?;
        let finding = [
            (EvidenceFinding::Verified, None),
            (
                EvidenceFinding::Questioned,
                Some("It names no meeting. Which one was it?"),
            ),
        ];
        for (piece, finding) in pieces.iter().zip(finding) {
            assessments::judge(db, &permit, None, piece.id, day, finding).await?;
        }
        Ok(())
    }
}

fn inception(row: &Assessment) -> AssessmentDraft {
    let rules = rules::version(&row.rules);
    let mut draft = AssessmentDraft {
        evaluators: evaluators(),
        interests: Some("None of the evaluators works for the municipality or takes part in the plan.".to_owned()),
        answers: Vec::new(),
    };
    for (asked, subject) in slots(rules, row.kind, &row.subjects) {
        let found = FOUND.iter().find(|(question, ..)| *question == asked.question);
        let (choice, words) = match (found, asked.question) {
            (Some((_, choice, words)), _) => (Some(*choice), Some((*words).to_owned())),
            (None, Question::Redesign) => (None, Some("Say in each milestone who checks the result.".to_owned())),
            (None, Question::Ambition) => (Some(Choice::PositiveChange), None),
            (None, _) => (rules.scale(asked).first().copied(), None),
        };
        draft.put(Answer {
            choice,
            words,
            ..Answer::open(asked.question, subject.map(|one| one.commitment))
        });
    }
    draft
}
