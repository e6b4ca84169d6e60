//! What the monitoring body of the example city found, and what the city replied. Invented, like the
//! rest: an inception assessment that is published, and a draft that the body alone sees.

use super::Teller;
use besa_domain::access::{AnswerAssessment, Assess, Permit, SeePlan};
use besa_domain::assessments::{
    self, Answer, Assessment, AssessmentDraft, AssessmentKind, Choice, Evaluator, EvidenceFinding, Question, slots,
};
use besa_domain::evidence;
use besa_domain::plans::Plan;
use besa_domain::{commitments, rules};
use time::Date;
use time::macros::date;

/// The day on which the inception assessment is published.
pub(super) const PUBLISHED: Date = date!(2025 - 10 - 27);

/// What was found of the requirements.
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

impl Teller<'_> {
    /// The inception assessment with the city's reply, and the beginning of another.
    pub(super) async fn assessed(&self, plan: &Plan) -> anyhow::Result<()> {
        let permit = Permit::<Assess>::system(self.tenant);
        let day = |day| self.moved(day);
        let (handed_in, replied) = (date!(2025 - 10 - 24), date!(2025 - 10 - 26));
        let db = self.on(handed_in);
        let row = assessments::begin(&db, &permit, None, AssessmentKind::Inception, plan.id, None).await?;
        let draft = inception(&row);
        let row = assessments::amend(&db, &permit, None, row.id, row.version, draft).await?;
        let at = (row.id, row.version);
        let row = assessments::submit(&db, &permit, None, at, day(handed_in)).await?;
        let words =
            "Two seats of the forum go to young people from January. Papers now carry the day they were shared.";
        let answers = Permit::<AnswerAssessment>::system(self.tenant);
        let at = (row.id, row.version);
        let row = assessments::reply(&self.on(replied), &answers, None, at, day(replied), words).await?;
        let at = (row.id, row.version);
        let base = &self.app.base_url;
        assessments::publish(&self.on(PUBLISHED), &permit, None, at, day(PUBLISHED), base).await?;
        self.drafted(plan).await
    }

    /// What nobody but the monitoring body sees.
    async fn drafted(&self, plan: &Plan) -> anyhow::Result<()> {
        let (db, permit) = (self.on(PUBLISHED), Permit::<Assess>::system(self.tenant));
        let see = Permit::<SeePlan>::system(self.tenant);
        let (all, _) = commitments::list(&db, &see, Some(plan.id), None, 1).await?;
        let Some(first) = all.first() else { return Ok(()) };
        let kind = AssessmentKind::EndOfCommitment;
        let row = assessments::begin(&db, &permit, None, kind, plan.id, Some(first.id)).await?;
        let mut draft = AssessmentDraft {
            evaluators: evaluators(),
            ..AssessmentDraft::default()
        };
        draft.put(Answer {
            choice: Some(Choice::Substantial),
            words: Some("Most milestones have evidence. Interviews are still to be held.".to_owned()),
            ..Answer::open(Question::Progress, None)
        });
        assessments::amend(&db, &permit, None, row.id, row.version, draft).await?;
        Ok(())
    }

    /// The first pieces of evidence, as the monitoring body sees them.
    pub(super) async fn judged(&self) -> anyhow::Result<()> {
        let (permit, see) = (
            Permit::<Assess>::system(self.tenant),
            Permit::<SeePlan>::system(self.tenant),
        );
        let on = date!(2026 - 11 - 20);
        let db = self.on(on);
        let (pieces, _) = evidence::list(&db, &see, None, None, 2).await?;
        let said = [
            (EvidenceFinding::Verified, None),
            (
                EvidenceFinding::Questioned,
                Some("It names no meeting. Which one was it?"),
            ),
        ];
        for (piece, said) in pieces.iter().zip(said) {
            assessments::judge(&db, &permit, None, piece.id, self.moved(on), said).await?;
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
