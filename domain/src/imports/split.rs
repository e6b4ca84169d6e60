//! Several milestones or indicators in one cell: a list whose lines begin with numbers or bullets.

use super::notes::{Code, Note};
use super::reading::Reading;
use super::record::{Record, Value};

/// Returns the milestones of a row: one, or one for each entry of a list in the cell of its title. Other
/// cells with as many lines give each its own line, and all others go to each of them.
pub(super) fn milestones(record: Record, reading: &mut Reading) -> Vec<Record> {
    let Some(title) = record.get("title") else {
        return vec![record];
    };
    let Some(entries) = entries(&title.text) else {
        return vec![record];
    };
    reading.push(
        Note::new(Code::ListSplit, &title.cell, &title.text)
            .on("title")
            .using(entries.len().to_string()),
    );
    let mut parts = Vec::with_capacity(entries.len());
    for (at, entry) in entries.iter().enumerate() {
        let mut part = record.clone();
        part.rows = if at == 0 { record.rows } else { 0 };
        part.cell = if at == 0 {
            record.cell.clone()
        } else {
            format!("{} ({})", record.cell, at + 1)
        };
        part.values.retain(|value| value.field != "number");
        for field in [
            "starts_on",
            "due_on",
            "dates_said",
            "state",
            "percent",
            "responsible",
            "output",
        ] {
            let Some(text) = record.get(field).map(|value| value.text.clone()) else {
                continue;
            };
            let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
            if lines.len() == entries.len()
                && let Some(line) = lines.get(at)
            {
                part.set(field, bare(line).unwrap_or(line));
            }
        }
        part.set("title", entry);
        parts.push(part);
    }
    parts
}

/// Returns the indicators of a row: one, or one for each entry of a list in the cell of its title. A list in one of
/// several languages is not taken apart.
pub(super) fn indicators(record: Record, reading: &mut Reading) -> Vec<Record> {
    let titles: Vec<&Value> = record.titles().collect();
    let listed = match titles.as_slice() {
        [title] => entries(&title.text).map(|entries| ((*title).clone(), entries)),
        _ => None,
    };
    let Some((title, entries)) = listed else {
        return vec![record];
    };
    let note = Note::new(Code::IndicatorsSplit, &title.cell, &title.text);
    reading.push(note.on("title").using(entries.len().to_string()));
    let parts = entries.iter().enumerate().map(|(at, entry)| {
        let mut part = record.clone();
        if at > 0 {
            part.rows = 0;
            part.cell = format!("{} ({})", record.cell, at + 1);
            part.values.retain(|value| value.field != "number");
        }
        part.set(title.field, entry);
        part
    });
    parts.collect()
}

/// Returns the entries of a list; `None` when the text is none: at least two lines, each of which begins
/// with a number or a bullet, or goes on with the line before.
pub(super) fn entries(text: &str) -> Option<Vec<String>> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut entries: Vec<String> = Vec::new();
    for line in lines {
        match (bare(line), entries.last_mut()) {
            (Some(entry), _) => entries.push(entry.to_owned()),
            (None, Some(before)) => {
                before.push(' ');
                before.push_str(line);
            }
            (None, None) => return None,
        }
    }
    (entries.len() > 1).then_some(entries)
}

/// Returns a line without the number or bullet that it begins with; `None` for a line without one.
fn bare(line: &str) -> Option<&str> {
    if let Some(rest) = line.strip_prefix(['•', '▪', '●', '◦', '‣', '-', '–', '—', '*', '·', '\u{f0b7}', '➢', '✓'])
    {
        return Some(rest.trim_start()).filter(|rest| !rest.is_empty());
    }
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let (number, rest) = line.split_at_checked(digits)?;
    let letter = || {
        let mut signs = line.chars();
        matches!((signs.next(), signs.next()), (Some('a'..='z'), Some(')' | '.'))).then(|| signs.as_str())
    };
    let marked = number.ends_with('.') && number.len() > 1 && number.starts_with(|c: char| c.is_ascii_digit());
    let rest = match rest.strip_prefix([')', '-', '–']) {
        Some(rest) if !number.is_empty() => rest,
        Some(_) => return None,
        None if marked && rest.starts_with(char::is_whitespace) => rest,
        None => letter()?,
    };
    Some(rest.trim_start()).filter(|rest| rest.chars().any(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_in_a_cell() {
        for (text, expected) in [
            (
                "1. Draft the rules\n2. Publish the rules",
                Some(vec!["Draft the rules", "Publish the rules"]),
            ),
            (
                "• Hartimi\n• Botimi\n  në faqe",
                Some(vec!["Hartimi", "Botimi në faqe"]),
            ),
            ("a) First\nb) Second", Some(vec!["First", "Second"])),
            ("1) One\n\n2) Two\n3) Three", Some(vec!["One", "Two", "Three"])),
            ("1.1. Draft\n1.2. Publish", Some(vec!["Draft", "Publish"])),
            ("Publish the budget\nand the report", None),
            ("1. Only one", None),
            ("31.12.2026\n31.01.2027", None),
            ("", None),
        ] {
            let found = entries(text);
            let expected = expected.map(|all| all.into_iter().map(str::to_owned).collect::<Vec<_>>());
            assert_eq!(found, expected, "{text}");
        }
    }
}
