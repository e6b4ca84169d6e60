//! Measures a JSON document before it is parsed, without storing any of it.

use super::notes::{Code, Note};
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// The maximum depth of nested lists and objects. A plan needs six.
const DEPTH: usize = 20;
/// The maximum number of values: list entries and object fields.
const VALUES: usize = 60_000;
/// The maximum number of objects. An object with one field takes as much memory as one with eleven.
const OBJECTS: usize = 15_000;
/// The maximum size of all texts in bytes, including field names.
const TEXT: usize = 4_000_000;

/// What was counted so far.
#[derive(Default)]
struct DocumentSize {
    values: usize,
    objects: usize,
    text: usize,
    /// The limit that was exceeded.
    over: Option<Note>,
}

/// Refuses a document that exceeds a limit. Invalid JSON passes here; the parser reports it.
pub(super) fn check(text: &str) -> Result<(), Note> {
    let mut tally = DocumentSize::default();
    let mut reader = serde_json::Deserializer::from_str(text);
    let seed = Measure {
        tally: &mut tally,
        depth: 0,
    };
    match (seed.deserialize(&mut reader), tally.over) {
        (Err(_), Some(refusal)) => Err(refusal),
        (Ok(()) | Err(_), _) => Ok(()),
    }
}

impl DocumentSize {
    fn within<E: serde::de::Error>(&mut self, code: Code, counted: usize, most: usize) -> Result<(), E> {
        if counted <= most {
            return Ok(());
        }
        self.over = Some(Note::new(code, "", most.to_string()));
        Err(E::custom("larger than any plan"))
    }

    fn value<E: serde::de::Error>(&mut self) -> Result<(), E> {
        self.values += 1;
        self.within(Code::TooManyCells, self.values, VALUES)
    }

    fn text<E: serde::de::Error>(&mut self, text: &str) -> Result<(), E> {
        self.text = self.text.saturating_add(text.len());
        self.within(Code::TooMuchText, self.text, TEXT)
    }
}

struct Measure<'t> {
    tally: &'t mut DocumentSize,
    depth: usize,
}

impl Measure<'_> {
    fn inner<E: serde::de::Error>(&mut self) -> Result<usize, E> {
        let depth = self.depth + 1;
        self.tally.within(Code::NestedTooDeep, depth, DEPTH)?;
        Ok(depth)
    }
}

impl<'de> DeserializeSeed<'de> for Measure<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Measure<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E: serde::de::Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: serde::de::Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<(), E> {
        self.tally.text(text)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut entries: A) -> Result<(), A::Error> {
        let depth = self.inner()?;
        loop {
            let tally = &mut *self.tally;
            if entries.next_element_seed(Measure { tally, depth })?.is_none() {
                return Ok(());
            }
            self.tally.value()?;
        }
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut fields: A) -> Result<(), A::Error> {
        let depth = self.inner()?;
        self.tally.objects += 1;
        self.tally.within(Code::TooManyCells, self.tally.objects, OBJECTS)?;
        loop {
            let tally = &mut *self.tally;
            if fields.next_key_seed(Measure { tally, depth })?.is_none() {
                return Ok(());
            }
            let tally = &mut *self.tally;
            fields.next_value_seed(Measure { tally, depth })?;
            self.tally.value()?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> Option<Code> {
        check(text).err().map(|note| note.code)
    }

    #[test]
    fn what_a_plan_needs_passes_and_no_more() {
        assert_eq!(
            refused(r#"{"plans": [{"plan_title": "Open data", "commitments": []}]}"#),
            None
        );
        assert_eq!(refused("[1, 2,"), None);
        assert_eq!(refused(&"[".repeat(1_000)), Some(Code::NestedTooDeep));
        assert_eq!(
            refused(&format!("[{}0]", "0,".repeat(VALUES))),
            Some(Code::TooManyCells)
        );
        assert_eq!(
            refused(&format!("[{}{{}}]", "{},".repeat(OBJECTS))),
            Some(Code::TooManyCells)
        );
        assert_eq!(
            refused(&format!("[\"{}\"]", "a".repeat(TEXT + 1))),
            Some(Code::TooMuchText)
        );
    }
}
