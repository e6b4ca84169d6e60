//! `besa doctor`: checks this installation and prints one line for each check.

use crate::config::Settings;
use crate::start;
use besa_domain::access::{CleanUp, ListTenants, Permit, SeeJobs, SeeLog};
use besa_domain::{TenantId, files, jobs, log, tenants};
use std::collections::BTreeMap;
use std::process::ExitCode;

/// Returns one line about failed jobs: how many of each kind, the last reason, and where to retry them.
fn described(failed: &[jobs::Failed], base_url: &str) -> String {
    let mut kinds: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
    // The newest is the first: its reason stays.
    for job in failed {
        kinds.entry(&job.kind).or_insert((0, &job.last_error)).0 += 1;
    }
    let kinds: Vec<String> = kinds
        .iter()
        .map(|(kind, (jobs, why))| format!("{jobs} {kind} ({why})"))
        .collect();
    format!(
        "failed: {}; see and retry them at {base_url}/operator/jobs",
        kinds.join(", ")
    )
}

pub(super) async fn run(settings: &Settings) -> anyhow::Result<ExitCode> {
    let mut well = true;
    let mut say = |what: &str, fault: Option<String>| match fault {
        None => println!("ok    {what}"),
        Some(fault) => {
            well = false;
            println!("FAIL  {what}: {fault}");
        }
    };
    say("settings", None);
    let app = match start::app(settings).await {
        Ok(app) => app,
        Err(error) => {
            say("start", Some(format!("{error:#}")));
            return Ok(ExitCode::FAILURE);
        }
    };
    let refused = app.db.takes_changes().await.err();
    say("database", refused.map(|error| error.reason()));
    let overpowered = app
        .db
        .is_overpowered()
        .await?
        .then(|| "the app's role owns tables, is superuser or bypasses row-level security".to_owned());
    say("database role", overpowered);
    say("file store", app.files.check().await.err().map(|error| error.reason()));
    let mailer = start::mailer(settings)?;
    say("mail", mailer.check().await.err().map(|error| error.to_string()));
    if settings.smtp_url.is_none() {
        println!("note  mail is written to {}", settings.data_dir.join("mail").display());
    }
    if settings.base_url.starts_with("http://") && !settings.base_url.contains("localhost") {
        println!("note  base_url is not https: sign-in cookies are sent unencrypted");
    }
    let failed = jobs::failed(&app.db, &Permit::<SeeJobs>::system(TenantId::PLATFORM)).await?;
    let failed = (!failed.is_empty()).then(|| described(&failed, &settings.base_url));
    say("jobs", failed);
    let cities = tenants::list(&app.db, &Permit::<ListTenants>::system(TenantId::PLATFORM)).await?;
    let mut damaged = Vec::new();
    for city in &cities {
        let permit = Permit::<CleanUp>::system(city.id);
        for (key, fault) in files::check_all(&app.db, app.files.as_ref(), &permit).await? {
            damaged.push(format!("{}: {key} is {fault}", city.slug));
        }
    }
    say("stored files", (!damaged.is_empty()).then(|| damaged.join("; ")));
    let mut fault = None;
    for (name, id) in std::iter::once(("platform".to_owned(), TenantId::PLATFORM))
        .chain(cities.into_iter().map(|city| (city.slug, city.id)))
    {
        if let Some((entry, what)) = log::verify(&app.db, &Permit::<SeeLog>::system(id)).await?.fault {
            fault.get_or_insert(format!("{name}: entry {entry}: {}", what.words()));
        }
    }
    say("log", fault);
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
