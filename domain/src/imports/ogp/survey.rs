//! The first pass over the dataset: which rows belong to which member, and which rows cannot be imported.

use super::RowReport;
use super::columns::{CODE, ID, Line, MEMBER};
use crate::imports::draft::Member;
use crate::imports::names::Cities;
use crate::imports::notes::{Code, Note};
use crate::input;
use std::collections::BTreeMap;

/// The rows of a file by member. Texts of rows are not kept: a file can be larger than the memory.
#[derive(Debug, Default)]
pub struct Survey {
    /// The members in the order of the file.
    pub members: Vec<MemberRows>,
    /// The rows that cannot be imported.
    pub refused: Vec<RowReport>,
    /// The number of rows below the headings.
    pub read: usize,
    cities: Cities,
    places: BTreeMap<String, usize>,
    /// The row of each OGP id.
    ids: BTreeMap<String, usize>,
}

/// A member, and its rows as the reader of the file counts them.
#[derive(Debug)]
pub struct MemberRows {
    /// The city.
    pub member: Member,
    /// Its rows, each with its number in the file.
    pub rows: Vec<usize>,
}

impl Survey {
    /// Counts a row that cannot be read.
    pub fn refuse(&mut self, row: usize, code: Code, given: &str) {
        self.read += 1;
        let note = Note::new(code, format!("row {row}"), given);
        self.refused.push(RowReport::refused(row, "", vec![note]));
    }

    /// Adds a row.
    pub fn add(&mut self, line: &Line) {
        self.read += 1;
        match self.member_of(line) {
            Ok(at) => {
                if let Some(known) = self.members.get_mut(at) {
                    known.rows.push(line.row);
                }
            }
            Err(note) => {
                let report = RowReport::refused(line.row, line.get(ID), vec![note]);
                self.refused.push(report);
            }
        }
    }

    /// Returns the place of the member to whom a row belongs.
    fn member_of(&mut self, line: &Line) -> Result<usize, Note> {
        let Some(id) = line.value(ID) else {
            return Err(Note::new(Code::OgpIdMissing, line.cell(ID), line.get(ID)));
        };
        let Some(name) = line.value(MEMBER) else {
            return Err(Note::new(Code::UnknownMember, line.cell(MEMBER), line.get(MEMBER)));
        };
        let unknown = || Note::new(Code::UnknownCountry, line.cell(CODE), line.get(CODE));
        let country = country(line.get(CODE), id).ok_or_else(unknown)?;
        if let Some(earlier) = self.ids.get(&input::key(id)) {
            let note = Note::new(Code::DuplicateRow, line.cell(ID), id);
            return Err(note.using(format!("row {earlier}")));
        }
        let member = self.cities.named(name, &country);
        let member = member.ok_or_else(|| Note::new(Code::UnknownMember, line.cell(MEMBER), name))?;
        self.ids.insert(input::key(id), line.row);
        let next = self.members.len();
        let at = *self.places.entry(member.slug.clone()).or_insert(next);
        if at == next {
            let rows = Vec::new();
            self.members.push(MemberRows { member, rows });
        }
        Ok(at)
    }
}

/// Returns the two-letter code of a country by the code of a member: `ALB` for a country, `ARBA` for a place in
/// Argentina; else by the first letters of the id of its commitment, which for a country is `AL0001`.
fn country(code: &str, id: &str) -> Option<String> {
    let code = code.trim().to_uppercase();
    let two = |text: &str| text.get(..2).map(str::to_owned);
    let found = match code.len() {
        3 if matches!(code.as_str(), "XKX" | "XKO") => Some("XK".to_owned()),
        3 => rust_iso3166::from_alpha3(&code).map(|country| country.alpha2.to_owned()),
        2 | 4 | 5 => two(&code),
        _ => None,
    };
    let of_id = || {
        let letters = id.chars().take_while(char::is_ascii_alphabetic).count();
        two(&id.to_uppercase()).filter(|_| letters == 2)
    };
    let known = |code: &String| crate::tenants::is_country(code);
    found.filter(known).or_else(|| of_id().filter(known))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("ALB", "AL0002", Some("AL"))]
    #[case("gbr", "UK0051", Some("GB"))]
    #[case("XKX", "XK0001", Some("XK"))]
    #[case("ARBA", "BUE0009", Some("AR"))]
    #[case("", "AL0002", Some("AL"))]
    #[case("", "BUE0009", None)]
    #[case("ZZZ", "ZZ0001", None)]
    fn countries(#[case] code: &str, #[case] id: &str, #[case] expected: Option<&str>) {
        assert_eq!(country(code, id).as_deref(), expected);
    }
}
