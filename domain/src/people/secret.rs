//! Secrets of links, sessions and tokens. Only their digests are stored.

use crate::error::{Error, Result};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// 256 random bits, as they stand in a link, cookie or header.
pub(crate) fn random() -> Result<String> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(Error::internal)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// A secret that is made of other secrets, in the form of [`random`].
pub(crate) fn derived(secrets: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(secrets))
}

/// What is stored of a secret.
pub(crate) fn digest(secret: &str) -> String {
    hex::encode(Sha256::digest(secret))
}
