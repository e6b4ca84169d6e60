//! The real cities of the demo: facts of public plans, each with the page it was taken from.
//! Nothing is said of their progress that a source does not say.

use besa_domain::App;

pub(super) async fn load(_app: &App) -> anyhow::Result<()> {
    Ok(())
}
