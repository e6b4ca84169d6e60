//! The sums of all cities of a country, so that no list counts its cities.

use sea_orm::entity::prelude::*;

/// The sums of all cities of a country. Each change of a city's line adds its difference.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "country_total")]
pub struct Model {
    /// The country.
    #[sea_orm(primary_key, auto_increment = false)]
    pub country: String,
    /// The number of cities.
    pub cities: i32,
    /// How many have a published plan.
    pub published: i32,
    /// How many need attention.
    pub needy: i32,
    /// The number of reviewers' questions that wait for an answer.
    pub open_questions: i32,
    /// The number of reviewers' questions that were answered.
    pub answered_questions: i32,
}

crate::db::shared!();
