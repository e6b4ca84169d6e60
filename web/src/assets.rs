//! Styles, fonts and scripts, embedded in the program and served under `/assets/`. Each file name contains
//! a hash of the content, so clients may cache responses for ever.

use poem::{
    Body, Endpoint, Request, Response, Result,
    http::{HeaderMap, Method, StatusCode, header},
    web::headers::{ETag, HeaderMapExt, IfNoneMatch},
};

use crate::compress::Coding;

#[derive(rust_embed::RustEmbed)]
#[folder = "$OUT_DIR/assets"]
struct Built;

/// Logical name and URL of each file, sorted by name.
static FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// Returns the URL of a built file: `/assets/public.99588b44b497.css` for `public.css`. For a file that was
/// not built (see [`find`]) it returns a URL that answers 404.
#[must_use]
pub fn href(name: &str) -> &'static str {
    find(name).unwrap_or("/assets/none")
}

/// Returns the URL of a built file, or `None` if it was not built: without Node there are no fonts.
#[must_use]
pub fn find(name: &str) -> Option<&'static str> {
    let at = FILES.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;
    FILES.get(at).map(|(_, address)| *address)
}

/// Returns whether the client already has this version: compares `If-None-Match` with a quoted tag. Accepts
/// several tags and `*`, and compares weakly.
#[must_use]
pub fn unchanged(headers: &HeaderMap, etag: &str) -> bool {
    let (Some(asked), Ok(etag)) = (headers.typed_get::<IfNoneMatch>(), etag.parse::<ETag>()) else {
        return false;
    };
    !asked.precondition_passes(&etag)
}

/// The endpoint; mount it with `Route::new().nest("/assets", Assets)`.
#[derive(Clone, Copy, Debug)]
pub struct Assets;

impl Endpoint for Assets {
    type Output = Response;

    async fn call(&self, req: Request) -> Result<Response> {
        Ok(answer(req.method(), req.headers(), req.uri().path()))
    }
}

/// Returns the HTML of the API viewer at `/api/docs`. It needs this content security policy:
/// `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'`.
#[must_use]
pub fn api_docs(spec: &str) -> String {
    let [styles, viewer, start] = ["swagger-ui.css", "swagger-ui.js", "api-docs.js"].map(href);
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Besa API</title>\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
         <link rel=\"stylesheet\" href=\"{styles}\"><script src=\"{viewer}\" defer></script>\
         <script src=\"{start}\" type=\"module\"></script></head>\
         <body><div id=\"viewer\" data-spec=\"{spec}\"><a href=\"{spec}\">{spec}</a></div></body></html>"
    )
}

