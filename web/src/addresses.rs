//! Addresses that people type or paste: with a slash or a full stop at the end, or in capitals. They lead to the page
//! that is meant, if there is one.

use poem::http::{HeaderValue, Method, StatusCode, header};
use poem::{Body, Endpoint, IntoResponse, Request, Response, Result};
use std::sync::Arc;

/// The shortest part of a path that is taken for the secret of a link.
const SECRET: usize = 40;

/// Redirects a request for a page that does not exist to the page whose address differs in nothing but such signs.
pub(crate) async fn found<E>(next: Arc<E>, req: Request) -> Result<Response>
where
    E: Endpoint,
    E::Output: IntoResponse,
{
    let read = matches!(*req.method(), Method::GET | Method::HEAD);
    let others = if read { others(req.uri().path()) } else { Vec::new() };
    if others.is_empty() {
        return next.call(req).await.map(IntoResponse::into_response);
    }
    let query = req.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
    let (headers, extensions) = (req.headers().clone(), req.extensions().clone());
    let missing = next.call(req).await?.into_response();
    if missing.status() != StatusCode::NOT_FOUND {
        return Ok(missing);
    }
    for path in others {
        let address = format!("{path}{query}");
        let (Ok(uri), Ok(location)) = (address.parse(), HeaderValue::from_str(&address)) else {
            continue;
        };
        let mut probe = Request::builder().method(Method::GET).uri(uri).finish();
        probe.headers_mut().clone_from(&headers);
        probe.extensions_mut().clone_from(&extensions);
        let there = next.call(probe).await?.into_response();
        if there.status() != StatusCode::NOT_FOUND {
            return Ok(redirect(missing, location));
        }
    }
    Ok(missing)
}

/// Makes a redirect of the response for a page that does not exist, with the headers that every page has.
fn redirect(mut res: Response, location: HeaderValue) -> Response {
    res.set_status(StatusCode::PERMANENT_REDIRECT);
    res.set_body(Body::empty());
    let headers = res.headers_mut();
    for gone in [
        header::CONTENT_TYPE,
        header::CONTENT_LENGTH,
        header::CONTENT_ENCODING,
        header::ETAG,
    ] {
        headers.remove(gone);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::LOCATION, location);
    res
}

/// Returns the paths that a path can mean, the likeliest first: without what a sentence leaves at its end, with or
/// without a slash there, and in small letters. Only paths of this site.
fn others(path: &str) -> Vec<String> {
    const ENDS: [&str; 14] = [
        "/",
        ".",
        ",",
        ";",
        ":",
        "!",
        "?",
        ")",
        "]",
        "'",
        "%20",
        "%22",
        "%C2%A0",
        "%E2%80%8B",
    ];
    let mut bare = path;
    while let Some(less) = ENDS.iter().find_map(|end| bare.strip_suffix(end)) {
        bare = less;
    }
    // The secret of a link is not a word: in small letters it would be another one, and count as an attempt.
    let secret = bare.split('/').any(|part| part.len() >= SECRET);
    let small = if secret {
        bare.to_owned()
    } else {
        bare.to_ascii_lowercase()
    };
    let mut all = Vec::new();
    for path_of in [bare, &small] {
        for other in [path_of.to_owned(), format!("{path_of}/")] {
            // `//host` would lead to another site.
            let here = other.starts_with('/') && !other.starts_with("//") && !other.starts_with("/\\");
            if here && other != path && !all.contains(&other) {
                all.push(other);
            }
        }
    }
    // A plain path that only lacks a slash is no typing mistake worth a second look.
    if bare == path && small == bare { Vec::new() } else { all }
}

#[cfg(test)]
mod tests {
    use super::others;

    #[test]
    fn an_address_is_read_as_it_is_meant() {
        assert_eq!(others("/elbasan/en/plan/"), ["/elbasan/en/plan"]);
        assert_eq!(others("/elbasan/en/plan."), ["/elbasan/en/plan", "/elbasan/en/plan/"]);
        assert_eq!(
            others("/elbasan/en/plan).%20"),
            ["/elbasan/en/plan", "/elbasan/en/plan/"]
        );
        assert_eq!(
            others("/Elbasan/EN/Plan"),
            ["/Elbasan/EN/Plan/", "/elbasan/en/plan", "/elbasan/en/plan/"]
        );
        for plain in ["/elbasan/en/plan", "/", "//", "//evil.example", "//evil.example/"] {
            assert!(others(plain).iter().all(|other| !other.starts_with("//")), "{plain}");
        }
        assert!(others("/elbasan/en/plan").is_empty());
        let link = format!("/elbasan/en/subscribe/{}", "Ab3".repeat(15));
        assert!(others(&link).is_empty());
        assert_eq!(others(&format!("{link}."))[0], link);
    }
}
