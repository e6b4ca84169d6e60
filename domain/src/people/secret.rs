//! Secrets of links, sessions and tokens. Only their digests are stored.

use crate::error::{Error, Result};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// Creates a secret of 256 random bits, in base64url for a link, cookie or header.
pub(crate) fn random() -> Result<String> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(Error::internal)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// Derives a secret from other secrets, in the form of [`random`].
pub(crate) fn derived(secrets: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(secrets))
}

/// Returns the digest of a secret, which is what is stored.
pub(crate) fn digest(secret: &str) -> String {
    hex::encode(Sha256::digest(secret))
}
