//! Lists with cursor pagination: `{ items, next, total }`.

use crate::problem::Problem;
use besa_domain::pages::{Page, Slice};
use besa_domain::{Error, FieldError, code};
use poem_openapi::Object;
use poem_openapi::types::{ParseFromJSON, ToJSON, Type};
use uuid::Uuid;

/// Default number of items in a page of a list.
const USUAL: u32 = 50;
/// Maximum number of items in a page of a list.
const MAX: u32 = 200;

/// One page of a list.
#[derive(Debug, Object)]
pub(crate) struct List<T: Type + ParseFromJSON + ToJSON> {
    /// The items of this page.
    pub(crate) items: Vec<T>,
    /// An opaque cursor; send it as `after` to get the next page. `null` on the last page.
    pub(crate) next: Option<String>,
    /// The number of items on all pages together.
    pub(crate) total: u64,
}

/// The page of a list that is requested.
#[derive(Debug, Clone)]
pub(crate) struct PageRequest {
    limit: u32,
    after: Option<String>,
}

impl PageRequest {
    /// Checks the query parameters `limit` and `after`.
    ///
    /// # Errors
    /// `limit` / `out_of_range`.
    pub(crate) fn new(limit: Option<u32>, after: Option<String>) -> Result<Self, Problem> {
        let limit = limit.unwrap_or(USUAL);
        if !(1..=MAX).contains(&limit) {
            let error = FieldError::limited("limit", code::OUT_OF_RANGE, i64::from(MAX));
            return Err(Error::Invalid(vec![error]).into());
        }
        Ok(Self { limit, after })
    }

    /// Returns the maximum number of rows to read: one more than the limit, because the extra row
    /// shows that there is a next page.
    pub(crate) fn most(&self) -> u64 {
        u64::from(self.limit) + 1
    }

    /// Returns the id after which the page begins.
    ///
    /// # Errors
    /// `after` / `unknown_choice` for a cursor that is not an id.
    pub(crate) fn after<T: From<Uuid>>(&self) -> Result<Option<T>, Problem> {
        let id = |text: &String| Uuid::try_parse(text).map_err(|_other| unknown_cursor());
        Ok(self.after.as_ref().map(id).transpose()?.map(T::from))
    }

    /// Returns the number before which the page begins.
    ///
    /// # Errors
    /// `after` / `unknown_choice` for a cursor that is not a number.
    pub(crate) fn before(&self) -> Result<Option<i64>, Problem> {
        let number = |text: &String| text.parse().map_err(|_other| unknown_cursor());
        self.after.as_ref().map(number).transpose()
    }

    /// Builds a page from the rows that were read with the limit [`PageRequest::most`].
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

    /// Returns the part of the list that the domain reads by cursor.
    pub(crate) fn slice(&self) -> Slice {
        Slice::after(self.after.clone(), self.limit.into())
    }

    /// Builds a page from one that the domain read by cursor.
    pub(crate) fn page<R, T>(page: Page<R>, total: u64) -> List<T>
    where
        T: From<R> + Type + ParseFromJSON + ToJSON,
    {
        List {
            items: page.rows.into_iter().map(T::from).collect(),
            next: page.next,
            total,
        }
    }

    /// Cuts a page out of a list that was read completely.
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

/// Returns an id as a cursor.
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
            let part = PageRequest::new(Some(limit), after).unwrap();
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
        assert!(PageRequest::new(Some(0), None).is_err());
        assert!(PageRequest::new(Some(201), None).is_err());
        let part = PageRequest::new(None, Some("9".to_owned())).unwrap();
        assert!(part.of_whole::<u32, u32>(vec![1], u32::to_string).is_err());
        assert!(part.after::<Uuid>().is_err());
    }
}
