//! Coded values: enums in which each variant has a stable code, which is the same in the database, the
//! API and the translations.

macro_rules! coded {
    ($($(#[$doc:meta])* $name:ident { $($(#[$($vdoc:tt)*])* $variant:ident = $code:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize, sea_orm::DeriveValueType)]
        #[sea_orm(value_type = "String")]
        pub enum $name {
            $($(#[$($vdoc)*])* #[serde(rename = $code)] $variant,)*
        }

        impl $name {
            /// All values, in order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// A Markdown list of the codes, with what each means: the comments of the values.
            pub const MEANINGS: &'static str =
                concat!($("- `", $code, "`:", $($crate::coded::comment!($($vdoc)*),)* "\n",)*);

            /// Returns the stable code.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)*
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }

        // sea-orm requires this of every part of a primary key; ours are never numbers.
        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
                Err(sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::coded::UnknownCode;

            fn from_str(code: &str) -> Result<Self, Self::Err> {
                match code {
                    $($code => Ok(Self::$variant),)*
                    _ => Err($crate::coded::UnknownCode(code.to_owned())),
                }
            }
        }
    )*};
}

/// The text of a doc comment; empty for another attribute.
macro_rules! comment {
    (doc = $text:literal) => {
        $text
    };
    ($($other:tt)*) => {
        ""
    };
}

pub(crate) use {coded, comment};

/// The error for a code that the enum does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown code {0:?}")]
pub struct UnknownCode(pub String);
