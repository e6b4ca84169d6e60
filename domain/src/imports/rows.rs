//! Reads the tables of a file, with what its text tells: a row for each milestone with its commitment and plan, sheets of their own for
//! plan, commitments, milestones and organisations that name each other by numbers, or anything between.
//!
//! Long because a row goes through the same steps whatever its table.

use super::account::Account;
use super::book::{Block, Book};
use super::columns::{Chosen, ColumnChoice};
use super::draft::{Draft, Involved, PersonRow};
use super::fields::{Field, Level, PRIVATE};
use super::find::Line;
use super::gather::{CommitmentRecords, PlanRecords, Plans, build};
use super::known::{Known, missing, missing_sheets, names_members, nothing, tables, with_unknown};
use super::lines::{self, Class, Title};
use super::milestone::{States, organisation, part};
use super::names::Cities;
use super::nested::Nested;
use super::notes::{Code, Note};
use super::outline::Outline;
use super::plan::person;
use super::read::Refusal;
use super::reading::Reading;
use super::record::{Record, Value};
use super::{context, split};
use crate::fold::fold;
use crate::imports::dates;
use crate::input;
use crate::stakeholders::PartKind;
use std::collections::{BTreeMap, BTreeSet};

/// Reads the tables of a file. `edits` are texts that a person put in place of those of the file.
///
/// # Errors
/// Notes with every reason why nothing can be read.
pub(super) fn read(book: &Book, chosen: &Chosen, edits: &super::Edits) -> Result<Draft, Refusal> {
    let mut notes: Vec<Note> = book.notes.clone();
    let mut account = Account::of(book);
    let mut outline = Outline::of(book);
    let known = tables(book, &mut outline, chosen, &mut account, &mut notes);
    if known.is_empty() && !outline.has_commitments() {
        return Err(vec![Note::new(nothing(book), &book.name, "")].into());
    }
    missing_sheets(&known, &mut notes);
    let columns: Vec<ColumnChoice> = known.iter().flat_map(|known| known.choices.clone()).collect();
    if let Some(missing) = missing(&known).filter(|_| !outline.has_commitments()) {
        return Err(Refusal {
            notes: with_unknown(missing, &notes),
            columns,
        });
    }
    let texts = known.iter().flat_map(|known| &known.table.rows);
    let cells = texts.flat_map(|line| line.row.cells.iter().map(|cell| cell.text.trim()));
    let paragraphs = book.text.iter().filter_map(Block::text);
    let words = paragraphs.flat_map(str::split_whitespace);
    let words = words.map(|word| word.trim_matches([',', '.', ';', ':', '(', ')']));
    let mut reading = Reading::new(dates::order_in(cells.chain(words)), notes);
    let titled = known.iter().any(|known| known.columns.title(Level::Plan).is_some());
    let heading = if titled { None } else { outline.take_title() };
    let states = outline.has_states() || known.iter().any(Known::has_states);
    let mut reader = Reader {
        account,
        plans: Plans::default(),
        cities: Cities::default(),
        people: Vec::new(),
        organisations: Vec::new(),
        named: names_members(&known),
        guess: heading.unwrap_or_else(|| {
            context::plan_title(&known.iter().map(|known| &known.table).collect::<Vec<_>>(), &book.name)
        }),
    };
    // Rows that name their plans say which plan the text belongs to.
    let (before, after) = if titled {
        (None, Some(outline))
    } else {
        (Some(outline), None)
    };
    reader.outline(before, &mut reading);
    for known in &known {
        reader.table(known, &mut reading);
    }
    reader.outline(after, &mut reading);
    let states = if states { States::InFile } else { States::NotInFile };
    reader.finish(book, reading, edits, states, columns)
}

/// The parts of a commitment that a row names.
#[derive(Debug, Default)]
struct RowParts {
    milestone: Record,
    /// Whether the row holds anything of a milestone.
    of_milestone: bool,
    /// Empty where the row has no indicator.
    indicator: Record,
    /// Whether the rows of its table name their plans.
    names_plans: bool,
}

/// What is read so far.
struct Reader {
    account: Account,
    plans: Plans,
    cities: Cities,
    people: Vec<PersonRow>,
    organisations: Vec<(Record, String)>,
    named: bool,
    /// The title of a plan that no row names.
    guess: Value,
}

impl Reader {
    /// Takes what the text and the forms tell. Where rows name the cities of their plans, the text does not say
    /// to which of them it belongs: it is left open.
    fn outline(&mut self, outline: Option<Outline<'_>>, reading: &mut Reading) {
        let Some(outline) = outline.filter(|outline| !self.named && !outline.is_empty()) else {
            return;
        };
        for spot in outline.taken {
            self.account.put(spot);
        }
        for spot in outline.labels {
            self.account.label(spot);
        }
        let guess = &self.guess;
        let Some(plan) = self.plans.plan_of(None, outline.plan, guess, false) else {
            return;
        };
        plan.notes.extend(outline.notes);
        for told in outline.commitments {
            let milestones = told.milestones;
            if let Some(found) = plan.commitment_of(told.commitment) {
                found.milestones.extend(
                    milestones
                        .into_iter()
                        .flat_map(|milestone| split::milestones(milestone, reading)),
                );
            }
        }
        plan.end_text();
    }

