//! Updating a milestone: its state, what was done, and the evidence.

use besa_domain::access::{AddEvidence, ReportProgress};
use besa_domain::commitments::Commitment;
use besa_domain::evidence;
use besa_domain::evidence::Update;
use besa_domain::evidence::{EvidenceDraft, EvidenceKind, NewEvidence, Stored};
use besa_domain::milestones::{ComputedState, Milestone, MilestoneState, Report};
use besa_domain::whole::PlanRecords;
use besa_domain::{Conflict, Error, FieldError};
use besa_text::{codes, dates};
use poem::handler;
use poem::web::Multipart;

use super::super::field::{Card, Field, Kind, also};
use super::super::marks::{self, state_icon};
use super::super::member_request::MemberRequest;
use super::super::shell::Open;
use super::super::upload::{self, FILE, FormWithFiles};
use super::super::week::{reports, scope};
use super::super::{conflict, form_page::Panel};
use super::{about, there};
use crate::error::Result;
use crate::form::Form;

/// The states that can be chosen here. Withdrawing has a page of its own.
const STATES: [MilestoneState; 4] = [
    MilestoneState::NotStarted,
    MilestoneState::InProgress,
    MilestoneState::Stuck,
    MilestoneState::Complete,
];

#[handler]
pub(super) async fn show(request: MemberRequest) -> Result {
    request.permit::<ReportProgress>()?;
    let whole = request.whole().await?;
    let (commitment, milestone) = request.milestone_of(&whole)?;
    if !reports(&request, scope(&request).await?.as_deref(), commitment.id) {
        return Err(Error::Forbidden.into());
    }
    let mut form = Form::empty();
    if STATES.contains(&milestone.state) {
        form.add("state", milestone.state.code().to_owned());
        form.set_date("completed_on", milestone.completed_on);
    }
    if let Some(percent) = milestone.percent {
        form.add("percent", percent.to_string());
    }
    if milestone.state == MilestoneState::Stuck {
        form.add("reason", milestone.reason.clone().unwrap_or_default());
    }
    page(&request, &whole, form, Vec::new()).await
}

#[handler]
pub(super) async fn save(request: MemberRequest, parts: Multipart) -> Result {
    let (report, prove) = (request.permit::<ReportProgress>()?, request.permit::<AddEvidence>()?);
    let whole = request.whole().await?;
    let (commitment, milestone) = request.milestone_of(&whole)?;
    let FormWithFiles { mut form, files } = upload::read(&request, &prove, parts).await?;
    let app = &request.city.visitor.app;
    let progress = take_report(&mut form);
    if !files.is_empty() && form.value("personal_data").is_empty() {
        form.note(FieldError::new("personal_data", "personal_data"));
    }
    let evidence = pieces(&form, milestone, &files);
    if !form.is_fine() {
        for piece in &evidence {
            also(&mut form, piece.draft.clone().checked(piece.file.is_some()))?;
        }
        if let Some(progress) = &progress {
            also(&mut form, progress.clone().checked(request.today()))?;
        }
    }
    let Some(progress) = progress.filter(|_| form.is_fine()) else {
        return page(&request, &whole, form, files).await;
    };
    // Compare files by hash: a file that is uploaded again gets another key.
    let proofs: Vec<_> = evidence
        .iter()
        .map(|piece| (&piece.draft, piece.file.as_ref().map(|file| &file.sha256)))
        .collect();
    let once = form.once(&(milestone.id, form.version(), &progress, proofs))?;
    let with = Update {
        report: progress,
        evidence,
    };
    let version = form.version();
    let saved = evidence::update(
        request.db(),
        (&report, &prove),
        Some(&once),
        milestone.id,
        version,
        request.today(),
        with,
    )
    .await;
    match saved {
        Ok((saved, added)) => {
            if added.is_empty() {
                // A repeated request: its files were stored before, so this upload is dropped.
                upload::drop_files(app, &prove, &files).await;
            }
            Ok(request.saved(&whole.plan, &there(&request, commitment, &saved)))
        }
        Err(Error::Conflict(Conflict::StaleVersion { current })) => {
            let mut theirs = Form::with([("state", milestone.state.code().to_owned())]);
            theirs.add(
                "percent",
                milestone
                    .percent
                    .map_or_else(String::new, |percent| percent.to_string()),
            );
            theirs.add("reason", milestone.reason.clone().unwrap_or_default());
            theirs.set_date("completed_on", milestone.completed_on);
            for file in &files {
                form.add("kept", format!("{}/{}", file.key, file.name));
            }
            let fields = fields(&request, milestone);
            let back = there(&request, commitment, milestone);
            let both = (&form, &theirs);
            conflict::page(&request, Open::Commitments, &fields, both, current, &back).await
        }
        Err(error) => {
            if let Err(fault) = form.refuse(error) {
                upload::drop_files(app, &prove, &files).await;
                return Err(fault);
            }
            page(&request, &whole, form, files).await
        }
    }
}

/// Returns the progress report, if a state was chosen. Values of fields for other states are ignored.
fn take_report(form: &mut Form) -> Option<Report> {
    let state = form.value("state").parse().ok().filter(|state| STATES.contains(state));
    let Some(state) = state else {
        form.note(FieldError::new("state", "not_chosen"));
        return None;
    };
    let complete = state == MilestoneState::Complete;
    let completed_on = if complete { form.date("completed_on") } else { None };
    let under_way = matches!(state, MilestoneState::InProgress | MilestoneState::Stuck);
    let percent = if under_way { form.number("percent") } else { None };
    let stuck = state == MilestoneState::Stuck;
    Some(Report {
        state,
        percent,
        completed_on,
        done: form.maybe("done"),
        challenges: form.maybe("challenges"),
        next_step: form.maybe("next_step"),
        reason: form.maybe("reason").filter(|_| stuck),
    })
}

