//! `besa import`: imports plans from a file, and prints one line for each city; lists imports and takes one back.
//! OGP's dataset is in `dataset`.

use anyhow::{Context, bail};
use besa_domain::access::{CreateTenant, ImportPlan, Permit};
use besa_domain::imports::{self, Count, Decisions, Draft, Import, Member, Note, Origin};
use besa_domain::tenants::{self, Identity, Tenant};
use besa_domain::{App, Error, ImportId, TenantId, input};
use besa_formats::draft::{self, Refused};
use clap::{Args, Subcommand};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Debug, Subcommand)]
pub(super) enum ImportCommand {
    /// Import plans from a file.
    Plan(PlanArguments),
    /// Import OGP's dataset of commitments: each member's into the member's own city, created if it does not exist.
    Ogp {
        /// The CSV file, in UTF-8, with the columns of the dataset.
        file: PathBuf,
    },
    /// List the imports of a city, newest first.
    List {
        /// The city.
        #[arg(long)]
        tenant: String,
    },
    /// Take an import back: what nobody worked on since is removed.
    Undo {
        /// The id of the import.
        id: ImportId,
        /// The city.
        #[arg(long)]
        tenant: String,
    },
}

#[derive(Debug, Args)]
pub(super) struct PlanArguments {
    /// The file: a spreadsheet (XLSX, XLS, ODS, CSV), a document (DOCX, ODT) or JSON.
    file: PathBuf,
    /// The city to import into. The plan becomes a draft.
    #[arg(long, conflicts_with = "create_tenants")]
    tenant: Option<String>,
    /// Import only the plans of one OGP member, given by its slug or name in the file. Required with --tenant when the file has
    /// plans of several members.
    #[arg(long)]
    member: Option<String>,
    /// What the column with this heading holds, as HEADING=FIELD, such as "Kur=milestone_due"; without FIELD the
    /// column is left out. Can be repeated.
    #[arg(long = "column", value_name = "HEADING=FIELD")]
    columns: Vec<String>,
    /// Import each member's plans into the member's own city, created if it does not exist, and publish them.
    #[arg(long)]
    create_tenants: bool,
    /// Print what would be imported, and change nothing.
    #[arg(long)]
    dry_run: bool,
}

pub(super) async fn run(app: &App, command: ImportCommand) -> anyhow::Result<ExitCode> {
    match command {
        ImportCommand::Plan(arguments) => plan(app, arguments).await,
        ImportCommand::Ogp { file } => super::dataset::import(app, &file).await,
        ImportCommand::List { tenant } => list(app, &tenant).await,
        ImportCommand::Undo { id, tenant } => undo(app, &tenant, id).await,
    }
}

async fn list(app: &App, slug: &str) -> anyhow::Result<ExitCode> {
    let tenant = tenants::by_slug(&app.db, slug).await.map_err(super::explain)?;
    for import in imports::list(&app.db, &Permit::<ImportPlan>::system(tenant.id)).await? {
        println!(
            "{} {} {} {}",
            import.id, import.created_at, import.state, import.origin.file_name
        );
    }
    Ok(ExitCode::SUCCESS)
}

async fn undo(app: &App, slug: &str, id: ImportId) -> anyhow::Result<ExitCode> {
    let tenant = tenants::by_slug(&app.db, slug).await.map_err(super::explain)?;
    let permit = Permit::<ImportPlan>::system(tenant.id);
    let import = imports::undo(&app.db, &permit, None, id)
        .await
        .map_err(super::explain)?;
    println!("{}: {} taken back", tenant.slug, import.origin.file_name);
    print(&import.notes);
    Ok(ExitCode::SUCCESS)
}

/// Reads a file, with what was chosen for its columns here and for the city's earlier files.
async fn read(app: &App, arguments: &PlanArguments, bytes: Vec<u8>, name: &str) -> anyhow::Result<Draft> {
    let place = || arguments.file.display().to_string();
    let source = draft::source(bytes, name)
        .inspect_err(|refused| print(&refused.notes))
        .with_context(place)?;
    let before = match &arguments.tenant {
        Some(slug) => {
            let tenant = tenants::by_slug(&app.db, slug).await.map_err(super::explain)?;
            imports::remembered(&app.db, &Permit::system(tenant.id)).await?
        }
        None => BTreeMap::new(),
    };
    let first = source.read(&Decisions::default(), &before);
    let known = match &first {
        Ok(draft) => &draft.columns,
        Err(refusal) => &refusal.columns,
    };
    let mut decisions = Decisions::default();
    for chosen in &arguments.columns {
        let (heading, field) = chosen
            .rsplit_once('=')
            .with_context(|| format!("--column {chosen:?}: write HEADING=FIELD"))?;
        let key = imports::memory(heading);
        let of_heading = known.iter().filter(|column| imports::memory(&column.heading) == key);
        let keys: Vec<&String> = of_heading.map(|column| &column.key).collect();
        if keys.is_empty() {
            bail!("--column {chosen:?}: the file has no heading {heading:?}");
        }
        if !field.is_empty() && imports::FIELDS.iter().all(|known| known.code != field) {
            let codes: Vec<&str> = imports::FIELDS.iter().map(|known| known.code).collect();
            bail!("--column {chosen:?}: {field:?} is none of {}", codes.join(", "));
        }
        decisions
            .columns
            .extend(keys.into_iter().map(|key| (key.clone(), field.to_owned())));
    }
    let read = if decisions.columns.is_empty() {
        first
    } else {
        source.read(&decisions, &before)
    };
    let refusal = match read {
        Ok(draft) => return Ok(draft),
        Err(refusal) => refusal,
    };
    print(&refusal.notes);
    let open: Vec<&str> = refusal.columns.iter().map(|column| column.heading.as_str()).collect();
    if !open.is_empty() {
        println!(
            "  columns: {}; say what one holds with --column HEADING=FIELD",
            open.join(" | ")
        );
    }
    Err(Refused::from(refusal)).with_context(place)
}

