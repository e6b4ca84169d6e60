//! Parameters that many operations have: the headers of requests, and what the description says of each.

use poem::{Request, RequestBody};
use poem_openapi::registry::{MetaParamIn, MetaSchemaRef};
use poem_openapi::types::Type;
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};
use serde_json::Value;

/// Parameters by their names in handlers: the name in requests, and what is said of it unless the operation
/// says something else.
const DESCRIBED: [(&str, &str, &str); 5] = [
    ("if_match", "If-Match", "The `ETag` that was read."),
    (
        "key",
        "Idempotency-Key",
        "Sent again with the same request, it has one effect and gives the same answer.",
    ),
    (
        "held",
        "If-None-Match",
        "Tags that are held already: then the answer is 304.",
    ),
    ("limit", "limit", "How many at most: 50 unless said, 200 at most."),
    ("after", "after", "The `next` of the part before."),
];

/// Names the headers of an operation, and says what is said of every such parameter.
pub(crate) fn describe(operation: &mut Value) {
    let parameters = operation.get_mut("parameters").and_then(Value::as_array_mut);
    for parameter in parameters.into_iter().flatten().filter_map(Value::as_object_mut) {
        let known = DESCRIBED.iter().find(|(handler, ..)| parameter["name"] == *handler);
        let Some((_, name, about)) = known else { continue };
        parameter.insert("name".to_owned(), (*name).into());
        parameter.entry("description").or_insert_with(|| (*about).into());
    }
}

macro_rules! headers {
    ($($(#[$doc:meta])* $name:ident = $header:literal,)*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub(crate) struct $name(Option<String>);

        impl $name {
            /// Its value, where it was sent.
            pub(crate) fn as_deref(&self) -> Option<&str> {
                self.0.as_deref()
            }
        }

        impl<'a> ApiExtractor<'a> for $name {
            const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::Parameter];
            type ParamType = String;
            type ParamRawType = String;

            fn param_in() -> Option<MetaParamIn> {
                Some(MetaParamIn::Header)
            }

            fn param_schema_ref() -> Option<MetaSchemaRef> {
                Some(String::schema_ref())
            }

            async fn from_request(
                request: &'a Request,
                _body: &mut RequestBody,
                _options: ExtractParamOptions<String>,
            ) -> poem::Result<Self> {
                Ok(Self(request.header($header).map(str::to_owned)))
            }
        }
    )*};
}

headers! {
    /// The version of a record that was read; `if_match` in handlers.
    IfMatch = "If-Match",
    /// A key by which a request can be sent again; `key` in handlers.
    Repeat = "Idempotency-Key",
    /// Tags of what the caller has; `held` in handlers.
    Held = "If-None-Match",
}
