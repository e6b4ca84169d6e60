//! A city's logo: a small picture, whose type is detected from its first bytes.

use super::Tenant;
use crate::access::{EditTenant, Permit};
use crate::db::Db;
use crate::error::{Error, FieldError, OrLog, Result, code, fresh};
use crate::files::{self, picture::cleaned};
use crate::log::Event;
use crate::once::Once;
use crate::ports::Files;
use crate::tenants::tables::tenant;
use bytes::Bytes;
use sea_orm::{ColumnTrait, QueryFilter};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The maximum size of a logo in bytes: 256 KB.
pub const LOGO_BYTES: i64 = 256_000;

impl Tenant {
    /// Returns the SHA-256 of the city's logo in hex, which is the last part of its key; `None` without a
    /// logo.
    pub fn logo_hash(&self) -> Option<&str> {
        self.logo_key.as_deref()?.rsplit('/').next()
    }

    /// Returns the URL path of the logo, which changes with its content; `None` without a logo.
    pub fn logo_path(&self) -> Option<String> {
        Some(format!("/{}/logo/{}", self.slug, self.logo_hash()?))
    }
}

/// Sets the city's logo and deletes the previous one. The picture is stored without its metadata, such as
/// place, time and device.
///
/// # Errors
/// `file` / `file_empty`, `file_too_large`, `svg_refused`, `picture_refused`; `StaleVersion`.
pub async fn set_logo(
    db: &Db,
    files: &dyn Files,
    permit: &Permit<EditTenant>,
    once: Option<&Once>,
    version: i32,
    bytes: Bytes,
) -> Result<Tenant> {
    let kind = picture(&bytes)?;
    let bytes = cleaned(kind, &bytes).ok_or_else(|| Error::field("file", code::PICTURE_REFUSED))?;
    let key = format!(
        "{}/logo/{}/{}",
        permit.tenant(),
        db.ids().next::<Uuid>(),
        hex::encode(Sha256::digest(&bytes))
    );
    files::write(db, files, permit, key.clone(), bytes).await?;
    let placed = place(db, permit, once, version, Some((key.clone(), kind))).await;
    // The stored response to a repeated request names the file of the first request; this one is deleted.
    let kept = matches!(&placed, Ok((saved, _)) if saved.logo_key.as_ref() == Some(&key));
    let (saved, before) = match placed {
        Ok((saved, before)) if kept => (Ok(saved), before),
        other => (other.map(|(saved, _)| saved), Some(key)),
    };
    drop_file(db, files, permit, before).await;
    saved
}

/// Removes the city's logo.
///
/// # Errors
/// `NotFound("logo")` when there is none; `StaleVersion`.
pub async fn remove_logo(
    db: &Db,
    files: &dyn Files,
    permit: &Permit<EditTenant>,
    once: Option<&Once>,
    version: i32,
) -> Result<Tenant> {
    let (saved, before) = place(db, permit, once, version, None).await?;
    drop_file(db, files, permit, before).await;
    Ok(saved)
}

/// Changes which file is the logo. Returns the city, and the key of the file that was the logo before.
async fn place(
    db: &Db,
    permit: &Permit<EditTenant>,
    once: Option<&Once>,
    version: i32,
    logo: Option<(String, &str)>,
) -> Result<(Tenant, Option<String>)> {
    let mut before = None;
    let saved = db.change(permit, once, async |tx| {
        let select = tx
            .platform()
            .find::<tenant::Entity>()
            .filter(tenant::Column::Id.eq(tx.tenant()));
        let old = tx.platform().one(select).await?.ok_or(Error::NotFound("city"))?;
        fresh(old.version, version)?;
        before = old.logo_key.clone();
        let removes = match (&logo, &before) {
            (Some(_), _) => false,
            (None, Some(_)) => true,
            (None, None) => return Err(Error::NotFound("logo")),
        };
        let (logo_key, logo_type) = logo.map(|(key, kind)| (key, kind.to_owned())).unzip();
        let new = Tenant {
            logo_key,
            logo_type,
            version: old.version + 1,
            ..old
        };
        let saved = tx.platform().save(new).await?;
        let sha256 = saved.logo_hash().map(str::to_owned);
        let event = if removes {
            Event::TenantRemoveLogo { sha256 }
        } else {
            Event::TenantLogo { sha256 }
        };
        tx.record(event.about(saved.id).public(true)).await?;
        Ok(saved)
    });
    let saved = saved.await?;
    Ok((saved, before))
}

async fn drop_file(db: &Db, files: &dyn Files, permit: &Permit<EditTenant>, key: Option<String>) {
    if let Some(key) = key {
        files::discard(db, files, permit, &key)
            .await
            .or_log("logo not deleted: it stays in the store unreferenced");
    }
}

/// Detects the media type from the first bytes, and checks that it is allowed for a logo.
fn picture(bytes: &[u8]) -> Result<&'static str> {
    const TAKEN: [&str; 3] = ["image/png", "image/jpeg", "image/webp"];
    if bytes.is_empty() {
        return Err(Error::field("file", code::FILE_EMPTY));
    }
    if !i64::try_from(bytes.len()).is_ok_and(|size| size <= LOGO_BYTES) {
        let error = FieldError::limited("file", code::FILE_TOO_LARGE, LOGO_BYTES);
        return Err(Error::Invalid(vec![error]));
    }
    let kind = infer::get(bytes).map(|kind| kind.mime_type());
    let taken = TAKEN.into_iter().find(|taken| kind == Some(*taken));
    taken.ok_or_else(|| {
        // An SVG can contain scripts, so it has its own error code.
        let first = String::from_utf8_lossy(bytes.get(..bytes.len().min(1_024)).unwrap_or_default()).to_lowercase();
        let code = if first.contains("<svg") {
            code::SVG_REFUSED
        } else {
            code::PICTURE_REFUSED
        };
        Error::field("file", code)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(bytes: &[u8]) -> &'static str {
        match picture(bytes) {
            Err(Error::Invalid(errors)) => errors[0].code,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_first_bytes_say_whether_it_is_a_picture() {
        assert_eq!(picture(b"\x89PNG\r\n\x1a\n").unwrap(), "image/png");
        assert_eq!(picture(b"\xff\xd8\xff\xe0").unwrap(), "image/jpeg");
        assert_eq!(picture(b"RIFF\0\0\0\0WEBPVP8 ").unwrap(), "image/webp");
        assert_eq!(refused(b""), code::FILE_EMPTY);
        assert_eq!(refused(b"GIF89a"), code::PICTURE_REFUSED);
        assert_eq!(refused(b"<!doctype html>"), code::PICTURE_REFUSED);
        assert_eq!(
            refused(b"<?xml version='1.0'?>\n<SVG onload='x()'/>"),
            code::SVG_REFUSED
        );
        let mut large = b"\x89PNG\r\n\x1a\n".to_vec();
        large.resize(256_001, 0);
        assert_eq!(refused(&large), code::FILE_TOO_LARGE);
        large.truncate(256_000);
        assert!(picture(&large).is_ok());
    }
}
