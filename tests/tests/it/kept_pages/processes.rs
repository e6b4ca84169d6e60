//! Changes by other processes: the command line, and a second server.

use besa_tests::Installation;
use std::time::{Duration, Instant};

const PLANS: &str = "/api/v1/tenants/elbasan/plans";

/// Imports a plan into its city and publishes it.
fn import(besa: &Installation, year: &str) {
    let file = besa.folder().join(format!("{year}.csv"));
    let last: u32 = year.parse().unwrap();
    let plan = include_str!("../matrix/plan.csv").replace("2033", &(last + 2).to_string());
    let plan = plan.replace("X0001", &format!("X{year}"));
    std::fs::write(&file, plan.replace("2031", year)).unwrap();
    let (well, printed) = besa.besa(&["import", "plan", file.to_str().unwrap(), "--create-tenants"]);
    assert!(well, "{printed}");
}

async fn text(url: &str) -> String {
    reqwest::get(url).await.unwrap().text().await.unwrap()
}

#[tokio::test]
async fn a_change_from_the_command_line_is_seen() {
    let mut besa = Installation::new().await;
    import(&besa, "2031");
    besa.start().await;
    let mut servers = vec![besa.url(PLANS)];
    let mut second = None;
    if besa.database.is_postgres() {
        let process = besa.beside("api", &[]).await;
        servers.push(process.url(PLANS));
        second = Some(process);
    }
    for year in ["2035", "2039"] {
        for server in servers.iter().cycle().take(6) {
            let plans = text(server).await;
            assert!(plans.contains("2031") && !plans.contains(year), "{plans}");
        }
        import(&besa, year);
        let began = Instant::now();
        for server in &servers {
            while !text(server).await.contains(year) {
                assert!(began.elapsed() < Duration::from_secs(5), "the import is not seen");
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
    }
    drop(second);
}
