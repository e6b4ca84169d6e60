//! The form of one of the municipality's other plans.

use besa_domain::access::{EditStrategies, SeePlan, SeeStrategies};
use besa_domain::strategies::{self, Aligned, Document, StrategyDraft, StrategyKind};
use besa_domain::{CommitmentId, FieldError, commitments, policy_areas};
use besa_text::codes;
use poem::handler;

use super::super::field::{Choice, Field, Kind, open};
use super::super::form_page::{FormPage, answer, attempt};
use super::super::member_request::MemberRequest;
use super::super::shell::Open;
use super::there;
use crate::error::Result;
use crate::flash::Flash;
use crate::form::Form;

/// Maximum number of commitments to choose from.
const MAX: u64 = 500;

#[handler]
pub(super) async fn new(request: MemberRequest) -> Result {
    request.permit::<EditStrategies>()?;
    let form = Form::empty();
    ask(&request, None, &form).await?.show(form)
}

#[handler]
pub(super) async fn create(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<EditStrategies>()?;
    let draft = draft(&mut form);
    let once = form.once(&draft)?;
    let write = async |draft| strategies::create(request.db(), &permit, Some(&once), draft).await;
    let made = attempt(&form, draft, StrategyDraft::checked, write).await;
    let outcome = made.map(|made| request.done(Flash::Saved, &there(&request, &made)));
    answer(&request, form, outcome, None, async |form| {
        ask(&request, None, form).await
    })
    .await
}

async fn read(request: &MemberRequest) -> Result<Aligned> {
    let permit = request.permit::<SeeStrategies>()?;
    Ok(strategies::strategy(request.db(), &permit, request.id()?).await?)
}

#[handler]
pub(super) async fn edit(request: MemberRequest) -> Result {
    request.permit::<EditStrategies>()?;
    let found = read(&request).await?;
    let form = filled(&found);
    ask(&request, Some(&found), &form).await?.show(form)
}

#[handler]
pub(super) async fn save(request: MemberRequest, mut form: Form) -> Result {
    let permit = request.permit::<EditStrategies>()?;
    let old = read(&request).await?;
    let draft = draft(&mut form);
    let id = old.strategy.id;
    let (once, version) = (form.once_on(&id)?, form.version());
    let write = async |draft| strategies::edit(request.db(), &permit, Some(&once), id, version, draft).await;
    let saved = attempt(&form, draft, StrategyDraft::checked, write).await;
    let outcome = saved.map(|saved| request.done(Flash::Saved, &there(&request, &saved)));
    let stored = Some(filled(&old));
    answer(&request, form, outcome, stored, async |form| {
        ask(&request, Some(&old), form).await
    })
    .await
}

/// Returns every theme, and the areas within themes that the plan already has.
fn areas(request: &MemberRequest, form: &Form) -> Vec<Choice> {
    let offered = policy_areas::ALL
        .iter()
        .filter(|area| area.theme.is_none() || form.has("policy_areas", area.code));
    offered
        .map(|area| (area.code.to_owned(), codes::policy_area(request.w(), area.code)))
        .collect()
}

async fn fields(request: &MemberRequest, form: &Form) -> Result<Vec<Field>> {
    let w = request.w();
    let kinds = StrategyKind::ALL
        .iter()
        .map(|kind| (kind.code().to_owned(), codes::strategy_kind(w, kind.code())));
    let kinds = std::iter::once(open(w.strategy_choose_kind())).chain(kinds);
    let (all, _) = commitments::list(request.db(), &request.permit::<SeePlan>()?, None, None, MAX).await?;
    let shared: Vec<Choice> = all.into_iter().map(|one| (one.id.to_string(), one.title)).collect();
    let mut fields = vec![
        Field::line("title", w.strategy_field_title()),
        Field::pick("kind", w.strategy_field_kind(), kinds.collect()),
        Field::new("first_year", w.strategy_field_first(), Kind::Few),
        Field::new("last_year", w.strategy_field_last(), Kind::Few).hint(w.strategy_hint_last()),
        Field::prose("summary", w.strategy_field_summary(), 5),
        Field::line("source", w.strategy_field_source()),
        Field::prose("documents", w.strategy_documents(), 4).hint(w.strategy_hint_documents()),
    ];
    if !shared.is_empty() {
        fields.push(Field::new("commitments", w.strategy_commitments(), Kind::Ticks(shared)));
    }
    fields.extend([
        Field::new(
            "policy_areas",
            w.strategy_field_areas(),
            Kind::Ticks(areas(request, form)),
        ),
        Field::line("sdg_targets", w.strategy_field_targets()).hint(w.strategy_hint_targets()),
    ]);
    Ok(fields)
}

