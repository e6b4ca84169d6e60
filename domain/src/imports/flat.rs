//! Reads a table with one row for each milestone, and one for each commitment or plan without milestones
//! (docs/IMPORTS.md).

use super::columns::{self, FLAT, Level};
use super::draft::Draft;
use super::gather::{Plans, build};
use super::milestone::States;
use super::names::Cities;
use super::notes::{Code, Note};
use super::read::{distinct, order_of, unusable};
use super::reading::Reading;
use super::record::Record;
use super::table::Sheet;

/// Reads the table.
pub(super) fn read(sheet: &Sheet) -> Result<Draft, Vec<Note>> {
    let mut notes = Vec::new();
    let columns = columns::find(sheet, FLAT, &mut notes);
    if unusable(&notes) {
        return Err(notes);
    }
    if sheet.rows.is_empty() {
        return Err(vec![Note::new(Code::EmptyFile, &sheet.name, "")]);
    }
    // When no row names a city, all plans belong to the city that imports the file.
    let members = sheet
        .rows
        .iter()
        .map(|row| Record::of(sheet, row, &columns, Level::Member));
    let named = members.into_iter().any(|member| member.get("member").is_some());
    let mut reading = Reading::new(order_of(std::iter::once(sheet)), notes);
    let mut cities = Cities::default();
    let mut plans = Plans::default();
    for row in distinct(sheet, &mut reading) {
        let record = |level| Record::of(sheet, row, &columns, level);
        let (member, plan) = (record(Level::Member), record(Level::Plan));
        let city = cities.named(member.text("member"), member.text("country"));
        if named && city.is_none() {
            let note = Note::new(Code::UnknownMember, &member.cell, member.text("member"));
            reading.push(note.on("member"));
            continue;
        }
        if plan.get("title").is_none() {
            reading.push(Note::new(Code::TitleMissing, &plan.cell, "").on("plan_title"));
            continue;
        }
        let (mut commitment, milestone) = (record(Level::Commitment), record(Level::Milestone));
        for source in plan.all("source") {
            commitment.put("source", source.cell.clone(), &source.text);
        }
        let bare = commitment.get("ogp_id").or(commitment.get("title")).is_none() && milestone.values.is_empty();
        let Some(plan) = plans.plan_of(city, plan) else {
            continue;
        };
        match plan.commitment_of(commitment) {
            Some(found) if !milestone.values.is_empty() => found.milestones.push(milestone),
            Some(_) => {}
            None if bare => plan.notes.push(Note::new(Code::NoCommitment, &plan.plan.cell, "")),
            None => plan.notes.push(Note::new(Code::UnknownCommitment, &milestone.cell, "")),
        }
    }
    let plans = build(&mut reading, plans.done(), States::NotInFile);
    Ok(Draft {
        plans,
        notes: reading.finish()?,
        ..Draft::default()
    })
}
