//! Renders the files of a final report and stores them.

use crate::JobContext;
use crate::failure::Failure;
use besa_documents::pdf::Fonts;
use besa_documents::{Prints, print};
use besa_domain::access::{Permit, WriteReports};
use besa_domain::reports::{self, Content, Kept, Printed};
use besa_domain::tenants::Tenant;
use besa_domain::{App, ReportId, files};
use std::sync::LazyLock;

/// Loaded when the first report is rendered.
static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::default);

/// Can be repeated: a second attempt writes the same files again and changes no stored data.
pub(super) async fn run(context: &JobContext, city: &Tenant, id: ReportId) -> Result<(), Failure> {
    let db = &context.app.db;
    let permit = Permit::<WriteReports>::system(city.id);
    let Some(prepared) = reports::prepare(db, &permit, id, &context.app.base_url).await? else {
        return Ok(());
    };
    let (content, prints) = match printed(prepared.content).await {
        Ok(printed) => printed,
        Err(failure) => {
            if let Failure::Permanent(why) = &failure {
                reports::failed(db, &permit, id, why).await?;
            }
            return Err(failure);
        }
    };
    let at = |ending: &str| format!("reports/{}/{id}.{ending}", city.id);
    let printed = Printed {
        pdf: keep(&context.app, &permit, at("pdf"), prints.pdf).await?,
        docx: keep(&context.app, &permit, at("docx"), prints.docx).await?,
        html: keep(&context.app, &permit, at("html"), prints.html).await?,
    };
    reports::built(db, &permit, id, &content, &printed).await?;
    Ok(())
}

async fn keep(app: &App, permit: &Permit<WriteReports>, key: String, bytes: Vec<u8>) -> Result<Kept, Failure> {
    let (size, _) = files::write(&app.db, app.files.as_ref(), permit, key.clone(), bytes.into()).await?;
    Ok(Kept { key, size })
}

/// Renders the files of a report on a blocking thread, because this takes seconds of computation.
async fn printed(content: Content) -> Result<(Content, Prints), Failure> {
    let done = tokio::task::spawn_blocking(move || print(&content, &FONTS).map(|prints| (content, prints))).await;
    match done {
        Ok(Ok(printed)) => Ok(printed),
        Ok(Err(error)) => Err(Failure::Permanent(error.to_string())),
        Err(error) => Err(Failure::Permanent(format!("the report cannot be rendered: {error}"))),
    }
}
