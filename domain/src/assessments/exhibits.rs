//! Files attached to an assessment: at most 3, of 10 MB each (OGP Local, End-of-Commitment Assessment
//! Form; docs/RULES.md). A draft is discarded together with its files.

use super::{Assessment, AssessmentState, drafts_of, own_assessment, visible};
use crate::access::{Assess, Permit, SeeAssessments};
use crate::assessments::tables::{assessment, exhibit as row};
use crate::db::{Db, Tx};
use crate::error::{Conflict, Error, FieldError, Result, code, fresh};
use crate::evidence::Stored;
use crate::files;
use crate::ids::{AssessmentId, ExhibitId};
use crate::once::Once;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};

/// A file attached to an assessment.
pub type Exhibit = row::Model;

/// Maximum number of files of an assessment.
pub const MAX_EXHIBITS: u64 = 3;

/// Lists the files of an assessment, oldest first.
///
/// # Errors
/// `NotFound("assessment")` when the city has no such assessment or the caller may not see it.
pub async fn exhibits(
    db: &Db,
    permit: &Permit<SeeAssessments>,
    own: Option<&Permit<Assess>>,
    of: AssessmentId,
) -> Result<Vec<Exhibit>> {
    let city = db.read(permit).await?;
    let own = drafts_of(&city, own).await?;
    visible(&city, own, of).await?;
    city.find::<row::Entity>()
        .filter(row::Column::AssessmentId.eq(of))
        .order_by_asc(row::Column::Id)
        .all()
        .await
}

/// Returns a file of an assessment.
///
/// # Errors
/// `NotFound("file")` when the city has no such file or the caller may not see its assessment.
pub async fn exhibit(
    db: &Db,
    permit: &Permit<SeeAssessments>,
    own: Option<&Permit<Assess>>,
    id: ExhibitId,
) -> Result<Exhibit> {
    let city = db.read(permit).await?;
    let found = city.get::<row::Entity>(id, "file").await?;
    let own = drafts_of(&city, own).await?;
    visible(&city, own, found.assessment_id)
        .await
        .map_err(|error| error.not_found_as("file"))?;
    Ok(found)
}

/// Adds a file to a draft. The file is already in the file store; when this fails, the caller removes
/// it there.
///
/// # Errors
/// `NotFound`; `StateStep` when the assessment was submitted; `file` / `out_of_range` when it already
/// has [`MAX_EXHIBITS`] files.
pub async fn add_exhibit(
    db: &Db,
    permit: &Permit<Assess>,
    once: Option<&Once>,
    to: AssessmentId,
    file: Stored,
) -> Result<Exhibit> {
    let find = async |tx: &Tx| own_assessment(tx, to).await;
    db.change_unlogged_of(permit, once, find, async |tx, old| {
        drafted(&old)?;
        let there = tx.find::<row::Entity>().filter(row::Column::AssessmentId.eq(to));
        if there.count().await? >= MAX_EXHIBITS {
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

/// Removes a file from a draft. Returns it, so that the caller deletes it from the file store; `None`
/// when another edition still has it.
///
/// # Errors
/// `NotFound("file")`; `StateStep` when its assessment was submitted.
pub async fn remove_exhibit(db: &Db, permit: &Permit<Assess>, id: ExhibitId) -> Result<Option<Exhibit>> {
    db.change_unlogged(permit, None, async |tx| {
        let old = tx.get::<row::Entity>(id, "file").await?;
        let of = own_assessment(tx, old.assessment_id)
            .await
            .map_err(|error| error.not_found_as("file"))?;
        drafted(&of)?;
        tx.remove::<row::Entity>(row::Column::Id, id).await?;
        touched(tx, of).await?;
        let kept = elsewhere(tx, &old).await?;
        Ok((!kept).then_some(old))
    })
    .await
}

/// Discards a draft and its files. Returns the files that no other edition has, so that the caller
/// deletes them from the file store. Writes no event and does not change the city's revision.
///
/// # Errors
/// `NotFound("assessment")`; `StaleVersion`; `StateStep` when it was submitted: it can no longer be removed.
pub async fn discard(
    db: &Db,
    permit: &Permit<Assess>,
    once: Option<&Once>,
    (id, version): (AssessmentId, i32),
) -> Result<Vec<Exhibit>> {
    // Stays empty for a repeated request: the first one already returned the files.
    let mut gone = Vec::new();
    db.change_unlogged(permit, once, async |tx| {
        let old = own_assessment(tx, id).await?;
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

/// Returns whether another edition still has a file that was removed from this one, and stores that
/// with the file.
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
