//! Files that go with an assessment: at most 3, of 10 MB each (OGP Local, End-of-Commitment Assessment
//! Form; docs/RULES.md). A draft that is discarded takes its files with it.

use super::{Assessment, AssessmentState, visible};
use crate::access::{Assess, Permit, SeeAssessments};
use crate::assessments::tables::{assessment, exhibit as row};
use crate::db::{Db, Tx};
use crate::error::{Conflict, Error, FieldError, Result, code, fresh};
use crate::evidence::Stored;
use crate::files;
use crate::ids::{AssessmentId, ExhibitId};
use crate::once::Once;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};

/// A file that goes with an assessment.
pub type Exhibit = row::Model;

/// Most files.
pub const MOST_EXHIBITS: u64 = 3;

/// The files of an assessment, oldest first.
///
/// # Errors
/// `NotFound("assessment")` when there is none here that the caller may see.
pub async fn exhibits(
    db: &Db,
    permit: &Permit<SeeAssessments>,
    own: Option<&Permit<Assess>>,
    of: AssessmentId,
) -> Result<Vec<Exhibit>> {
    let city = db.read(permit).await?;
    visible(&city, own.is_some(), of).await?;
    city.find::<row::Entity>()
        .filter(row::Column::AssessmentId.eq(of))
        .order_by_asc(row::Column::Id)
        .all()
        .await
}

/// One file.
///
/// # Errors
/// `NotFound("file")` when there is none here, or its assessment is not the caller's to see.
pub async fn exhibit(
    db: &Db,
    permit: &Permit<SeeAssessments>,
    own: Option<&Permit<Assess>>,
    id: ExhibitId,
) -> Result<Exhibit> {
    let city = db.read(permit).await?;
    let found = city.get::<row::Entity>(id, "file").await?;
    visible(&city, own.is_some(), found.assessment_id)
        .await
        .map_err(|error| error.not_found_as("file"))?;
    Ok(found)
}

/// Adds a file to a draft. It was put into the store before; when this fails the caller removes it.
///
/// # Errors
/// `NotFound`; `StateStep` when it was submitted; `file` / `out_of_range` past [`MOST_EXHIBITS`].
pub async fn add_exhibit(
    db: &Db,
    permit: &Permit<Assess>,
    once: Option<&Once>,
    to: AssessmentId,
    file: Stored,
) -> Result<Exhibit> {
    let find = async |tx: &Tx| tx.get::<assessment::Entity>(to, "assessment").await;
    db.aside_of(permit, once, find, async |tx, old| {
        drafted(&old)?;
        let there = tx.find::<row::Entity>().filter(row::Column::AssessmentId.eq(to));
        if there.count().await? >= MOST_EXHIBITS {
            return Err(Error::Invalid(vec![FieldError::limited("file", code::OUT_OF_RANGE, 3)]));
        }
        let made = Exhibit {
            tenant_id: tx.tenant(),
            id: tx.id(),
            assessment_id: to,
            name: file.name,
            media_type: file.media_type,
            size: file.size,
            sha256: file.sha256,
            file_key: file.key,
            added_at: tx.now(),
        };
        let made = tx.add(made).await?;
        files::keep(tx, &made.file_key, true).await?;
        touched(tx, old).await?;
        Ok(made)
    })
    .await
}

/// Takes a file off a draft. Gives it, for the store to forget; another edition may still have it,
/// then nothing is given.
///
/// # Errors
/// `NotFound("file")`; `StateStep` when its assessment was submitted.
pub async fn remove_exhibit(db: &Db, permit: &Permit<Assess>, id: ExhibitId) -> Result<Option<Exhibit>> {
    db.aside(permit, None, async |tx| {
        let old = tx.get::<row::Entity>(id, "file").await?;
        let of = tx.get::<assessment::Entity>(old.assessment_id, "assessment").await?;
        drafted(&of)?;
        tx.remove::<row::Entity>(row::Column::Id, id).await?;
        touched(tx, of).await?;
        let kept = elsewhere(tx, &old).await?;
        Ok((!kept).then_some(old))
    })
    .await
}

/// Throws a draft away, with its files. Gives those that no other edition has, for the store to
/// forget. Neither the log nor the city's revision tells of it.
///
/// # Errors
/// `NotFound("assessment")`; `StaleVersion`; `StateStep` when it was submitted: that stays for good.
pub async fn discard(
    db: &Db,
    permit: &Permit<Assess>,
    once: Option<&Once>,
    (id, version): (AssessmentId, i32),
) -> Result<Vec<Exhibit>> {
    // What it was is gone, and so is what the first answer said.
    let mut gone = Vec::new();
    db.aside(permit, once, async |tx| {
        let old = tx.get::<assessment::Entity>(id, "assessment").await?;
        drafted(&old)?;
        fresh(old.version, version)?;
        let files = tx.find::<row::Entity>().filter(row::Column::AssessmentId.eq(id));
        let files = files.all().await?;
        tx.remove::<row::Entity>(row::Column::AssessmentId, id).await?;
        tx.remove::<assessment::Entity>(assessment::Column::Id, id).await?;
        for file in files {
            if !elsewhere(tx, &file).await? {
                gone.push(file);
            }
        }
        Ok(())
    })
    .await?;
    Ok(gone)
}

/// Whether another edition has a file that was taken off this one.
async fn elsewhere(tx: &Tx, file: &Exhibit) -> Result<bool> {
    let same = tx.find::<row::Entity>();
    let same = same.filter(row::Column::FileKey.eq(file.file_key.as_str()));
    let kept = same.count().await? > 0;
    files::keep(tx, &file.file_key, kept).await?;
    Ok(kept)
}

fn drafted(assessment: &Assessment) -> Result<()> {
    if assessment.state == AssessmentState::Draft {
        Ok(())
    } else {
        Err(Conflict::StateStep.into())
    }
}

async fn touched(tx: &Tx, old: Assessment) -> Result<()> {
    let new = Assessment {
        updated_at: tx.now(),
        ..old
    };
    tx.save(new).await?;
    Ok(())
}
