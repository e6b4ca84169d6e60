//! The form for one section of a draft assessment.

use besa_domain::access::Assess;
use besa_domain::assessments::{self, Answer, Assessment, AssessmentDraft, AssessmentState, Evaluator, Section};
use besa_domain::assessments::{field, slots};
use besa_domain::rules::{self, FormQuestion};
use besa_domain::{Conflict, Error, FieldError};
use besa_text::codes;
use poem::handler;
use poem::web::Path;

use super::super::field::{Choice, Field, Kind, open};
use super::super::form_page::FormPage;
use super::super::member_request::MemberRequest;
use super::super::shell::Open;
use super::{find, plan_of, sections, there};
use crate::assessed;
use crate::error::{Fault, Result};
use crate::flash::Flash;
use crate::form::Form;

/// The code of the header: details about the assessment, before the questions of OGP's form.
const ABOUT: &str = "about";
/// Number of empty rows for further evaluators.
const FREE: usize = 2;

type Address = Path<(String, String, String, String)>;

/// Returns the section with this code; `None` for the header.
fn section(row: &Assessment, code: &str) -> Result<Option<Section>> {
    if code == ABOUT {
        return Ok(None);
    }
    let known = sections(row.kind, rules::version(&row.rules)).into_iter();
    let mut known = known.filter(|section| section.code() == code);
    Ok(Some(known.next().ok_or(Fault::Missing)?))
}

/// Returns the assessment of the URL if it is a draft.
async fn draft(request: &MemberRequest) -> Result<Assessment> {
    request.permit::<Assess>()?;
    let row = find(request).await?;
    if row.state == AssessmentState::Draft {
        Ok(row)
    } else {
        Err(Error::from(Conflict::StateStep).into())
    }
}

/// Returns the field names of the answers in a section.
pub(super) fn names(row: &Assessment, section: Section) -> Vec<String> {
    let slots = slots(rules::version(&row.rules), row.kind, &row.subjects);
    let ours = slots.into_iter().filter(|(asked, _)| asked.section == section);
    ours.map(|(asked, subject)| field(asked.question, subject)).collect()
}

#[handler]
pub(super) async fn show(request: MemberRequest, Path((_, _, _, code)): Address) -> Result {
    let row = draft(&request).await?;
    let section = section(&row, &code)?;
    let form = filled(&row);
    page(&request, &row, section, form).await
}

#[handler]
pub(super) async fn save(request: MemberRequest, Path((_, _, _, code)): Address, mut form: Form) -> Result {
    let permit = request.permit::<Assess>()?;
    let row = draft(&request).await?;
    let section = section(&row, &code)?;
    let once = form.once_on(&row.id)?;
    let mut draft = AssessmentDraft::of(&row);
    match section {
        None => header(&form, &mut draft),
        Some(section) => answers(&row, section, &mut form, &mut draft),
    }
    if !form.is_fine() {
        return page(&request, &row, section, form).await;
    }
    match assessments::amend(request.db(), &permit, Some(&once), row.id, form.version(), draft).await {
        Ok(_) => {
            // Go on to the next section; after the last one, back to the assessment.
            let all = sections(row.kind, rules::version(&row.rules));
            let next = match section {
                None => all.first(),
                Some(section) => {
                    let mut rest = all.iter().skip_while(|one| **one != section);
                    rest.nth(1)
                }
            };
            let to = next.map_or_else(String::new, |next| format!("edit/{next}"));
            Ok(request.done(Flash::AssessmentKept, &there(&request, &row, &to)))
        }
        Err(error) => {
            form.refuse_or_stale(renamed(error))?;
            page(&request, &row, section, form).await
        }
    }
}

/// Renames field errors: from the domain's names of evaluators to the form's.
fn renamed(error: Error) -> Error {
    let Error::Invalid(errors) = error else { return error };
    let of_form = errors.into_iter().map(|error| {
        let evaluator = error
            .field
            .strip_prefix("evaluators[")
            .and_then(|rest| rest.split_once("]."));
        let named = evaluator.map(|(at, part)| format!("{part}_{at}"));
        FieldError {
            field: named.map_or(error.field, Into::into),
            ..error
        }
    });
    Error::Invalid(of_form.collect())
}

fn header(form: &Form, draft: &mut AssessmentDraft) {
    let rows = 0..draft.evaluators.len() + FREE;
    let evaluator = |at: usize| Evaluator {
        name: form.value(&format!("name_{at}")).trim().to_owned(),
        email: form.value(&format!("email_{at}")).trim().to_owned(),
    };
    let given = rows
        .map(evaluator)
        .filter(|one| !one.name.is_empty() || !one.email.is_empty());
    draft.evaluators = given.collect();
    draft.interests = form.maybe("interests");
}

fn answers(row: &Assessment, section: Section, form: &mut Form, draft: &mut AssessmentDraft) {
    for (asked, subject) in slots(rules::version(&row.rules), row.kind, &row.subjects) {
        if asked.section != section {
            continue;
        }
        let name = field(asked.question, subject);
        let sent = form.maybe(&name);
        let choice = sent.as_deref().and_then(|code| code.parse().ok());
        if sent.is_some() && choice.is_none() && !rules::version(&row.rules).scale(asked).is_empty() {
            form.note(FieldError::new(name.clone(), "unknown_choice"));
        }
        draft.put(Answer {
            choice,
            words: form.maybe(&format!("{name}_words")),
            reference: form.maybe(&format!("{name}_reference")),
            ..Answer::open(asked.question, subject.map(|one| one.commitment))
        });
    }
}