async fn plan(app: &App, arguments: PlanArguments) -> anyhow::Result<ExitCode> {
    let bytes = tokio::fs::read(&arguments.file)
        .await
        .with_context(|| format!("{} cannot be read", arguments.file.display()))?;
    let name = file_name(&arguments.file);
    let origin = Origin::of(&name, &bytes);
    let draft = read(app, &arguments, bytes, &name).await?;
    let mut members = imports::members(&draft);
    if let Some(wanted) = &arguments.member {
        members.retain(|member| member.slug == input::slug(wanted) || member.name == *wanted);
        if members.is_empty() {
            bail!("member: the file has no plan of {wanted}");
        }
    }
    if arguments.create_tenants {
        return each(app, &arguments, &origin, &draft, &members).await;
    }
    let Some(slug) = &arguments.tenant else {
        bail!("give a city with --tenant, or use --create-tenants to create one for each member")
    };
    let tenant = tenants::by_slug(&app.db, slug).await.map_err(super::explain)?;
    let part = match members.as_slice() {
        [] => draft,
        [member] => draft.into_member(&member.slug),
        [..] => bail!(
            "the file has plans of {} members: choose one with --member",
            members.len()
        ),
    };
    let import = take(app, &tenant, &origin, part, arguments.dry_run, false).await?;
    println!("{}: {}", tenant.slug, summary(&import));
    print(&import.notes);
    Ok(ExitCode::SUCCESS)
}

/// Imports each member's plans into a city of its own.
async fn each(
    app: &App,
    arguments: &PlanArguments,
    origin: &Origin,
    draft: &Draft,
    members: &[Member],
) -> anyhow::Result<ExitCode> {
    if members.is_empty() {
        bail!("the file does not name the member of its plans: give a city with --tenant");
    }
    let mut notes = draft.notes.clone();
    for member in members {
        let part = Draft {
            notes: Vec::new(),
            ..draft.of_member(&member.slug)
        };
        let tenant = match tenants::by_slug(&app.db, &member.slug).await {
            Ok(tenant) => tenant,
            Err(Error::NotFound(_)) if arguments.dry_run => {
                let milestones: usize = part
                    .plans
                    .iter()
                    .flat_map(|plan| &plan.commitments)
                    .map(|row| row.milestones.len())
                    .sum();
                let commitments: usize = part.plans.iter().map(|plan| plan.commitments.len()).sum();
                println!(
                    "{}: a new city; would create {} plans, {commitments} commitments, {milestones} milestones",
                    member.slug,
                    part.plans.len()
                );
                notes.extend(part.all_notes().cloned());
                continue;
            }
            Err(Error::NotFound(_)) => {
                let permit = Permit::<CreateTenant>::system(TenantId::PLATFORM);
                let identity = Identity::plain(&member.name, &member.country);
                tenants::create(&app.db, &permit, &member.slug, identity, false)
                    .await
                    .map_err(super::explain)?
            }
            Err(error) => return Err(error.into()),
        };
        let import = take(app, &tenant, origin, part, arguments.dry_run, true).await?;
        println!("{}: {}", tenant.slug, summary(&import));
        notes.extend(import.notes);
    }
    print(&notes);
    Ok(ExitCode::SUCCESS)
}

async fn take(
    app: &App,
    tenant: &Tenant,
    origin: &Origin,
    draft: Draft,
    dry: bool,
    publish: bool,
) -> anyhow::Result<Import> {
    let permit = Permit::<ImportPlan>::system(tenant.id);
    let import = if dry {
        imports::preview(&app.db, &permit, origin.clone(), &draft).await
    } else {
        imports::import_now(&app.db, &permit, origin.clone(), draft, publish).await
    };
    import.map_err(super::explain)
}

fn file_name(file: &Path) -> String {
    file.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

fn summary(import: &Import) -> String {
    let made = &import.outcome;
    let of = |count: Count, what: &str| format!("{} {what} created, {} unchanged", count.made, count.unchanged);
    format!(
        "{}; {}; {}; {}; {} flagged; {} refused",
        of(made.plans, "plans"),
        of(made.commitments, "commitments"),
        of(made.milestones, "milestones"),
        of(made.indicators, "indicators"),
        made.flagged,
        made.refused
    )
}

/// Prints the notes of an import, one line each.
fn print(notes: &[Note]) {
    for note in notes {
        let used = if note.used.is_empty() {
            String::new()
        } else {
            format!(" -> {}", note.used)
        };
        println!(
            "  {} {} {}: {:?}{used}",
            note.severity(),
            note.cell,
            note.code,
            note.given
        );
    }
}
