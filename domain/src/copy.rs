//! Copying fields between records.

/// Builds a struct with fields copied from fields of the same name; with `&`, they are cloned. Fields
/// with other values follow after `with`; all remaining fields come from the value after `over`:
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