fn filled(row: &Assessment) -> Form {
    let mut form = Form::with([("interests", row.interests.clone().unwrap_or_default())]);
    for (at, one) in row.evaluators.0.iter().enumerate() {
        form.add(&format!("name_{at}"), one.name.clone());
        form.add(&format!("email_{at}"), one.email.clone());
    }
    for (asked, subject) in slots(rules::version(&row.rules), row.kind, &row.subjects) {
        let Some(answer) = row.answers.to(asked.question, subject.map(|one| one.commitment)) else {
            continue;
        };
        let name = field(asked.question, subject);
        if let Some(choice) = answer.choice {
            form.add(&name, choice.code().to_owned());
        }
        for (part, text) in [("words", &answer.words), ("reference", &answer.reference)] {
            if let Some(text) = text {
                form.add(&format!("{name}_{part}"), text.clone());
            }
        }
    }
    form
}

fn about(request: &MemberRequest, row: &Assessment) -> Vec<Field> {
    let w = request.w();
    let rows = 0..row.evaluators.0.len() + FREE;
    let evaluators = rows.flat_map(|at| {
        let number = (at + 1).to_string();
        let name = Field::new(
            format!("name_{at}"),
            w.assessment_field_name(&number),
            Kind::Line("text"),
        );
        let email = Field::new(
            format!("email_{at}"),
            w.assessment_field_email(&number),
            Kind::Line("email"),
        );
        [name, email.hint(w.assessment_hint_email())]
    });
    let interests = Field::prose("interests", w.assessment_field_interests(), 4);
    evaluators
        .chain([interests.hint(w.assessment_hint_interests())])
        .collect()
}

fn questions(request: &MemberRequest, row: &Assessment, section: Section) -> Vec<Field> {
    let w = request.w();
    let rules = rules::version(&row.rules);
    let mut fields = Vec::new();
    let mut commitment = None;
    for (asked, subject) in slots(rules, row.kind, &row.subjects) {
        if asked.section != section {
            continue;
        }
        if let Some(subject) = subject.filter(|one| commitment != Some(one.number)) {
            commitment = Some(subject.number);
            let heading = format!("commitment-{}", subject.number);
            fields.push(Field::new(heading, assessed::numbered(subject), Kind::Part));
        }
        fields.extend(asked_of(request, rules, asked, &field(asked.question, subject)));
    }
    if let Some(first) = fields.first_mut().filter(|_| section == Section::Opening) {
        first.hint = format!(
            "{}: {}. {}: {}. {}: {}.",
            codes::degree(w, "marginal"),
            codes::degree_hint(w, "marginal"),
            codes::degree(w, "major"),
            codes::degree_hint(w, "major"),
            codes::degree(w, "outstanding"),
            codes::degree_hint(w, "outstanding"),
        );
    }
    fields
}

/// Returns the fields of one question: a choice, an explanation and a reference; or only a text.
fn asked_of(request: &MemberRequest, rules: &rules::RuleSet, asked: &FormQuestion, name: &str) -> Vec<Field> {
    let w = request.w();
    let question = assessed::question(w, &asked.number, asked.question.code());
    let scale = rules.scale(asked);
    let words = format!("{name}_words");
    let reference = || {
        let label = w.assessment_reference_of(&asked.number);
        Field::new(format!("{name}_reference"), label, Kind::Prose(2))
    };
    if scale.is_empty() {
        let answer = Field::new(words, question, Kind::Prose(5));
        return if asked.plain {
            vec![answer]
        } else {
            vec![answer, reference()]
        };
    }
    let choices = scale
        .iter()
        .map(|one| (one.code().to_owned(), codes::choice(w, one.code())));
    let choices: Vec<Choice> = std::iter::once(open(w.assessment_choose())).chain(choices).collect();
    let choice = Field::new(name.to_owned(), question, Kind::Pick(vec![(String::new(), choices)]));
    if asked.plain {
        return vec![choice];
    }
    let explained = Field::new(words, w.assessment_words_of(&asked.number), Kind::Prose(4));
    vec![choice, explained, reference()]
}

async fn page(request: &MemberRequest, row: &Assessment, section: Option<Section>, form: Form) -> Result {
    let w = request.w();
    let plan = plan_of(request, row).await?;
    let whole = there(request, row, "");
    let (title, fields) = match section {
        None => (w.assessment_section_about(), about(request, row)),
        Some(section) => (
            codes::assessment_section(w, section.code()),
            questions(request, row, section),
        ),
    };
    FormPage::new(request, Open::Assessments, title, whole.clone())
        .await?
        .under(w.assessment_title(), request.at("assessments"))
        .under(assessed::title(w, row, Some(&plan)), whole)
        .lede(w.assessment_lede_own())
        .fields(fields)
        .button(w.assessment_save())
        .version(row.version)
        .show(form)
}
