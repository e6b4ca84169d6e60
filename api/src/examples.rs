//! Examples in the OpenAPI document. They are written as JSON and deserialised to their type, so that an
//! example that does not match its type fails a test.

/// Implements `Example` for a type, from JSON.
macro_rules! example {
    ($type:ty { $($json:tt)* }) => {
        impl poem_openapi::types::Example for $type {
            fn example() -> Self {
                $crate::examples::read(serde_json::json!({ $($json)* }))
            }
        }
    };
}
pub(crate) use example;

/// Deserialises an example. Returns the empty default for one that does not match, which a test finds.
pub(crate) fn read<T: serde::de::DeserializeOwned + Default>(json: serde_json::Value) -> T {
    serde_json::from_value(json).unwrap_or_default()
}
