//! Lists: `{ items, next, total }`, by cursor.

use crate::problem::Problem;
use besa_domain::{Error, FieldError, code};
use poem_openapi::Object;
use poem_openapi::types::{ParseFromJSON, ToJSON, Type};
use uuid::Uuid;

/// How many things a list gives when no limit is sent.
const USUAL: u32 = 50;
/// How many it gives at most.
const MOST: u32 = 200;

/// A part of a list.
#[derive(Debug, Object)]
pub(crate) struct List<T: Type + ParseFromJSON + ToJSON> {
    /// The things.
    pub(crate) items: Vec<T>,
    /// Send it in `after` to get those that follow; `null` at the end.
    pub(crate) next: Option<String>,
    /// How many there are in all parts together.
    pub(crate) total: u64,
}

/// Which part of a list is wanted.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    limit: u32,
    after: Option<String>,
}

impl Part {
    /// # Errors
    /// `limit` / `out_of_range`.
    pub(crate) fn new(limit: Option<u32>, after: Option<String>) -> Result<Self, Problem> {
        let limit = limit.unwrap_or(USUAL);
        if !(1..=MOST).contains(&limit) {
            let error = FieldError::limited("limit", code::OUT_OF_RANGE, i64::from(MOST));
            return Err(Error::Invalid(vec![error]).into());
        }
        Ok(Self { limit, after })
    }

    /// One more than fits: the one too many tells that there is more.
    pub(crate) fn most(&self) -> u64 {
        u64::from(self.limit) + 1
    }

    /// The id after which the part begins.
    ///
    /// # Errors
    /// `after` / `unknown_choice` for a cursor that is none of ours.
    pub(crate) fn after<T: From<Uuid>>(&self) -> Result<Option<T>, Problem> {
        let id = |text: &String| Uuid::try_parse(text).map_err(|_other| unknown_cursor());
        Ok(self.after.as_ref().map(id).transpose()?.map(T::from))
    }

    /// The number before which the part begins.
    ///
    /// # Errors
    /// `after` / `unknown_choice` for a cursor that is none of ours.
    pub(crate) fn before(&self) -> Result<Option<i64>, Problem> {
        let number = |text: &String| text.parse().map_err(|_other| unknown_cursor());
        self.after.as_ref().map(number).transpose()
    }

    /// A list of what was found by [`Part::most`].
    pub(crate) fn list<R, T>(&self, mut found: Vec<R>, total: u64, cursor: impl Fn(&R) -> String) -> List<T>
    where
        T: From<R> + Type + ParseFromJSON + ToJSON,
    {
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        let more = found.len() > limit;
        found.truncate(limit);
        let next = found.last().filter(|_| more).map(cursor);
        List {
            items: found.into_iter().map(T::from).collect(),
            next,
            total,
        }
    }

    /// A part of a list that came whole.
    ///
    /// # Errors
    /// `after` / `unknown_choice` for a cursor that is not, or no longer, in the list.
    pub(crate) fn of_whole<R, T>(&self, mut whole: Vec<R>, cursor: impl Fn(&R) -> String) -> Result<List<T>, Problem>
    where
        T: From<R> + Type + ParseFromJSON + ToJSON,
    {
        let total = crate::values::count(whole.len());
        let begins = match &self.after {
            Some(after) => {
                let found = whole.iter().position(|row| cursor(row) == *after);
                found.ok_or_else(unknown_cursor)? + 1
            }
            None => 0,
        };
        Ok(self.list(whole.split_off(begins), total, cursor))
    }
}

/// An id as a cursor.
pub(crate) fn cursor(id: impl Into<Uuid>) -> String {
    let id: Uuid = id.into();
    id.simple().to_string()
}

fn unknown_cursor() -> Problem {
    Problem::field("after", code::UNKNOWN_CHOICE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(limit: u32) -> Vec<Vec<u32>> {
        let (mut pages, mut after) = (Vec::new(), None);
        loop {
            let part = Part::new(Some(limit), after).unwrap();
            let list: List<u32> = part.of_whole((1..=5).collect(), u32::to_string).unwrap();
            assert_eq!(list.total, 5);
            pages.push(list.items);
            match list.next {
                Some(next) => after = Some(next),
                None => return pages,
            }
        }
    }

    #[test]
    fn a_list_ends() {
        assert_eq!(pages(2), [vec![1, 2], vec![3, 4], vec![5]]);
        assert_eq!(pages(5), [vec![1, 2, 3, 4, 5]]);
        assert_eq!(pages(200), [vec![1, 2, 3, 4, 5]]);
    }

    #[test]
    fn limits_and_cursors_that_are_none_are_refused() {
        assert!(Part::new(Some(0), None).is_err());
        assert!(Part::new(Some(201), None).is_err());
        let part = Part::new(None, Some("9".to_owned())).unwrap();
        assert!(part.of_whole::<u32, u32>(vec![1], u32::to_string).is_err());
        assert!(part.after::<Uuid>().is_err());
    }
}