/// Returns each file and the link as evidence, titled after the file or the link.
fn pieces(form: &Form, milestone: &Milestone, files: &[Stored]) -> Vec<NewEvidence> {
    let draft = |title: String, kind, link| EvidenceDraft {
        title,
        kind,
        link,
        language: None,
        source: None,
        licence: None,
        description: None,
        dated_on: None,
    };
    let of_files = files.iter().map(|file| NewEvidence {
        draft: draft(title_of(&file.name), kind_of(&file.media_type), None),
        file: Some(file.clone()),
    });
    let of_link = form.maybe("link").map(|link| NewEvidence {
        draft: draft(
            form.maybe("link_title").unwrap_or_else(|| milestone.title.clone()),
            EvidenceKind::WebPage,
            Some(link),
        ),
        file: None,
    });
    of_files.chain(of_link).collect()
}

/// Returns a file's name without its extension, with spaces instead of `_` and `-`.
fn title_of(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let title = stem.replace(['_', '-'], " ");
    if title.trim().is_empty() {
        name.to_owned()
    } else {
        title
    }
}

/// Guesses the kind of evidence from the media type.
fn kind_of(media_type: &str) -> EvidenceKind {
    match media_type {
        kind if kind.starts_with("image/") => EvidenceKind::Photo,
        "text/csv" | "application/json" => EvidenceKind::Data,
        kind if kind.contains("spreadsheet") || kind.contains("excel") => EvidenceKind::Data,
        _ => EvidenceKind::Document,
    }
}

async fn page(request: &MemberRequest, whole: &PlanRecords, form: Form, files: Vec<Stored>) -> Result {
    let (commitment, milestone): (&Commitment, &Milestone) = request.milestone_of(whole)?;
    let w = request.w();
    let number = marks::number(commitment, milestone);
    let due = milestone.due_on.map(|day| dates::day_long(request.language(), day));
    let public = whole.plan.published_at.is_some();
    let lede = match (public, due) {
        (true, Some(day)) => w.update_lede(&number, day),
        (true, None) => w.update_lede_no_date(&number),
        (false, Some(day)) => w.update_lede_draft(&number, day),
        (false, None) => w.update_lede_draft_no_date(&number),
    };
    let next = Panel {
        title: w.update_panel_next(),
        text: Some(if public {
            w.update_panel_next_text()
        } else {
            w.update_panel_next_draft()
        }),
        ..Panel::default()
    };
    about(request, whole, (commitment, milestone), w.update_title(&number))
        .await?
        .lede(lede)
        .fields(fields(request, milestone))
        .button(if public {
            w.common_save_publish()
        } else {
            w.common_save()
        })
        .kept(files)
        .panel(next)
        .show(form)
}

fn fields(request: &MemberRequest, milestone: &Milestone) -> Vec<Field> {
    let w = request.w();
    let late = matches!(milestone.standing(request.today()), ComputedState::Late(_));
    let cards = STATES.map(|state| Card {
        value: state.code(),
        icon: state_icon(state),
        words: codes::milestone_state(w, state.code()),
        hint: codes::milestone_hint(w, state.code()),
    });
    let example = request.today();
    let example = format!("{} {} {}", example.day(), u8::from(example.month()), example.year());
    let challenges = if late {
        Field::prose("challenges", w.update_field_reason_late(), 3).hint(w.reason_hint())
    } else {
        Field::prose("challenges", w.update_field_challenges(), 3)
    };
    vec![
        Field::new("state", w.update_field_state(), Kind::Cards(cards.into())).hint(w.update_hint_state()),
        Field::day("completed_on", w.update_field_completed_on())
            .hint(w.common_date_hint(example))
            .only(MilestoneState::Complete.code()),
        Field::new("percent", w.update_field_percent(), Kind::Few)
            .hint(w.update_hint_percent())
            .only(MilestoneState::InProgress.code()),
        Field::prose("reason", w.update_field_stuck_reason(), 3)
            .hint(w.update_hint_stuck_reason())
            .only(MilestoneState::Stuck.code()),
        Field::prose("done", w.update_field_done(), 5).hint(w.update_hint_done()),
        challenges,
        Field::prose("next_step", w.update_field_next_step(), 2),
        Field::part("evidence", w.update_evidence()),
        Field::new(FILE, w.evidence_upload_button(), Kind::Files(true)),
        Field::new("link", w.update_field_link(), Kind::Line("url")).hint(w.update_hint_link()),
        Field::line("link_title", w.update_field_link_title()),
        Field::new("personal_data", w.update_personal_data(), Kind::Tick),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_after_itself() {
        assert_eq!(title_of("kontratat_2026-tetor.csv"), "kontratat 2026 tetor");
        assert_eq!(title_of(".csv"), ".csv");
        assert_eq!(kind_of("image/png"), EvidenceKind::Photo);
        assert_eq!(
            kind_of("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            EvidenceKind::Data
        );
        assert_eq!(kind_of("application/pdf"), EvidenceKind::Document);
    }
}