fn answer(method: &Method, headers: &HeaderMap, path: &str) -> Response {
    let name = path.trim_start_matches('/');
    // Only names in the table: the .br and .gz variants have no URL of their own.
    let known = FILES
        .iter()
        .any(|(_, address)| address.strip_prefix("/assets/") == Some(name));
    if !known {
        return Response::builder().status(StatusCode::NOT_FOUND).finish();
    }
    if !matches!(*method, Method::GET | Method::HEAD) {
        return Response::builder()
            .status(StatusCode::METHOD_NOT_ALLOWED)
            .header(header::ALLOW, "GET, HEAD")
            .finish();
    }
    let varies = Built::get(&format!("{name}.br")).is_some();
    let coding = Coding::accepted(headers).filter(|_| varies);
    let file = coding.map_or_else(|| name.to_owned(), |coding| format!("{name}.{}", coding.suffix()));
    let etag = format!("\"{file}\"");
    let mut res = Response::builder()
        .header(header::ETAG, &etag)
        .header(header::CACHE_CONTROL, "public, max-age=31536000, immutable")
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    if varies {
        res = res.header(header::VARY, "accept-encoding");
    }
    if unchanged(headers, &etag) {
        return res.status(StatusCode::NOT_MODIFIED).finish();
    }
    let Some(found) = Built::get(&file) else {
        return Response::builder().status(StatusCode::NOT_FOUND).finish();
    };
    res = res
        .content_type(kind(name))
        .header(header::CONTENT_LENGTH, found.data.len());
    if let Some(coding) = coding {
        res = res.header(header::CONTENT_ENCODING, coding.name());
    }
    if *method == Method::HEAD {
        return res.finish();
    }
    res.body(match found.data {
        std::borrow::Cow::Borrowed(data) => Body::from(data),
        std::borrow::Cow::Owned(data) => Body::from(data),
    })
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(method: Method, path: &str, headers: &[(header::HeaderName, &str)]) -> Response {
        let headers = headers
            .iter()
            .map(|(name, value)| (name.clone(), value.parse().unwrap()))
            .collect();
        answer(&method, &headers, path.strip_prefix("/assets").unwrap_or(path))
    }

    fn value(res: &Response, name: header::HeaderName) -> Option<&str> {
        res.headers().get(name).map(|value| value.to_str().unwrap())
    }

    #[test]
    fn a_hashed_file_is_good_for_ever() {
        let res = ask(Method::GET, href("public.css"), &[]);
        assert_eq!(res.status(), StatusCode::OK);
        assert_eq!(
            value(&res, header::CACHE_CONTROL),
            Some("public, max-age=31536000, immutable")
        );
        assert_eq!(value(&res, header::CONTENT_TYPE), Some("text/css; charset=utf-8"));
        assert_eq!(value(&res, header::CONTENT_ENCODING), None);
    }

    #[test]
    fn a_known_tag_is_not_sent_again() {
        let tag = value(&ask(Method::GET, href("public.css"), &[]), header::ETAG)
            .unwrap()
            .to_owned();
        assert!(tag.starts_with('"') && tag.ends_with('"'));
        for held in [tag.clone(), format!("\"a\", W/{tag}"), "*".into()] {
            let res = ask(Method::GET, href("public.css"), &[(header::IF_NONE_MATCH, &held)]);
            assert_eq!(res.status(), StatusCode::NOT_MODIFIED, "{held}");
            assert_eq!(value(&res, header::ETAG), Some(&*tag));
        }
        let other = ask(
            Method::GET,
            href("public.css"),
            &[(header::IF_NONE_MATCH, "\"a\", \"b\"")],
        );
        assert_eq!(other.status(), StatusCode::OK);
    }

    #[test]
    fn codings_have_their_own_tags() {
        if find("atkinson-next.woff2").is_none() {
            return; // built without Node: no file is precompressed
        }
        let plain = ask(Method::GET, href("public.css"), &[]);
        let wish = ask(
            Method::GET,
            href("public.css"),
            &[(header::ACCEPT_ENCODING, "gzip, br;q=0.9, *;q=0")],
        );
        let gzip = ask(
            Method::HEAD,
            href("public.css"),
            &[(header::ACCEPT_ENCODING, "br;q=0, gzip")],
        );
        assert_eq!(value(&wish, header::CONTENT_ENCODING), Some("gzip"));
        assert_eq!(value(&gzip, header::CONTENT_ENCODING), Some("gzip"));
        assert_eq!(value(&plain, header::VARY), Some("accept-encoding"));
        let best = ask(
            Method::GET,
            href("public.css"),
            &[(header::ACCEPT_ENCODING, "gzip, deflate, br, zstd")],
        );
        assert_eq!(value(&best, header::CONTENT_ENCODING), Some("br"));
        assert_ne!(value(&best, header::ETAG), value(&plain, header::ETAG));
        let font = ask(
            Method::GET,
            href("atkinson-next.woff2"),
            &[(header::ACCEPT_ENCODING, "br")],
        );
        assert_eq!(value(&font, header::CONTENT_ENCODING), None);
        assert_eq!(value(&font, header::VARY), None);
        assert_eq!(value(&font, header::CONTENT_TYPE), Some("font/woff2"));
    }

    #[tokio::test]
    async fn head_has_the_length_and_no_body() {
        let get = ask(Method::GET, href("public.css"), &[]);
        let head = ask(Method::HEAD, href("public.css"), &[]);
        assert_eq!(get.headers(), head.headers());
        let length = value(&get, header::CONTENT_LENGTH).unwrap().parse::<usize>().unwrap();
        assert_eq!(get.into_body().into_bytes().await.unwrap().len(), length);
        assert!(head.into_body().into_bytes().await.unwrap().is_empty());
    }

    #[tokio::test]
    async fn it_is_mounted_by_nesting() {
        let app = poem::Route::new().nest("/assets", Assets);
        let res = poem::test::TestClient::new(app).get(href("workspace.css")).send().await;
        res.assert_status_is_ok();
        res.assert_content_type("text/css; charset=utf-8");
    }

    #[test]
    fn nothing_else_is_there() {
        let beside = format!("{}.br", href("public.css"));
        for path in [
            "/",
            "/none",
            "/../Cargo.toml",
            "/public.css",
            "/%2e%2e/files.rs",
            &beside,
        ] {
            assert_eq!(ask(Method::GET, path, &[]).status(), StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(
            ask(Method::POST, href("public.css"), &[]).status(),
            StatusCode::METHOD_NOT_ALLOWED
        );
    }

    #[test]
    fn the_viewer_page_has_nothing_inline() {
        let page = api_docs("/api/openapi.json");
        assert!(!page.contains("style=") && !page.contains("<script>") && !page.contains("<style"));
    }
}
