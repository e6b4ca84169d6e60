//! Deserialises JSON with errors that are data: `serde_json` reports errors only as English sentences.

use serde::de::value::{MapAccessDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{Deserializer, Error, IntoDeserializer, Unexpected, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::Value;
use std::fmt;

/// Why a value does not fit the type of its field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum DecodeError {
    /// The object has a field that the type does not have.
    Unknown(String),
    /// The object lacks a required field.
    Missing(&'static str),
    /// The value has the wrong JSON type, or is out of the range of the type.
    WrongType,
    /// What the type itself reports, such as a code.
    Custom(String),
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(name) => write!(f, "unknown field {name}"),
            Self::Missing(name) => write!(f, "missing field {name}"),
            Self::WrongType => write!(f, "wrong type"),
            Self::Custom(what) => f.write_str(what),
        }
    }
}

impl std::error::Error for DecodeError {}

impl Error for DecodeError {
    fn custom<T: fmt::Display>(what: T) -> Self {
        Self::Custom(what.to_string())
    }

    fn unknown_field(field: &str, _expected: &'static [&'static str]) -> Self {
        Self::Unknown(field.to_owned())
    }

    fn missing_field(field: &'static str) -> Self {
        Self::Missing(field)
    }

    fn invalid_type(_unexpected: Unexpected<'_>, _expected: &dyn serde::de::Expected) -> Self {
        Self::WrongType
    }

    fn invalid_value(_unexpected: Unexpected<'_>, _expected: &dyn serde::de::Expected) -> Self {
        Self::WrongType
    }

    fn invalid_length(_length: usize, _expected: &dyn serde::de::Expected) -> Self {
        Self::WrongType
    }
}

/// A JSON value as a source for any type that implements `Deserialize`.
#[derive(Clone, Copy)]
pub(crate) struct Source<'de>(pub(crate) &'de Value);

impl<'de> IntoDeserializer<'de, DecodeError> for Source<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Source<'de> {
    type Error = DecodeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
                (Some(number), _, _) => visitor.visit_u64(number),
                (None, Some(number), _) => visitor.visit_i64(number),
                (None, None, Some(number)) => visitor.visit_f64(number),
                (None, None, None) => Err(DecodeError::WrongType),
            },
            Value::String(text) => visitor.visit_borrowed_str(text),
            Value::Array(items) => visitor.visit_seq(SeqDeserializer::new(items.iter().map(Source))),
            Value::Object(fields) => visitor.visit_map(MapDeserializer::new(
                fields.iter().map(|(name, value)| (name.as_str(), Source(value))),
            )),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
                visitor.visit_some(self)
            }
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        match self.0 {
            Value::String(name) => visitor.visit_enum(name.as_str().into_deserializer()),
            Value::Object(fields) => visitor.visit_enum(MapAccessDeserializer::new(MapDeserializer::new(
                fields.iter().map(|(name, value)| (name.as_str(), Source(value))),
            ))),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => Err(DecodeError::WrongType),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        seq tuple tuple_struct map struct identifier ignored_any
    }
}
