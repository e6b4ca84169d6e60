//! Sends over SMTP with lettre's connection, not with its pool. The pool would take back a connection after a
//! timeout, and then read the late reply to one mail as the reply to the next. Here a connection is reused
//! only after the server has accepted a mail. A mail is handed over in one write: with the final dot in a
//! second one, as lettre sends it, the network holds the dot back until the server confirms the rest, which it
//! delays by up to 40 ms.

use super::Refused;
use crate::failure::Failure;
use lettre::address::Envelope;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, MailParameter};
use lettre::transport::smtp::{Error, SMTP_PORT, SUBMISSION_PORT, SUBMISSIONS_PORT};
use percent_encoding::percent_decode_str;
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::{Instant, timeout};
use url::{Host, Url};

/// Timeout for one mail, from connecting to the reply to the final dot. lettre's own timeout covers only
/// connecting. Short, because a mail that hangs holds a slot of its lane. If a server takes longer to reply
/// to the final dot, the delivery of its mails is in doubt (docs/adr/0007).
const LIMIT: Duration = Duration::from_secs(30);
const CONNECT: Duration = Duration::from_secs(10);
// How long idle connections are kept for the next mail, and how many: one for each slot of the lanes of mails.
const IDLE: Duration = Duration::from_secs(30);
const KEPT: usize = 14;
/// How long an idle connection is used again without asking the server whether it still answers.
const FRESH: Duration = Duration::from_secs(2);

/// A mail server.
pub(super) struct Smtp {
    host: String,
    port: u16,
    security: Security,
    credentials: Option<Credentials>,
    hello: ClientId,
    limit: Duration,
    idle: Mutex<Vec<(AsyncSmtpConnection, Instant)>>,
}

enum Security {
    /// Unencrypted: only to this machine.
    Open,
    /// STARTTLS, required.
    StartTls(TlsParameters),
    /// TLS from the first byte.
    Tls(TlsParameters),
}

impl Smtp {
    pub(super) fn new(address: &str) -> Result<Self, Refused> {
        // The URL contains a password, so the errors do not repeat it.
        let url = Url::parse(address).map_err(|error| Refused(format!("not a URL: {error}")))?;
        let host = url
            .host()
            .map(|host| host.to_owned())
            .ok_or_else(|| Refused("the URL has no host".to_owned()))?;
        let name = match &host {
            Host::Ipv6(address) => address.to_string(),
            Host::Domain(_) | Host::Ipv4(_) => host.to_string(),
        };
        let tls = || TlsParameters::new(name.clone()).map_err(|error| Refused(format!("{name}: {error}")));
        let (security, port) = match url.scheme() {
            "smtps" => (Security::Tls(tls()?), SUBMISSIONS_PORT),
            "smtp+starttls" => (Security::StartTls(tls()?), SUBMISSION_PORT),
            "smtp" if is_here(&name) => (Security::Open, SMTP_PORT),
            "smtp" => {
                return Err(Refused(format!(
                    "smtp://{name} would send mails unencrypted: use smtps:// or smtp+starttls://"
                )));
            }
            other => {
                return Err(Refused(format!(
                    "{other}:// is not supported: use smtps://, smtp+starttls:// or smtp://localhost"
                )));
            }
        };
        let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        Ok(Self {
            port: url.port().unwrap_or(port),
            security,
            credentials: url
                .password()
                .map(|password| Credentials::new(decoded(url.username()), decoded(password))),
            hello: ClientId::default(),
            limit: LIMIT,
            idle: Mutex::default(),
            host: name,
        })
    }