fn filled(found: &Aligned) -> Form {
    let strategy = &found.strategy;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let year = |year: Option<i32>| year.map(|year| year.to_string()).unwrap_or_default();
    let documents = strategy.documents.0.iter();
    let documents: Vec<String> = documents.map(|one| format!("{} {}", one.title, one.link)).collect();
    let mut form = Form::with([
        ("title", strategy.title.clone()),
        ("kind", strategy.kind.code().to_owned()),
        ("first_year", year(strategy.first_year)),
        ("last_year", year(strategy.last_year)),
        ("summary", text(&strategy.summary)),
        ("source", text(&strategy.source)),
        ("documents", documents.join("\n")),
        ("sdg_targets", strategy.sdg_targets.0.join(", ")),
    ]);
    for area in &strategy.policy_areas.0 {
        form.add("policy_areas", area.clone());
    }
    for commitment in &found.commitments {
        form.add("commitments", commitment.id.to_string());
    }
    form
}

/// Parses a line: a title and, as the last word, a URL.
fn document(line: &str) -> Document {
    let line = line.trim();
    let (title, link) = line.rsplit_once(char::is_whitespace).unwrap_or((line, line));
    Document {
        title: title.trim().to_owned(),
        link: link.to_owned(),
    }
}

fn draft(form: &mut Form) -> StrategyDraft {
    let kind = form.value("kind").parse().ok();
    if kind.is_none() {
        form.note(FieldError::new("kind", "not_chosen"));
    }
    let targets = form.value("sdg_targets").split([',', ' ', ';']);
    let targets = targets.map(str::trim).filter(|target| !target.is_empty());
    let documents = form.value("documents").lines().filter(|line| !line.trim().is_empty());
    StrategyDraft {
        title: form.value("title").to_owned(),
        summary: form.maybe("summary"),
        source: form.maybe("source"),
        documents: documents.map(document).collect(),
        policy_areas: form.all("policy_areas").map(str::to_owned).collect(),
        sdg_targets: targets.map(str::to_owned).collect(),
        commitments: form
            .all("commitments")
            .filter_map(|id| id.parse::<CommitmentId>().ok())
            .collect(),
        first_year: form.number("first_year"),
        last_year: form.number("last_year"),
        ..StrategyDraft::of_kind(kind.unwrap_or(StrategyKind::Plan))
    }
}

async fn ask(request: &MemberRequest, found: Option<&Aligned>, form: &Form) -> Result<FormPage> {
    let w = request.w();
    let list = request.at("strategies");
    let back = found.map_or_else(|| list.clone(), |found| there(request, &found.strategy));
    let title = found.map_or_else(|| w.strategy_new(), |_| w.strategy_edit());
    let ask = FormPage::new(request, Open::Strategies, title, back.clone())
        .await?
        .under(w.strategy_title(), list)
        .lede(w.forum_public_at_once())
        .fields(fields(request, form).await?);
    Ok(match found.map(|found| &found.strategy) {
        Some(strategy) => ask.under(strategy.title.clone(), back).version(strategy.version),
        None => ask,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_title_and_an_address() {
        let read = document(" The plan, in full  https://example.org/plan.pdf ");
        assert_eq!(
            (read.title.as_str(), read.link.as_str()),
            ("The plan, in full", "https://example.org/plan.pdf")
        );
        let bare = document("https://example.org/plan.pdf");
        assert_eq!(bare.title, bare.link);
    }
}