    fn table(&mut self, known: &Known<'_>, reading: &mut Reading) {
        let Known {
            at,
            table,
            columns,
            above,
            ..
        } = known;
        self.account.heading(*at, table.heading_row);
        if let Some(under) = table.under_row {
            self.account.heading(*at, under);
        }
        for row in &table.banner {
            self.account.left_out(*at, table, row, Code::RowAboveTable, reading);
        }
        let last = lines::last_record(table, columns);
        let mut seen: BTreeSet<Vec<&str>> = BTreeSet::new();
        let mut above = above.clone();
        for (place, line) in table.rows.iter().enumerate() {
            match lines::class(table, columns, place, last) {
                Class::LeftOut(code) => self.account.left_out(*at, table, line.row, code, reading),
                Class::Title(title, column) => above = self.titled(known, line, title, column, reading),
                Class::Record => {
                    let texts: Vec<&str> = line.row.cells.iter().map(|cell| cell.text.trim()).collect();
                    // Below other merged cells the same texts are another record.
                    if !line.is_merged() && !seen.insert(texts) {
                        self.account.left_out(*at, table, line.row, Code::DuplicateRow, reading);
                        continue;
                    }
                    let over = self.record(known, line, above.as_ref(), reading);
                    above = over.or(above);
                    // Its row is counted once.
                    if let Some(above) = &mut above {
                        above.rows = 0;
                    }
                }
            }
        }
    }

    /// Takes the title of a commitment that stands alone in its row, or with its number.
    fn titled(
        &mut self,
        known: &Known<'_>,
        line: &Line<'_>,
        title: Title,
        column: usize,
        reading: &mut Reading,
    ) -> Option<Record> {
        for shown in line.own() {
            self.account.taken(known.at, shown);
        }
        let shown = line.own().find(|shown| shown.column == column)?;
        let cell = known.table.address(shown.row, shown.column);
        let record = context::record(title, cell, &shown.cell.text);
        if self.named || known.columns.has(Level::Plan) {
            return Some(Record { rows: 1, ..record });
        }
        // It is a commitment though no milestone may follow.
        let none = Record::default;
        self.put(None, none(), record.clone(), RowParts::default(), reading);
        Some(record)
    }

