//! Pages of long lists, read by key ("keyset"): a page begins behind a row of the page before it, so that
//! its cost does not grow with the number of pages before it, and a row that is added or removed
//! meanwhile moves no other row to another page.

use crate::error::{Error, Result, code};
use sea_orm::sea_query::{Expr, ExprTrait as _, SimpleExpr};
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, Select, Value};

/// What separates the parts of a cursor. No slug, number or folded name contains it.
const SEPARATOR: char = '~';
/// The maximum number of characters of a part of a cursor.
const LONGEST: usize = 1_000;

/// Where a page begins. Cursors are opaque to callers: they come from the [`Page`] before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Place {
    /// At the beginning of the list.
    #[default]
    First,
    /// Behind this cursor.
    After(String),
    /// Directly before this cursor.
    Before(String),
}

/// The part of a list that is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slice {
    /// Where it begins.
    pub place: Place,
    /// The maximum number of rows.
    pub limit: u64,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<R> {
    /// The rows, in the order of the list.
    pub rows: Vec<R>,
    /// The cursor for [`Place::Before`]; `None` on the first page.
    pub previous: Option<String>,
    /// The cursor for [`Place::After`]; `None` on the last page.
    pub next: Option<String>,
}

impl<R> Page<R> {
    /// Returns the same page with each row converted.
    pub fn map<T>(self, convert: impl FnMut(R) -> T) -> Page<T> {
        Page {
            rows: self.rows.into_iter().map(convert).collect(),
            previous: self.previous,
            next: self.next,
        }
    }
}

impl Slice {
    /// Returns the first part of a list.
    pub fn first(limit: u64) -> Self {
        Self {
            place: Place::First,
            limit,
        }
    }

    /// Returns the part behind a cursor, or the first without one.
    pub fn after(cursor: Option<String>, limit: u64) -> Self {
        Self {
            place: cursor.map_or(Place::First, Place::After),
            limit,
        }
    }

    /// Limits a query to this part of a list in the order of `columns`, all of them rising or all of them
    /// falling; together they are unique. `key` reads the values of these columns from a cursor. The query
    /// gets one row more than wanted, which tells [`Slice::page`] that there are others.
    ///
    /// # Errors
    /// `after` / `unknown_choice` for a cursor that `key` cannot read.
    pub(crate) fn of<E: EntityTrait>(
        &self,
        mut select: Select<E>,
        columns: &[E::Column],
        rising: bool,
        key: impl FnOnce(&str) -> Option<Vec<Value>>,
    ) -> Result<Select<E>> {
        let (cursor, forward) = match &self.place {
            Place::First => (None, true),
            Place::After(cursor) => (Some(cursor), true),
            Place::Before(cursor) => (Some(cursor), false),
        };
        let upward = forward == rising;
        if let Some(cursor) = cursor {
            let values = key(cursor).ok_or_else(|| Error::field("after", code::UNKNOWN_CHOICE))?;
            let columns = columns
                .iter()
                .map(|column| SimpleExpr::from(column.as_column_ref_expr()));
            let row = Expr::tuple(columns.collect::<Vec<_>>());
            let values = Expr::tuple(values.into_iter().map(SimpleExpr::from).collect::<Vec<_>>());
            select = select.filter(if upward { row.gt(values) } else { row.lt(values) });
        }
        for column in columns {
            select = select.order_by(*column, if upward { Order::Asc } else { Order::Desc });
        }
        Ok(select.limit(self.limit + 1))
    }

    /// Builds the page from the rows of a query that was limited by [`Slice::of`].
    pub(crate) fn page<R>(&self, mut rows: Vec<R>, cursor: impl Fn(&R) -> String) -> Page<R> {
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let backward = matches!(self.place, Place::Before(_));
        if backward {
            rows.reverse();
        }
        let (before, behind) = match self.place {
            Place::First => (false, more),
            Place::After(_) => (true, more),
            Place::Before(_) => (more, true),
        };
        Page {
            previous: rows.first().filter(|_| before).map(&cursor),
            next: rows.last().filter(|_| behind).map(&cursor),
            rows,
        }
    }
}

/// The expression of a column, with its table.
trait Qualified: ColumnTrait {
    fn as_column_ref_expr(&self) -> Expr;
}

impl<C: ColumnTrait> Qualified for C {
    fn as_column_ref_expr(&self) -> Expr {
        Expr::col(self.as_column_ref())
    }
}

/// Returns a cursor of these parts.
pub(crate) fn cursor<const N: usize>(parts: [&dyn std::fmt::Display; N]) -> String {
    let parts: Vec<String> = parts.iter().map(ToString::to_string).collect();
    parts.join(&SEPARATOR.to_string())
}

/// Returns the parts of a cursor; `None` when it is none of `N` parts.
pub(crate) fn parts<const N: usize>(cursor: &str) -> Option<[&str; N]> {
    let fine = |part: &&str| part.chars().count() <= LONGEST && !part.chars().any(char::is_control);
    let parts: Vec<&str> = cursor.split(SEPARATOR).collect();
    parts.iter().all(fine).then_some(parts)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(place: Place, rows: &[i32]) -> (Vec<i32>, Option<String>, Option<String>) {
        let page = Slice { place, limit: 2 }.page(rows.to_vec(), i32::to_string);
        (page.rows, page.previous, page.next)
    }

    #[test]
    fn a_page_knows_whether_others_are_before_and_behind_it() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(page(Place::First, &[1, 2]), (vec![1, 2], None, None));
        assert_eq!(page(Place::First, &[1, 2, 3]), (vec![1, 2], None, some("2")));
        let after = || Place::After("2".to_owned());
        assert_eq!(page(after(), &[3, 4, 5]), (vec![3, 4], some("3"), some("4")));
        assert_eq!(page(after(), &[3]), (vec![3], some("3"), None));
        // Read backwards.
        let before = || Place::Before("5".to_owned());
        assert_eq!(page(before(), &[4, 3, 2]), (vec![3, 4], some("3"), some("4")));
        assert_eq!(page(before(), &[4, 3]), (vec![3, 4], None, some("4")));
        assert_eq!(page(after(), &[]), (vec![], None, None));
    }

    #[test]
    fn a_cursor_has_its_parts_and_nothing_else() {
        let made = cursor([&-7, &"elbasan"]);
        assert_eq!(parts(&made), Some(["-7", "elbasan"]));
        assert_eq!(parts::<3>(&made), None);
        assert_eq!(parts::<1>("a\0"), None);
        assert_eq!(parts::<1>(&"a".repeat(1_001)), None);
    }
}
