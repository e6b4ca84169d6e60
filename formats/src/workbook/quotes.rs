//! Finds quotation marks that open a cell by mistake. Such a mark swallows the rows below it into one cell.

/// A quotation mark at the beginning of a cell that is part of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Open {
    /// The row's number, from 1, and the column, from 0.
    pub(super) row: u32,
    pub(super) column: u32,
    /// Where the cell begins, at the mark, and where it ends: at the next separator or line end.
    at: usize,
    end: usize,
}

impl Open {
    /// Returns the text of the cell.
    pub(super) fn cell<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.at..self.end).unwrap_or_default()
    }
}

/// Finds the marks, at most one for each row; stops when there are more than `most`. `width` is the number of cells
/// that most rows have; 0 when it is not known.
///
/// A mark is part of the text when the cell that it opens holds a line break and either never closes, or goes on
/// behind its closing mark, or holds whole rows of the table.
pub(super) fn find(text: &str, separator: u8, width: usize, most: usize) -> Vec<Open> {
    let bytes = text.as_bytes();
    let byte = |at: usize| bytes.get(at).copied();
    let mut open = Vec::new();
    let (mut at, mut row, mut column) = (0, 1_u32, 0_u32);
    while let Some(first) = byte(at) {
        if open.len() > most {
            break;
        }
        let mut end = end_of_cell(bytes, at, separator);
        if first == b'"' {
            let close = close_of(bytes, at + 1);
            let held = text.get(at + 1..close.unwrap_or(bytes.len())).unwrap_or_default();
            let ended = close.is_some_and(|close| {
                let rest = bytes.get(close + 1..).unwrap_or_default();
                let next = rest.iter().find(|byte| **byte != b' ');
                next.is_none_or(|next| *next == separator || *next == b'\n')
            });
            let swallows = held.contains('\n') && (!ended || holds_rows(held, separator, width));
            match close {
                Some(close) if !swallows => end = end_of_cell(bytes, close + 1, separator),
                Some(_) | None => open.push(Open { row, column, at, end }),
            }
        }
        match byte(end) {
            Some(b'\n') => (row, column) = (row.saturating_add(1), 0),
            Some(_) => column = column.saturating_add(1),
            None => break,
        }
        at = end + 1;
    }
    open
}

/// Returns the text with the cells of these marks quoted, so that a reader takes the marks as text.
pub(super) fn mended(text: &str, open: &[Open]) -> String {
    let added: usize = open.iter().map(|open| open.cell(text).matches('"').count() + 2).sum();
    let mut all = String::with_capacity(text.len() + added);
    let mut from = 0;
    for cell in open {
        all.push_str(text.get(from..cell.at).unwrap_or_default());
        all.push('"');
        for sign in cell.cell(text).chars() {
            if sign == '"' {
                all.push('"');
            }
            all.push(sign);
        }
        all.push('"');
        from = cell.end;
    }
    all.push_str(text.get(from..).unwrap_or_default());
    all
}

/// Returns where a cell ends that has no quotation mark from here on.
fn end_of_cell(bytes: &[u8], from: usize, separator: u8) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    let length = rest.iter().position(|byte| *byte == separator || *byte == b'\n');
    length.map_or(bytes.len(), |length| from + length)
}

/// Returns the mark that closes a cell. Two marks stand for one in its text.
fn close_of(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == b'"')?;
        if bytes.get(at + 1) != Some(&b'"') {
            return Some(at);
        }
        at += 2;
    }
}

/// Returns whether a text holds whole rows: each line between its first and its last one has as many separators
/// as a row of the table. In tables of two columns a sentence may have them too.
fn holds_rows(text: &str, separator: u8, width: usize) -> bool {
    let lines: Vec<&str> = text.split('\n').collect();
    let Some([_, inner @ .., _]) = lines.get(..).filter(|lines| lines.len() > 2 && width > 2) else {
        return false;
    };
    let cells = |line: &&str| line.bytes().filter(|byte| *byte == separator).count() + 1;
    inner.iter().all(|line| cells(line) == width)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(u32, u32, String)> {
        let open = find(text, b',', 3, 10);
        let found = open
            .iter()
            .map(|open| (open.row, open.column, open.cell(text).to_owned()));
        found.collect()
    }

    #[test]
    fn a_mark_that_swallows_rows_is_found() {
        let never = "a,b,c\n1,\"open,x\n2,y,z\n";
        assert_eq!(found(never), [(2, 1, "\"open".to_owned())]);
        let later = "a,b,c\n1,\"open,x\n2,\"good, cell\",z\n";
        assert_eq!(found(later), [(2, 1, "\"open".to_owned())]);
        let rows = "a,b,c\n1,\"open,x\n2,y,z\n3,y\",z\n";
        assert_eq!(found(rows), [(2, 1, "\"open".to_owned())]);
        assert_eq!(
            mended(never, &find(never, b',', 3, 10)),
            "a,b,c\n1,\"\"\"open\",x\n2,y,z\n"
        );
    }

    #[test]
    fn a_cell_of_several_lines_is_none() {
        for text in [
            "a,b,c\n1,\"two\nlines\",x\n",
            "a,b,c\n1,\"two\n\nparagraphs, with commas\nhere\",x\n",
            "a,b,c\n1,\"a \"\"word\"\"\nbelow\" ,x\n",
            "a,b,c\n1,5\" pipe,x\n2,\"one\" two,x\n",
            "a,b,c\n1,2,\"last\nline\"",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
