//! The figures of a city, which jobs compute.

use besa_domain::figures;
use besa_tests::TestApp;
use futures_util::future::join_all;

#[tokio::test]
async fn figures_computed_at_the_same_time_do_not_collide() {
    let app = TestApp::new().await;
    let sample = app.sample("elbasan").await;
    let rounds = (0..8).map(|_| figures::refresh(&app.app.db, &sample.city));
    for done in join_all(rounds).await {
        done.unwrap();
    }
}
