//! What every entity says of its table besides its columns.

use sea_orm::EntityTrait;

/// A table whose rows belong to a city. Every entity is this or [`Shared`].
pub(crate) trait TenantOwned: EntityTrait {
    /// The column that says whose a row is.
    const TENANT: Self::Column;
    /// The column of its id within the city.
    const ID: Self::Column;
}

/// A table of the platform.
pub(crate) trait Shared: EntityTrait {}

/// The rest of an entity whose rows belong to a city, by the column of their id.
macro_rules! owned {
    ($id:ident) => {
        $crate::db::related!();

        impl $crate::db::TenantOwned for Entity {
            const TENANT: Column = Column::TenantId;
            const ID: Column = Column::$id;
        }
    };
}

/// The rest of an entity of the platform.
macro_rules! shared {
    () => {
        $crate::db::related!();

        impl $crate::db::Shared for Entity {}
    };
}

/// No relations: joins go through the scope.
macro_rules! related {
    () => {
        /// None: joins go through the scope.
        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {}

        impl ActiveModelBehavior for ActiveModel {}
    };
}

pub(crate) use {owned, related, shared};
