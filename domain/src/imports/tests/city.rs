//! A city in a database of its own.

use super::super::book::{Book, Cell, Kind, Row, Sheet};
use super::*;
use crate::access::{SeeLog, SystemAction};
use crate::plans::{self, Plan};
use crate::ports::InProcess;
use crate::tenants;
use crate::{Clock, Ids, log};
use std::sync::Arc;
use time::macros::datetime;

pub(super) struct City {
    pub(super) db: Db,
    pub(super) importer: Permit<ImportPlan>,
    _folder: tempfile::TempDir,
}

/// The data that must not change when an import changes nothing.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct State {
    pub(super) entries: usize,
    pub(super) revision: i64,
}

impl City {
    pub(super) async fn new(slug: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = database(&folder).await;
        let importer = tenant(&db, slug, slug, "AL").await;
        Self {
            db,
            importer,
            _folder: folder,
        }
    }

    pub(super) fn system<A: SystemAction>(&self) -> Permit<A> {
        Permit::system(self.importer.tenant())
    }

    pub(super) fn origin(&self) -> Origin {
        Origin::of("plans.csv", b"plans")
    }

    /// Proposes a file. Returns `None` when nothing is stored.
    pub(super) async fn proposed(&self, book: Book) -> Option<Import> {
        let proposal = Proposal {
            origin: self.origin(),
            source: Source::Book(book),
            member: None,
        };
        let proposed = propose(&self.db, &self.importer, None, proposal, Default::default());
        proposed.await.unwrap().stored()
    }

    pub(super) async fn plans(&self) -> Vec<Plan> {
        plans::list(&self.db, &self.system()).await.unwrap()
    }

    pub(super) async fn plan(&self, reference: &str) -> crate::whole::PlanRecords {
        let plans = self.plans().await;
        let plan = plans.iter().find(|plan| plan.reference == reference).unwrap();
        whole(&self.db, &self.system::<SeePlan>(), plan.id).await.unwrap()
    }

    pub(super) async fn state(&self) -> State {
        state(&self.db, &self.importer).await
    }
}

pub(super) async fn state(db: &Db, importer: &Permit<ImportPlan>) -> State {
    let permit = Permit::<SeeLog>::system(importer.tenant());
    assert!(log::verify(db, &permit).await.unwrap().fault.is_none());
    State {
        entries: log::list(db, &permit, log::About::All, None, 10_000)
            .await
            .unwrap()
            .len(),
        revision: tenants::revision(db, importer.tenant()).await.unwrap(),
    }
}

/// Creates an empty database whose clock stands at 23 November 2026.
pub(super) async fn database(folder: &tempfile::TempDir) -> Db {
    let url = format!("sqlite:{}", folder.path().join("besa.db").display());
    let (connection, _) = crate::db::connect(&url, 1).await.unwrap();
    besa_migrations::up(&connection).await.unwrap();
    connection.close().await.unwrap();
    let clock = Clock::fixed(datetime!(2026-11-23 08:00 UTC));
    Db::connect(&url, 4, clock, Ids::counted(), Arc::new(InProcess::default()))
        .await
        .unwrap()
}

pub(super) async fn tenant(db: &Db, slug: &str, name: &str, country: &str) -> Permit<ImportPlan> {
    let permit = Permit::system(crate::TenantId::PLATFORM);
    let identity = tenants::Identity::plain(name, country);
    let made = tenants::create(db, &permit, slug, identity, false).await.unwrap();
    Permit::system(made.id)
}

/// Builds a CSV file as the file reader returns it.
pub(super) fn csv(name: &str, text: &str) -> Book {
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let cell = |text: &str| Cell {
        text: text.to_owned(),
        ..Cell::default()
    };
    let records = reader.records().map(Result::unwrap).zip(1..);
    let rows = records.map(|(record, number)| Row {
        number,
        hidden: false,
        cells: record.iter().map(cell).collect(),
    });
    let sheet = Sheet {
        kind: Kind::Csv,
        name: name.to_owned(),
        hidden: false,
        rows: rows.collect(),
        merged: Vec::new(),
        hidden_columns: Vec::new(),
    };
    Book {
        kind: Kind::Csv,
        name: name.to_owned(),
        encoding: Some("UTF-8".to_owned()),
        sheets: vec![sheet],
        text: Vec::new(),
        notes: Vec::new(),
    }
}

/// Builds a workbook from sheets that are written as CSV.
pub(super) fn workbook(sheets: &[(&str, &str)]) -> Book {
    let named = |(name, text): &(&str, &str)| {
        let mut sheet = csv(name, text).sheets.remove(0);
        sheet.kind = Kind::Xlsx;
        sheet
    };
    Book {
        kind: Kind::Xlsx,
        name: "plan.xlsx".to_owned(),
        encoding: None,
        sheets: sheets.iter().map(named).collect(),
        text: Vec::new(),
        notes: Vec::new(),
    }
}

/// Reads a file without choices and edits.
pub(super) fn read_plain(book: &Book) -> std::result::Result<Draft, Vec<Note>> {
    read(book, &Chosen::default(), &Edits::default()).map_err(|refusal| refusal.notes)
}
