//! Reviewers' queries to a city, without its answers: a copy for lists across cities, written by a job.

use crate::ids::TenantId;
use crate::queries::Questions;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// Reviewers' queries to a city, without its answers: a copy for lists across cities, written by a job.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "city_queries")]
pub struct Model {
    /// The city.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tenant_id: TenantId,
    /// The city's revision when its figures were read.
    pub revision: i64,
    /// The queries, newest first.
    pub questions: Questions,
}

crate::db::shared!();
