//! `besa import ogp` and `besa export ogp`: OGP's dataset of commitments in and out.

use anyhow::Context;
use besa_domain::access::{CreateTenant, ImportPlan, ListTenants, Permit};
use besa_domain::imports::Origin;
use besa_domain::imports::ogp::{self, Fate, RowReport};
use besa_domain::{App, CommitmentId, TenantId, tenants};
use besa_formats::ogp::{Dataset, writer};
use clap::Subcommand;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufWriter, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Rows that are read and written at the same time.
const ROWS: usize = 200;

#[derive(Debug, Subcommand)]
pub(super) enum ExportCommand {
    /// Write the commitments that came from OGP's dataset in its columns, with what was changed in Besa since.
    Ogp {
        /// The CSV file to write.
        #[arg(long)]
        out: PathBuf,
    },
}

pub(super) async fn export(app: &App, command: ExportCommand) -> anyhow::Result<ExitCode> {
    let ExportCommand::Ogp { out } = command;
    // A failed export leaves an earlier file as it is.
    let unfinished = out.with_extension("part");
    let written = write(app, &unfinished).await;
    let rows = match written {
        Ok(rows) => rows,
        Err(error) => {
            drop(std::fs::remove_file(&unfinished));
            return Err(error);
        }
    };
    std::fs::rename(&unfinished, &out).with_context(|| format!("{} cannot be written", out.display()))?;
    println!("rows {rows}");
    Ok(ExitCode::SUCCESS)
}

/// Writes the rows in the order of the files that they came from. Returns their number.
async fn write(app: &App, out: &Path) -> anyhow::Result<usize> {
    let file = File::create(out).with_context(|| format!("{} cannot be written", out.display()))?;
    let mut writer = writer(BufWriter::new(file))?;
    let mut places: Vec<(usize, TenantId, CommitmentId)> = Vec::new();
    for city in tenants::list(&app.db, &Permit::<ListTenants>::system(TenantId::PLATFORM)).await? {
        let of_city = ogp::places(&app.db, &Permit::<ImportPlan>::system(city.id)).await?;
        places.extend(of_city.into_iter().map(|(row, commitment)| (row, city.id, commitment)));
    }
    places.sort_unstable();
    let mut written = 0;
    for some in places.chunks(ROWS) {
        let mut rows: BTreeMap<CommitmentId, Vec<String>> = BTreeMap::new();
        let cities: BTreeSet<TenantId> = some.iter().map(|(_, city, _)| *city).collect();
        for city in cities {
            let of_city = some.iter().filter(|(_, of, _)| *of == city);
            let of_city: Vec<CommitmentId> = of_city.map(|(_, _, commitment)| *commitment).collect();
            rows.extend(ogp::export(&app.db, &Permit::<ImportPlan>::system(city), &of_city).await?);
        }
        for (_, _, commitment) in some {
            if let Some(row) = rows.get(commitment) {
                writer.write_record(row)?;
                written += 1;
            }
        }
    }
    writer.flush()?;
    Ok(written)
}

/// Imports a file. Prints a line for each row that is flagged or refused, and the sums.
pub(super) async fn import(app: &App, path: &Path) -> anyhow::Result<ExitCode> {
    let unreadable = || format!("{} cannot be read", path.display());
    let origin = origin(path).with_context(unreadable)?;
    let file = File::open(path).with_context(unreadable)?;
    let mut dataset = Dataset::open(file).with_context(|| path.display().to_string())?;
    for heading in &dataset.unknown {
        println!("column {heading:?} unknown_column: not imported");
    }
    let members = std::mem::take(&mut dataset.survey.members);
    let mut reports = std::mem::take(&mut dataset.survey.refused);
    let mut created = 0;
    for of_member in &members {
        let lines = dataset.rows(of_member)?;
        let permit = Permit::<CreateTenant>::system(TenantId::PLATFORM);
        let (city, is_new) = ogp::home(&app.db, &permit, &of_member.member)
            .await
            .map_err(super::explain)
            .with_context(|| of_member.member.name.clone())?;
        created += usize::from(is_new);
        let permit = Permit::<ImportPlan>::system(city.id);
        let of_rows = ogp::import_member(&app.db, &permit, origin.clone(), lines)
            .await
            .map_err(super::explain)
            .with_context(|| city.slug.clone())?;
        reports.extend(of_rows);
    }
    reports.sort_by_key(|report| report.row);
    for report in reports
        .iter()
        .filter(|report| report.fate == Fate::Refused || report.is_flagged())
    {
        println!("{}", line(report));
    }
    let of = |fate: Fate| reports.iter().filter(|report| report.fate == fate).count();
    println!("members {} created {created}", members.len());
    println!("known {}", of(Fate::Known));
    println!(
        "rows {} made {} flagged {} refused {}",
        dataset.survey.read,
        of(Fate::Made),
        reports.iter().filter(|report| report.is_flagged()).count(),
        of(Fate::Refused)
    );
    Ok(ExitCode::SUCCESS)
}

/// Returns one line about a row: its number, OGP's id, what became of it, and each reason with its column.
fn line(report: &RowReport) -> String {
    let fate = if report.fate == Fate::Refused {
        "refused"
    } else {
        "flagged"
    };
    let place = format!("row {}, ", report.row);
    let reasons = report.notes.iter().map(|note| {
        let column = note.cell.strip_prefix(&place).unwrap_or_default();
        let used = if note.used.is_empty() {
            String::new()
        } else {
            format!(" -> {:?}", note.used)
        };
        let space = if column.is_empty() { "" } else { " " };
        format!("{}{space}{column} {:?}{used}", note.code, note.given)
    });
    let reasons: Vec<String> = reasons.collect();
    let id = if report.ogp_id.is_empty() { "-" } else { &report.ogp_id };
    format!("row {} {id} {fate}: {}", report.row, reasons.join("; "))
}

/// Describes a file by its name and the hash of its content.
fn origin(path: &Path) -> std::io::Result<Origin> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut file = File::open(path)?;
    let mut chunk = vec![0; 65_536];
    let mut hashed = Origin::hashing(&name);
    loop {
        let read = file.read(&mut chunk)?;
        if read == 0 {
            return Ok(hashed.finish());
        }
        hashed.add(chunk.get(..read).unwrap_or_default());
    }
}
