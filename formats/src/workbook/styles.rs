//! Styles that are based on others.

/// The longest chain of styles that is followed. A damaged file can have a circle.
const MAX_PARENTS: usize = 20;

/// Returns a property of a style or of the nearest one that it is based on. `parent` gives the style that one
/// is based on.
pub(super) fn inherited<'s, S, T>(
    style: Option<&'s S>,
    parent: impl Fn(&'s S) -> Option<&'s S>,
    property: impl Fn(&S) -> Option<T>,
) -> Option<T> {
    std::iter::successors(style, |style| parent(style))
        .take(MAX_PARENTS)
        .find_map(property)
}
