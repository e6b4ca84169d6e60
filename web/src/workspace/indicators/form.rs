//! The form of an indicator.

use besa_domain::access::{EditMilestone, SeePlan};
use besa_domain::commitments::Commitment;
use besa_domain::indicators::{self, Direction, Indicator, IndicatorDraft};
use besa_domain::milestones::{self, Milestone};
use besa_domain::plans::Plan;
use besa_domain::records::Names;
use besa_domain::removal::Target;
use besa_domain::{FieldError, MilestoneId, code};
use besa_text::{Language, codes};
use poem::handler;
use std::collections::BTreeMap;

use super::super::field::{Choice, Field, Kind};
use super::super::form_page::{FormPage, answer, attempt};
use super::super::member_request::MemberRequest;
use super::super::removal;
use super::super::shell::Open;
use super::{Found, there};
use crate::error::Result;
use crate::form::Form;
use crate::indicators::number;

/// The most milestones of one commitment that the form offers.
const MILESTONES: u64 = 10_000;

/// What the form is about.
struct About<'a> {
    plan: &'a Plan,
    commitment: &'a Commitment,
    milestones: Vec<Milestone>,
    /// The languages of the texts: the plan's first.
    languages: Vec<String>,
    old: Option<&'a Indicator>,
}

impl<'a> About<'a> {
    async fn of(
        request: &MemberRequest,
        plan: &'a Plan,
        commitment: &'a Commitment,
        old: Option<&'a Indicator>,
    ) -> Result<Self> {
        let permit = request.permit::<SeePlan>()?;
        let of = Some(commitment.id);
        let (milestones, _) = milestones::list(request.db(), &permit, of, None, None, MILESTONES).await?;
        let of_city = request.city.tenant().languages.0.iter();
        let written = old
            .into_iter()
            .flat_map(|old| old.titles.0.keys().chain(old.deadlines.0.keys()));
        let mut languages = vec![plan.language.clone()];
        for language in of_city.chain(written) {
            if !languages.contains(language) {
                languages.push(language.clone());
            }
        }
        Ok(Self {
            plan,
            commitment,
            milestones,
            languages,
            old,
        })
    }
}

#[handler]
pub(super) async fn new(request: MemberRequest) -> Result {
    request.permit::<EditMilestone>()?;
    let whole = request.whole().await?;
    let about = About::of(&request, &whole.plan, request.commitment_of(&whole)?, None).await?;
    ask(&request, &about).await?.show(Form::empty())
}

#[handler]
pub(super) async fn create(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<EditMilestone>()?;
    let whole = request.whole().await?;
    let commitment = request.commitment_of(&whole)?;
    let about = About::of(&request, &whole.plan, commitment, None).await?;
    let draft = draft(&mut form, &about, IndicatorDraft::default());
    let once = form.once(&(commitment.id, &draft))?;
    let write = async |draft| indicators::create(request.db(), &permit, Some(&once), commitment.id, draft).await;
    let made = attempt(&form, draft, IndicatorDraft::checked, write).await;
    let outcome = made.map(|made| request.saved(&whole.plan, &there(&request, &whole.plan, commitment, &made)));
    answer(&request, form, outcome, None, async |_| ask(&request, &about).await).await
}

#[handler]
pub(super) async fn edit(request: MemberRequest) -> Result {
    request.permit::<EditMilestone>()?;
    let found = Found::of(&request, request.id()?).await?;
    let (plan, commitment) = found.place()?;
    let about = About::of(&request, plan, commitment, Some(&found.indicator)).await?;
    ask(&request, &about).await?.show(filled(&found.indicator))
}

#[handler]
pub(super) async fn save(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<EditMilestone>()?;
    let found = Found::of(&request, request.id()?).await?;
    let (plan, commitment) = found.place()?;
    let old = &found.indicator;
    let about = About::of(&request, plan, commitment, Some(old)).await?;
    let draft = draft(&mut form, &about, IndicatorDraft::of(old));
    let (once, version) = (form.once_on(&old.id)?, form.version());
    let write = async |draft| indicators::edit(request.db(), &permit, Some(&once), old.id, version, draft).await;
    let saved = attempt(&form, draft, IndicatorDraft::checked, write).await;
    let outcome = saved.map(|saved| request.saved(plan, &there(&request, plan, commitment, &saved)));
    let stored = Some(filled(old));
    answer(&request, form, outcome, stored, async |_| ask(&request, &about).await).await
}

async fn ask(request: &MemberRequest, about: &About<'_>) -> Result<FormPage> {
    let w = request.w();
    let of_plan = request.with_plan(about.plan);
    let back = of_plan.commitment(about.commitment, "");
    let title = match about.old {
        Some(old) => w.indicator_edit(number(old)),
        None => w.indicator_new(),
    };
    let ask = FormPage::new(request, Open::Commitments, title, back.clone())
        .await?
        .under(w.commitments_title(), of_plan.on("commitments"))
        .under(w.commitment_page(about.commitment.number.to_string()), back)
        .lede(w.indicator_lede())
        .fields(fields(request, about));
    Ok(match about.old {
        Some(old) => removal::offered(request, ask, about.plan, Target::Indicator(old.id))
            .version(old.version)
            .stands(there(request, about.plan, about.commitment, old)),
        None => ask,
    })
}

