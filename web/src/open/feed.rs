//! The public log as an Atom feed, of the whole city or of one commitment.

use besa_domain::CommitmentId;
use besa_domain::log::{self, About as Of};
use besa_domain::whole::PlanRecords;
use besa_formats::feed::{self, About, Item};
use besa_formats::linked::Ids;
use uuid::Uuid;

use super::record::Record;
use crate::activity::Records;
use crate::error::Result;
use crate::tenant::City;

/// Maximum number of entries in a feed.
const MAX: u64 = 50;

/// Returns the feed of a record.
pub(super) async fn render(city: &City, record: &Record) -> Result<String> {
    let whole = record.whole(city).await?;
    let commitment = whole
        .as_ref()
        .and_then(|(whole, commitment)| Some((whole, commitment.as_ref()?)));
    let ids: Vec<Uuid> = commitment
        .iter()
        .flat_map(|(whole, one)| about(whole, one.id))
        .collect();
    let of = match &commitment {
        Some(_) => Of::Records(&ids),
        None => Of::All,
    };
    let events = log::list(city.db(), &city.public(), of, None, MAX).await?;
    let records = Records::of(city, &events).await?;
    let base = &city.visitor.app.base_url;
    let page = format!("{base}{}", record.page(city).await?);
    let items: Vec<Item> = events
        .iter()
        .map(|event| {
            let entry = records.describe(event);
            let href = entry.href.map(|href| format!("{base}{href}"));
            Item {
                id: format!("urn:uuid:{}", event.id),
                title: entry.sentence,
                text: entry.reason,
                page: href.unwrap_or_else(|| page.clone()),
                author: entry.monitor,
                at: event.at,
            }
        })
        .collect();
    let w = city.w();
    let title = match &commitment {
        Some((_, commitment)) => w.data_feed_of(&commitment.title),
        None => w.data_feed_title(city.name()),
    };
    let ids = Ids::new(base, &city.tenant().slug);
    let of = match &commitment {
        Some((_, commitment)) => ids.record("commitment", &commitment.id.to_string()),
        None => ids.city(),
    };
    let about = About {
        id: format!("{of}#changes-{}", city.language()),
        address: format!("{page}.atom"),
        page,
        title,
        author: city.name().to_owned(),
        language: city.language().code().to_owned(),
        since: city.tenant().created_at,
    };
    Ok(feed::write(&about, &items))
}

/// Returns the ids of a commitment, its milestones and its evidence.
fn about(whole: &PlanRecords, id: CommitmentId) -> Vec<Uuid> {
    let steps = whole.milestones_of(id).map(|row| Uuid::from(row.id));
    let evidence = whole.evidence.iter().filter(|item| item.commitment_id == id);
    let evidence = evidence.map(|item| Uuid::from(item.id));
    std::iter::once(id.into()).chain(steps).chain(evidence).collect()
}
