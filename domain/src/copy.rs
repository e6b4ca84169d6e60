//! Records that take fields from one another.

/// Makes a struct that takes fields of the same names from another, listed once; `&` clones them.
/// What differs stands after `with`, and what the rest is taken from after `over`:
/// `copy_fields!(self => Plan { title, language } with { sources: Texts(self.sources), } over old)`.
#[macro_export]
macro_rules! copy_fields {
    ($from:ident => $to:ident { $($field:ident),* $(,)? } $(with { $($rest:tt)* })? $(over $base:expr)?) => {
        $to { $($($rest)*)? $($field: $from.$field,)* $(..$base)? }
    };
    (&$from:ident => $to:ident { $($field:ident),* $(,)? } $(with { $($rest:tt)* })? $(over $base:expr)?) => {
        $to { $($($rest)*)? $($field: $from.$field.clone(),)* $(..$base)? }
    };
}
