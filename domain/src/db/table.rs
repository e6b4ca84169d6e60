//! What every entity declares about its table besides its columns.

use sea_orm::EntityTrait;

/// A table whose rows belong to a city. Every entity implements this or [`Shared`].
pub(crate) trait TenantOwned: EntityTrait {
    /// The column with the city of a row.
    const TENANT: Self::Column;
    /// The column with the id of a row in its city.
    const ID: Self::Column;
}

/// A table of the platform.
pub(crate) trait Shared: EntityTrait {}

/// Completes an entity whose rows belong to a city; `$id` is the column with the id.
macro_rules! owned {
    ($id:ident) => {
        $crate::db::related!();

        impl $crate::db::TenantOwned for Entity {
            const TENANT: Column = Column::TenantId;
            const ID: Column = Column::$id;
        }
    };
}

/// Completes an entity of the platform.
macro_rules! shared {
    () => {
        $crate::db::related!();

        impl $crate::db::Shared for Entity {}
    };
}

/// The parts of an entity that all tables share. It declares no relations: other tables are queried
/// through `Scoped`, which filters by city.
macro_rules! related {
    () => {
        /// Empty on purpose: other tables are queried through `Scoped`, which filters by city.
        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {}

        impl ActiveModelBehavior for ActiveModel {}
    };
}

pub(crate) use {owned, related, shared};