fn title_in(language: &str) -> String {
    format!("titles.{language}")
}

fn deadline_in(language: &str) -> String {
    format!("deadlines.{language}")
}

fn fields(request: &MemberRequest, about: &About<'_>) -> Vec<Field> {
    let w = request.w();
    let whole = (String::new(), w.indicator_whole());
    let milestones = about.milestones.iter().map(|milestone| {
        let words = format!("{}.{} {}", about.commitment.number, milestone.number, milestone.title);
        (milestone.id.to_string(), words)
    });
    let measures: Vec<Choice> = std::iter::once(whole).chain(milestones).collect();
    let directions = Direction::ALL
        .iter()
        .map(|one| (one.code().to_owned(), codes::indicator_direction(w, one.code())));
    let open = (String::new(), w.indicator_direction_open());
    let mut fields = Vec::new();
    for (at, language) in about.languages.iter().enumerate() {
        let label = w.indicator_field_title(Language::name_of(language));
        let field = Field::new(title_in(language), label, Kind::Prose(2));
        fields.push(if at == 0 {
            field.hint(w.indicator_hint_title())
        } else {
            field
        });
    }
    fields.extend([
        Field::pick("milestone", w.indicator_field_milestone(), measures),
        Field::line("unit", w.indicator_field_unit()).hint(w.indicator_hint_unit()),
        Field::pick(
            "direction",
            w.indicator_field_direction(),
            std::iter::once(open).chain(directions).collect(),
        ),
        Field::line("baseline", w.indicator_field_baseline()).hint(w.indicator_hint_baseline()),
        Field::day("baseline_on", w.indicator_field_baseline_on()),
        Field::line("target", w.indicator_field_target()).hint(w.indicator_hint_target()),
        Field::day("due_on", w.indicator_field_due()).hint(w.commitment_hint_month()),
    ]);
    for language in &about.languages {
        let label = w.indicator_field_deadline(Language::name_of(language));
        fields.push(Field::new(deadline_in(language), label, Kind::Line("text")));
    }
    fields.push(Field::line("code", w.indicator_field_code()).hint(w.indicator_hint_code()));
    fields.push(Field::new("number", w.indicator_field_number(), Kind::Few).hint(w.commitment_hint_number()));
    fields
}

fn filled(indicator: &Indicator) -> Form {
    let text = |text: Option<String>| text.unwrap_or_default();
    let mut form = Form::with([
        (
            "milestone",
            text(indicator.milestone_id.map(|milestone| milestone.to_string())),
        ),
        ("unit", text(indicator.unit.clone())),
        (
            "direction",
            text(indicator.direction.map(|direction| direction.to_string())),
        ),
        ("baseline", text(indicator.baseline.map(|value| value.to_string()))),
        ("target", text(indicator.target.map(|value| value.to_string()))),
        ("code", text(indicator.code.clone())),
        ("number", indicator.number.to_string()),
    ]);
    for (language, words) in &indicator.titles.0 {
        form.add(&title_in(language), words.clone());
    }
    for (language, words) in &indicator.deadlines.0 {
        form.add(&deadline_in(language), words.clone());
    }
    form.set_date("baseline_on", indicator.baseline_on);
    form.set_date("due_on", indicator.due_on);
    form
}

fn draft(form: &mut Form, about: &About<'_>, old: IndicatorDraft) -> IndicatorDraft {
    let in_languages = |form: &Form, name: fn(&str) -> String| {
        let texts = about.languages.iter().filter_map(|language| {
            let text = form.maybe(&name(language))?;
            Some((language.clone(), text.replace("\r\n", " ").replace('\n', " ")))
        });
        Names(texts.collect::<BTreeMap<_, _>>())
    };
    let titles = in_languages(form, title_in);
    if let (true, Some(first)) = (titles.0.is_empty(), about.languages.first()) {
        form.note(FieldError::new(title_in(first), code::REQUIRED));
    }
    let deadlines = in_languages(form, deadline_in);
    let number = form.number("number").or(old.number);
    let (baseline, target) = (form.decimal("baseline"), form.decimal("target"));
    let baseline_on = form.date("baseline_on");
    let due_on = form.month_or_day("due_on", true);
    let milestone: Option<MilestoneId> = form.maybe("milestone").and_then(|id| id.parse().ok());
    IndicatorDraft {
        number,
        code: form.maybe("code"),
        milestone,
        titles,
        unit: form.maybe("unit"),
        direction: form.maybe("direction").and_then(|code| code.parse().ok()),
        baseline,
        baseline_on,
        target,
        due_said: old.due_said.filter(|_| due_on == old.due_on),
        due_on,
        deadlines,
    }
}
