//! Examples in the description: written as JSON, read as what they are examples of, so that one
//! that does not fit fails a test.

/// Gives a type its example.
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

/// Reads an example; one that does not fit is empty, which a test finds.
pub(crate) fn read<T: serde::de::DeserializeOwned + Default>(json: serde_json::Value) -> T {
    serde_json::from_value(json).unwrap_or_default()
}
