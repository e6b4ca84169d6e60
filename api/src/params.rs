//! Parameters that many operations share: request headers, and the default descriptions of
//! parameters.

use poem::{Request, RequestBody};
use poem_openapi::registry::{MetaParamIn, MetaSchemaRef};
use poem_openapi::types::Type;
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};
use serde_json::Value;

/// Parameters that many operations share, as `(handler argument, request name, description)`. The
/// description is used where the operation has none of its own.
const DESCRIBED: [(&str, &str, &str); 5] = [
    (
        "if_match",
        "If-Match",
        "The `ETag` of the record as it was read; `*` matches every version. Required unless `version` is in the body.",
    ),
    (
        "key",
        "Idempotency-Key",
        "1 to 200 characters, chosen by the client. The same request with the same key within 48 hours takes effect \
         once and gets the stored response; another request with the same key is a 409.",
    ),
    (
        "held",
        "If-None-Match",
        "ETags of copies that the client already has; if one of them is current, the response is 304.",
    ),
    (
        "limit",
        "limit",
        "The maximum number of items in the page. Default 50, maximum 200.",
    ),
    ("after", "after", "The `next` cursor of the previous page."),
];

/// Replaces the argument names of shared parameters by their names in requests, and adds the
/// default descriptions.
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
            /// Returns its value; `None` if it was not sent.
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
    /// The version of the record that was read. The argument is called `if_match` in handlers.
    IfMatch = "If-Match",
    /// The idempotency key. The argument is called `key` in handlers.
    IdempotencyKey = "Idempotency-Key",
    /// The ETags of copies that the client has. The argument is called `held` in handlers.
    IfNoneMatch = "If-None-Match",
}
