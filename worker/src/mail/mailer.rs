//! Sends mails: to a mail server, into a folder, or into memory for tests.

use super::smtp::Smtp;
use super::{City, Mail, directory, message};
use crate::failure::Failure;
use lettre::message::Mailbox;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Sends mails. Clones share their connections.
#[derive(Clone)]
pub struct Mailer(Arc<Inner>);

struct Inner {
    sender: Sender,
    way: Way,
}

enum Way {
    Smtp(Smtp),
    Directory(PathBuf),
    Memory(Mutex<Vec<Vec<u8>>>),
}

/// The sender of mails.
#[derive(Debug, Clone)]
pub struct Sender {
    name: Option<String>,
    address: lettre::Address,
    host: String,
    /// The mailbox for unsubscribing by mail.
    stop: Option<lettre::Address>,
}

/// An invalid setting of the mailer. The text is for the operator.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refused(pub(super) String);

impl Sender {
    /// Creates a sender with an e-mail address and a name; without a name, mails have the name of the city
    /// that they are about. Message-IDs contain the host of `base_url`.
    ///
    /// # Errors
    /// When `address` is not an e-mail address, or `base_url` is not a URL with a host.
    pub fn new(name: Option<&str>, address: &str, base_url: &str) -> Result<Self, Refused> {
        let url = url::Url::parse(base_url).map_err(|error| Refused(format!("{base_url} is not a URL: {error}")))?;
        let host = url
            .host_str()
            .ok_or_else(|| Refused(format!("{base_url} has no host")))?;
        Ok(Self {
            name: name.and_then(message::clean),
            address: address
                .parse()
                .map_err(|error| Refused(format!("{address} is not an e-mail address: {error}")))?,
            host: host.to_owned(),
            stop: None,
        })
    }

    /// Sets the mailbox for unsubscribing by mail. Somebody must read it.
    ///
    /// # Errors
    /// When it is not an e-mail address.
    pub fn stopped_by(self, address: &str) -> Result<Self, Refused> {
        let stop = address
            .parse()
            .map_err(|error| Refused(format!("{address} is not an e-mail address: {error}")))?;
        Ok(Self {
            stop: Some(stop),
            ..self
        })
    }
}

impl Mailer {
    /// Sends to a mail server: `smtps://user:password@host`, `smtp+starttls://…`, or `smtp://localhost`,
    /// which is allowed only on the same machine.
    ///
    /// # Errors
    /// When the URL is invalid, or would send mails unencrypted to another machine.
    pub fn smtp(url: &str, sender: Sender) -> Result<Self, Refused> {
        Ok(Self::new(sender, Way::Smtp(Smtp::new(url)?)))
    }

    /// As [`Mailer::smtp`], with another timeout for one mail than 30 seconds.
    ///
    /// # Errors
    /// Those of [`Mailer::smtp`].
    pub fn smtp_within(url: &str, sender: Sender, limit: Duration) -> Result<Self, Refused> {
        Ok(Self::new(sender, Way::Smtp(Smtp::new(url)?.within(limit))))
    }

    /// Writes each mail as a file into a folder, which is created if it is missing.
    ///
    /// # Errors
    /// When the folder cannot be created.
    pub fn directory(folder: &Path, sender: Sender) -> Result<Self, Refused> {
        std::fs::create_dir_all(folder).map_err(|error| Refused(format!("{}: {error}", folder.display())))?;
        Ok(Self::new(sender, Way::Directory(folder.to_owned())))
    }

    /// Keeps mails in memory, for tests.
    pub fn memory(sender: Sender) -> Self {
        Self::new(sender, Way::Memory(Mutex::default()))
    }

    /// Returns the mails kept in memory, oldest first; always empty for the other kinds of mailer.
    pub fn kept(&self) -> Vec<Vec<u8>> {
        match &self.0.way {
            Way::Memory(kept) => kept.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            Way::Smtp(_) | Way::Directory(_) => Vec::new(),
        }
    }

    /// Checks whether mails can be sent now, for `besa doctor`.
    ///
    /// # Errors
    /// The reason why not.
    pub async fn check(&self) -> Result<(), Refused> {
        let said = match &self.0.way {
            Way::Smtp(smtp) => smtp.check().await,
            Way::Directory(folder) => tempfile::tempfile_in(folder)
                .map(drop)
                .map_err(|error| Failure::Temporary(format!("{}: {error}", folder.display()))),
            Way::Memory(_) => Ok(()),
        };
        said.map_err(|failure| match failure {
            Failure::Temporary(why)
            | Failure::HostBusy(why)
            | Failure::DeliveryUnknown(why)
            | Failure::Permanent(why) => Refused(why),
        })
    }

    fn new(sender: Sender, way: Way) -> Self {
        Self(Arc::new(Inner { sender, way }))
    }

    /// Sends one mail of a city to one person.
    pub(crate) async fn send(&self, city: &City, mail: Mail<'_>) -> Result<(), Failure> {
        let Inner { sender, way } = self.0.as_ref();
        let id = mail.id;
        let name = sender.name.clone().or_else(|| message::clean(&city.name));
        let from = Mailbox::new(name, sender.address.clone());
        let message = message::message(city, from, &sender.host, sender.stop.as_ref(), mail)?;
        match way {
            Way::Smtp(smtp) => Box::pin(smtp.send(message.envelope(), &message.formatted())).await,
            Way::Directory(folder) => directory::write(folder, id, message.formatted()).await,
            Way::Memory(kept) => {
                let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
                kept.push(message.formatted());
                Ok(())
            }
        }
    }
}