    /// Takes the records of one row. Returns the commitment that the rows below go on with, where it is another one.
    fn record(
        &mut self,
        known: &Known<'_>,
        line: &Line<'_>,
        above: Option<&Record>,
        reading: &mut Reading,
    ) -> Option<Record> {
        let columns = known.columns_of(line);
        let record = |level| Record::of(&known.table, columns, line, level);
        let (member, mut plan) = (record(Level::Member), record(Level::Plan));
        let (mut commitment, mut milestone) = (record(Level::Commitment), record(Level::Milestone));
        if let Some(nested) = &known.nested {
            nested.number(line, &mut commitment);
            nested.number(line, &mut milestone);
        }
        let (mut indicator, mut stakeholder) = (record(Level::Indicator), record(Level::Stakeholder));
        // The rows of a plan, though some of their columns were chosen as those of organisations.
        let titled = |level| columns.title(level).is_some();
        let of_plan = titled(Level::Commitment) || titled(Level::Milestone) || titled(Level::Indicator);
        let listed = !stakeholder.values.is_empty();
        for shown in line.own() {
            // What a list of organisations does not use is left open: a note names it.
            let used = |field: Field| of_plan || !listed || is_of_list(field);
            if columns.field(shown.column).is_some_and(used) {
                self.account.taken(known.at, shown);
            }
        }
        if line.row.hidden {
            let place = known.table.address(line.row.number, 0);
            reading.push(Note::new(Code::HiddenRow, place, ""));
        }
        let city = self.cities.named(member.text("member"), member.text("country"));
        if self.named && city.is_none() && columns.has(Level::Member) {
            let note = Note::new(Code::UnknownMember, &member.cell, member.text("member"));
            reading.push(note.on("member"));
            return None;
        }
        let own_source = columns.holds("commitment_source");
        for source in plan.all("source").filter(|_| !own_source) {
            commitment.put("source", source.cell.clone(), &source.text);
        }
        if !titled(Level::Milestone) && !commitment.names_nothing() {
            // The person who is responsible for the commitment.
            let private = |value: &Value| PRIVATE.contains(&value.field);
            commitment
                .values
                .extend(milestone.values.extract_if(.., |value| private(value)));
        }
        if !listed || of_plan {
            self.unknown(
                known,
                line,
                [&mut indicator, &mut milestone, &mut commitment, &mut plan],
            );
        }
        if listed {
            stakeholder.rows = usize::from(!of_plan);
            let number = number_key(commitment.text("number"));
            self.organisations.push((stakeholder, number));
            if !of_plan {
                return None;
            }
        }
        if indicator.titles().next().is_none() {
            // What belongs to an indicator that the row does not name.
            let own = std::mem::take(&mut indicator);
            let coarser = if milestone.values.is_empty() {
                &mut commitment
            } else {
                &mut milestone
            };
            coarser.keep(own.values.into_iter());
        }
        let of_milestone = milestone.values.iter().any(|value| value.field != Record::UNKNOWN);
        let of_parts = of_milestone || !indicator.values.is_empty();
        if commitment.names_nothing()
            && of_parts
            && let Some(above) = above
        {
            let own = std::mem::replace(&mut commitment, above.clone());
            for note in commitment.merge(own) {
                reading.push(note);
            }
        }
        let empty = plan.values.is_empty() && commitment.names_nothing() && !of_parts;
        if empty {
            let (at, table) = (known.at, &known.table);
            self.account.left_out(at, table, line.row, Code::RowLeftOut, reading);
            return None;
        }
        if of_milestone && milestone.get("title").is_none() && !commitment.names_nothing() {
            known.shares.widen(&mut commitment, &mut milestone);
        }
        let of_milestone = milestone.values.iter().any(|value| value.field != Record::UNKNOWN);
        let over = || Record {
            rows: 0,
            ..commitment.clone()
        };
        let carries = known.nested.as_ref().is_some_and(Nested::carries);
        let over = (carries && !of_parts).then(over);
        let parts = RowParts {
            milestone,
            of_milestone,
            indicator,
            names_plans: titled(Level::Plan),
        };
        if !self.put(city, plan, commitment, parts, reading) {
            let note = self
                .account
                .named(known.at, &known.table, line.row, Code::UnknownCommitment);
            self.plans.note(note);
        }
        over
    }

    /// Adds the records of one row to the plan that it names: by its title, else the plan of the row above. Returns whether
    /// there is a commitment for its milestone.
    fn put(
        &mut self,
        city: Option<super::draft::Member>,
        mut plan: Record,
        mut commitment: Record,
        parts: RowParts,
        reading: &mut Reading,
    ) -> bool {
        let RowParts {
            mut milestone,
            of_milestone,
            mut indicator,
            names_plans,
        } = parts;
        let of_indicator = !indicator.values.is_empty();
        let bare = commitment.names_nothing() && !of_milestone && !of_indicator;
        if bare {
            // Fields of a commitment that the row does not name.
            plan.keep(commitment.values.drain(..).chain(milestone.values.drain(..)));
        }
        // A milestone without a title is left out: its row is one of the commitment that it names.
        let makes_milestone = of_milestone && (milestone.get("title").is_some() || commitment.names_nothing());
        plan.rows = usize::from(bare);
        commitment.rows += usize::from(!bare && !makes_milestone && !of_indicator);
        milestone.rows = usize::from(makes_milestone && !of_indicator);
        indicator.rows = usize::from(of_indicator);
        let continues = commitment.names_nothing();
        let guess = &self.guess;
        let Some(plan) = self.plans.plan_of(city, plan, guess, names_plans) else {
            return true;
        };
        if bare {
            return true;
        }
        match plan.commitment_of(commitment) {
            Some(found) if of_indicator => {
                let notes = found.take_indicator(milestone, indicator, continues, reading);
                plan.notes.extend(notes);
            }
            Some(found) if of_milestone => found.milestones.extend(split::milestones(milestone, reading)),
            Some(_) => {}
            None => return false,
        }
        true
    }

    /// Keeps the cells of columns without a field as provenance of the finest record of their row.
    fn unknown(&mut self, known: &Known<'_>, line: &Line<'_>, records: [&mut Record; 4]) {
        let Some(record) = records.into_iter().find(|record| !record.values.is_empty()) else {
            return;
        };
        let columns = known.columns_of(line);
        for shown in line.own().filter(|shown| columns.field(shown.column).is_none()) {
            let cell = known.table.address(shown.row, shown.column);
            record.put(Record::UNKNOWN, cell, &shown.cell.text);
            self.account.taken(known.at, shown);
        }
    }

