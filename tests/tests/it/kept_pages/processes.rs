//! Changes by other processes: the command line, and a second server.

use besa_tests::Installation;
use std::time::{Duration, Instant};

const PLANS: &str = "/api/v1/tenants/elbasan/plans";

/// Imports a plan into its city and publishes it.
fn import(besa: &Installation, year: u32) {
    let file = besa.folder().join(format!("{year}.csv"));
    let plan = include_str!("../matrix/plan.csv").replace("2031", &year.to_string());
    std::fs::write(&file, plan.replace("2033", &(year + 2).to_string())).unwrap();
    let (well, printed) = besa.besa(&["import", "plan", file.to_str().unwrap(), "--create-tenants"]);
    assert!(well, "{printed}");
}

async fn text(url: &str) -> String {
    reqwest::get(url).await.unwrap().text().await.unwrap()
}

#[tokio::test]
async fn a_change_from_the_command_line_is_seen() {
    let mut besa = Installation::new().await;
    import(&besa, 2031);
    besa.start().await;
    for year in [2035, 2039] {
        for _ in 0..3 {
            let plans = text(&besa.url(PLANS)).await;
            assert!(plans.contains("2031") && !plans.contains(&year.to_string()));
        }
        import(&besa, year);
        let began = Instant::now();
        while !text(&besa.url(PLANS)).await.contains(&year.to_string()) {
            assert!(began.elapsed() < Duration::from_secs(5), "the import is not seen");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}