    pub(super) fn within(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    /// Sends one mail. After a timeout the connection is not reused. Once the first byte of the mail was
    /// sent, a missing reply means doubt: the server may have accepted it.
    pub(super) async fn send(&self, envelope: &Envelope, mail: &[u8]) -> Result<(), Failure> {
        let handed_over = AtomicBool::new(false);
        let sent = self
            .limited(Box::pin(async {
                // Errors before the mail is offered are not errors of the mail: always retry.
                let mut connection = self.offered(envelope).await?;
                handed_over.store(true, Ordering::Relaxed);
                connection.command(WithDot(mail)).await.map_err(|error| {
                    if error.is_permanent() || error.is_transient() {
                        handed_over.store(false, Ordering::Relaxed);
                    }
                    refused(error)
                })?;
                self.keep(connection);
                Ok(())
            }))
            .await;
        match sent {
            Err(Failure::Temporary(why) | Failure::Permanent(why)) if handed_over.load(Ordering::Relaxed) => {
                Err(Failure::DeliveryUnknown(why))
            }
            sent => sent,
        }
    }

    /// Checks whether the server answers and accepts the credentials.
    pub(super) async fn check(&self) -> Result<(), Failure> {
        self.limited(async {
            let connection = self.connect().await.map_err(later)?;
            self.keep(connection);
            Ok(())
        })
        .await
    }

    async fn limited(&self, sending: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
        match timeout(self.limit, sending).await {
            Ok(done) => done.map_err(|failure| self.named(failure)),
            Err(_elapsed) => Err(self.named(Failure::Temporary(format!(
                "the mail server did not answer within {} s",
                self.limit.as_secs()
            )))),
        }
    }

    /// Returns the same failure with the mail server and the setting in its reason.
    fn named(&self, failure: Failure) -> Failure {
        let name = |why: String| format!("mail server {}:{} (smtp_url): {why}", self.host, self.port);
        match failure {
            Failure::Temporary(why) => Failure::Temporary(name(why)),
            Failure::Permanent(why) => Failure::Permanent(name(why)),
            Failure::DeliveryUnknown(why) => Failure::DeliveryUnknown(name(why)),
            Failure::HostBusy(host) => Failure::HostBusy(host),
        }
    }

    /// Returns a connection on which the server waits for the mail itself. When an idle connection turns out
    /// to be closed, the mail is offered again on a new one: no byte of it was sent.
    async fn offered(&self, envelope: &Envelope) -> Result<AsyncSmtpConnection, Failure> {
        if let Some(mut connection) = self.idle().await {
            match begin(&mut connection, envelope).await {
                Err(error) if is_closed(&error) => {}
                begun => {
                    begun.map_err(refused)?;
                    name(&mut connection, envelope).await.map_err(refused)?;
                    return Ok(connection);
                }
            }
        }
        let mut connection = self.connect().await.map_err(later)?;
        begin(&mut connection, envelope).await.map_err(refused)?;
        name(&mut connection, envelope).await.map_err(refused)?;
        Ok(connection)
    }

    /// Returns an idle connection that was just used or still answers.
    async fn idle(&self) -> Option<AsyncSmtpConnection> {
        while let Some((mut connection, since)) = self.kept() {
            let idle = since.elapsed();
            if idle < FRESH || (idle < IDLE && connection.test_connected().await) {
                return Some(connection);
            }
        }
        None
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Error> {
        let server = (self.host.as_str(), self.port);
        let wrapped = match &self.security {
            Security::Tls(tls) => Some(tls.clone()),
            Security::Open | Security::StartTls(_) => None,
        };
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(server, Some(CONNECT), &self.hello, wrapped, None).await?;
        if let Security::StartTls(tls) = &self.security {
            connection.starttls(tls.clone(), &self.hello).await?;
        }
        if let Some(credentials) = &self.credentials {
            connection.auth(DEFAULT_MECHANISMS, credentials).await?;
        }
        Ok(connection)
    }

    fn kept(&self) -> Option<(AsyncSmtpConnection, Instant)> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    fn keep(&self, connection: AsyncSmtpConnection) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < KEPT && !connection.has_broken() {
            idle.push((connection, Instant::now()));
        }
    }
}

/// A mail as it is sent: a dot at the beginning of a line is doubled, and a line with one dot ends it
/// (RFC 5321, 4.5.2).
struct WithDot<'m>(&'m [u8]);

impl fmt::Display for WithDot<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = String::from_utf8_lossy(self.0);
        let mut lines = text.split_inclusive("\r\n");
        lines.try_for_each(|line| {
            if line.starts_with('.') {
                f.write_str(".")?;
            }
            f.write_str(line)
        })?;
        f.write_str(if text.ends_with("\r\n") { ".\r\n" } else { "\r\n.\r\n" })
    }
}

/// Sends the first command of a mail: MAIL FROM.
async fn begin(connection: &mut AsyncSmtpConnection, envelope: &Envelope) -> Result<(), Error> {
    let mut parameters = Vec::new();
    let addresses = envelope.to().iter().chain(envelope.from());
    if addresses
        .into_iter()
        .any(|address| !AsRef::<str>::as_ref(address).is_ascii())
    {
        parameters.push(MailParameter::SmtpUtfEight);
    }
    connection
        .command(Mail::new(envelope.from().cloned(), parameters))
        .await?;
    Ok(())
}

/// Sends the other commands before the mail itself: RCPT TO and DATA.
async fn name(connection: &mut AsyncSmtpConnection, envelope: &Envelope) -> Result<(), Error> {
    for to in envelope.to() {
        connection.command(Rcpt::new(to.clone(), Vec::new())).await?;
    }
    connection.command(Data).await?;
    Ok(())
}

/// Checks whether the server has closed a connection, or closes it with this response (421).
fn is_closed(error: &Error) -> bool {
    let closes = error.status().is_some_and(|code| u16::from(code) == 421);
    closes || !(error.is_permanent() || error.is_transient() || error.is_client())
}

fn refused(error: Error) -> Failure {
    if error.is_permanent() || error.is_client() {
        Failure::Permanent(error.to_string())
    } else {
        later(error)
    }
}

fn later(error: Error) -> Failure {
    Failure::Temporary(error.to_string())
}

fn is_here(host: &str) -> bool {
    host == "localhost"
        || host
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn nothing_goes_out_in_the_open() {
        let refused = |url: &str| Smtp::new(url).err().map(|error| error.to_string());
        assert_eq!(refused("smtp://localhost:2525"), None);
        assert_eq!(refused("smtp://127.0.0.1:2525"), None);
        assert_eq!(refused("smtp://[::1]:2525"), None);
        assert_eq!(refused("smtps://user:p%40ss@mail.example.org"), None);
        assert_eq!(refused("smtp+starttls://mail.example.org"), None);
        assert!(refused("smtp://mail.example.org").unwrap().contains("unencrypted"));
        assert!(refused("https://mail.example.org").is_some());
        assert!(refused("mail.example.org").is_some());
    }

    #[test]
    fn ports_and_passwords_are_read() {
        let server = Smtp::new("smtps://user:p%40ss@mail.example.org").unwrap();
        assert_eq!(server.port, 465);
        assert!(server.credentials.is_some());
        assert_eq!(Smtp::new("smtp+starttls://mail.example.org").unwrap().port, 587);
        assert_eq!(Smtp::new("smtp://localhost:2525").unwrap().port, 2525);
        assert_eq!(Smtp::new("smtp://[::1]").unwrap().host, "::1");
    }
}
