//! The session of a request: a cookie whose digest is in the database.

use std::sync::Arc;
use std::time::Duration;

use besa_domain::people::{self, SESSION_COOKIE, Session};
use besa_domain::{App, Error};
use poem::web::cookie::{Cookie, CookieJar, SameSite};
use poem::{Endpoint, Request};
use tokio::sync::OnceCell;

use crate::error::Fault;

/// The cookie of a known browser. In a known browser, failed sign-in attempts made elsewhere do not slow
/// the owner down. It gives no access.
const DEVICE: &str = "besa_device";
/// The maximum lifetime of cookies in browsers.
const DEVICE_LASTS: Duration = Duration::from_secs(400 * 24 * 60 * 60);
/// The lifetime of a session.
const LASTS: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// Builds a cookie: `HttpOnly`, `SameSite=Lax`, for all paths, and `Secure` over HTTPS.
pub fn cookie(app: &App, plain: &'static str, value: &str, lasts: Duration) -> Cookie {
    let mut cookie = Cookie::new_with_str(app.cookie(plain), value);
    cookie.set_path("/");
    cookie.set_http_only(true);
    cookie.set_same_site(SameSite::Lax);
    cookie.set_secure(app.is_secure());
    cookie.set_max_age(lasts);
    cookie
}

/// The session of one request, looked up when it is first asked for.
#[derive(Clone, Default)]
pub struct Lookup(Arc<OnceCell<Option<Session>>>);

impl Lookup {
    /// Returns the lookup that all who read this request share.
    pub fn of_request(req: &Request) -> Self {
        req.data::<Self>().cloned().unwrap_or_default()
    }

    /// Returns the session of the request's cookie; `None` if there is none or it has ended.
    ///
    /// # Errors
    /// The database's own.
    pub async fn session(&self, app: &App, jar: &CookieJar) -> Result<Option<Session>, Error> {
        let session = self
            .0
            .get_or_try_init(async || match jar.get(&app.cookie(SESSION_COOKIE)) {
                Some(cookie) => people::resume(&app.db, cookie.value_str()).await,
                None => Ok(None),
            });
        session.await.cloned()
    }
}

/// Middleware: lets all who read a request share one lookup of its session.
///
/// # Errors
/// The endpoint's own.
pub async fn shared<E: Endpoint>(next: Arc<E>, mut req: Request) -> poem::Result<E::Output> {
    req.set_data(Lookup::default());
    next.call(req).await
}

/// Returns the session of a request.
///
/// # Errors
/// The database's own.
pub async fn of_request(app: &App, req: &Request) -> Result<Option<Session>, Fault> {
    let lookup = Lookup::of_request(req);
    lookup.session(app, req.cookie()).await.map_err(Fault::Domain)
}

/// Sets the cookie of a new session, and marks the browser as known.
///
/// # Errors
/// The database's own.
pub async fn begin(app: &App, jar: &CookieJar, session: &Session) -> Result<(), Error> {
    let held = device(app, jar);
    if let Some(made) = people::remember_device(&app.db, held.as_deref(), session.account.id).await? {
        jar.add(cookie(app, DEVICE, &made, DEVICE_LASTS));
    }
    jar.add(cookie(app, SESSION_COOKIE, &session.secret, LASTS));
    Ok(())
}

/// Returns the secret of a known browser's cookie.
pub fn device(app: &App, jar: &CookieJar) -> Option<String> {
    Some(jar.get(&app.cookie(DEVICE))?.value_str().to_owned())
}

/// Ends the session in the database, and deletes its cookie.
///
/// # Errors
/// The database's own.
pub async fn end(app: &App, jar: &CookieJar) -> Result<(), Error> {
    if let Some(held) = jar.get(&app.cookie(SESSION_COOKIE)) {
        people::sign_out(&app.db, held.value_str()).await?;
    }
    jar.add(cookie(app, SESSION_COOKIE, "", Duration::ZERO));
    Ok(())
}