    fn finish(
        self,
        book: &Book,
        mut reading: Reading,
        edits: &super::Edits,
        states: States,
        columns: Vec<ColumnChoice>,
    ) -> Result<Draft, Refusal> {
        let Self {
            account,
            plans,
            mut people,
            organisations,
            ..
        } = self;
        let mut plans = plans.done();
        if plans.is_empty()
            && organisations.is_empty()
            && !reading.notes.iter().any(|note| note.code == Code::UnknownMember)
        {
            return Err(vec![Note::new(Code::EmptyFile, &book.name, "")].into());
        }
        for plan in &mut plans {
            if plan.commitments.is_empty() {
                plan.notes.push(Note::new(Code::NoCommitment, &plan.plan.cell, ""));
            }
            persons(plan, &mut reading, &mut people);
        }
        let rows = account.close(book, &mut reading);
        let mut draft = Draft {
            plans: build(&mut reading, plans, states, edits),
            rows,
            columns,
            ..Draft::default()
        };
        list(&mut reading, organisations, &mut draft, &mut people, edits);
        draft.people = people;
        draft.notes = reading.finish()?;
        Ok(draft)
    }
}

/// Returns whether a list of organisations uses a field: those of organisations, and the number of the
/// commitment in which they take part.
fn is_of_list(field: Field) -> bool {
    field.level == Level::Stakeholder || field.code == "commitment_number"
}

/// Collects the people whom a plan, its commitments and its milestones name.
fn persons(plan: &PlanRecords, reading: &mut Reading, people: &mut Vec<PersonRow>) {
    let body = reading.line(&plan.plan, "monitoring_body", input::TITLE);
    people.extend(person(reading, &plan.plan, body.as_deref()));
    let named = |told: &&CommitmentRecords| {
        ["person", "email"]
            .iter()
            .any(|field| told.commitment.get(field).is_some())
    };
    for told in plan.commitments.iter().filter(named) {
        let first = first_of(reading, &told.commitment, "lead");
        people.extend(person(reading, &told.commitment, first.as_deref()));
    }
    for milestone in plan.commitments.iter().flat_map(|commitment| &commitment.milestones) {
        let first = first_of(reading, milestone, "responsible");
        people.extend(person(reading, milestone, first.as_deref()));
    }
}

/// Returns the first organisation in a list. Its notes come with the record.
fn first_of(reading: &mut Reading, record: &Record, field: &str) -> Option<String> {
    let before = reading.notes.len();
    let names = reading.list(record, field, input::TITLE);
    reading.notes.truncate(before);
    names.into_iter().next().map(|(name, _)| name)
}

/// Returns the number of a commitment for comparison: `1.`, `C1` and `01` are 1.
pub(super) fn number_key(text: &str) -> String {
    match super::places::place(text) {
        Some(place) => place.to_string(),
        None => fold(text),
    }
}

/// Adds organisations, their people, and their parts in commitments.
fn list(
    reading: &mut Reading,
    listed: Vec<(Record, String)>,
    draft: &mut Draft,
    people: &mut Vec<PersonRow>,
    edits: &super::Edits,
) {
    let commitments = draft
        .plans
        .first_mut()
        .into_iter()
        .flat_map(|plan| &mut plan.commitments);
    let mut by_number: BTreeMap<String, Parts<'_>> = BTreeMap::new();
    for commitment in commitments {
        let number = commitment.number_said();
        by_number
            .entry(number)
            .or_insert_with(|| Parts::of(&mut commitment.involved));
    }
    for (mut record, number) in listed {
        record.edit(edits);
        record.note_formulas(reading);
        let Some(row) = organisation(reading, &record) else {
            continue;
        };
        people.extend(person(reading, &record, Some(&row.name)));
        match by_number.get_mut(&number) {
            Some(parts) if !number.is_empty() => parts.add(&row.name, &row.cell, part(record.text("part"))),
            Some(_) | None if number.is_empty() => {}
            Some(_) | None => reading.push(Note::new(Code::UnknownCommitment, &row.cell, number)),
        }
        draft.organisations.push(row);
    }
}

/// The organisations that take part in one commitment, and their normalised names.
struct Parts<'d> {
    involved: &'d mut Vec<Involved>,
    known: BTreeSet<String>,
}

impl<'d> Parts<'d> {
    fn of(involved: &'d mut Vec<Involved>) -> Self {
        Self {
            known: involved.iter().map(|known| input::key(&known.name)).collect(),
            involved,
        }
    }

    /// Adds an organisation's part. A commitment has one lead, so a second lead becomes a supporter.
    fn add(&mut self, name: &str, cell: &str, part: Option<PartKind>) {
        if !self.known.insert(input::key(name)) {
            return;
        }
        let led = self.involved.iter().any(|known| known.part == PartKind::Lead);
        let part = match part {
            Some(PartKind::Lead) if led => PartKind::Supporter,
            Some(part) => part,
            None => PartKind::Other,
        };
        self.involved.push(Involved {
            name: name.to_owned(),
            part,
            cell: cell.to_owned(),
        });
    }
}
