//! The example city has the same figures on any day, and its mail is really sent.

use besa_domain::access::{Permit, SeeLog, SeePlan};
use besa_domain::calendar::days_after;
use besa_domain::milestones::MilestoneCounts;
use besa_domain::whole;
use besa_domain::{log, tenants};
use besa_tests::TestApp;
use besa_text::{Language, dates};
use mail_parser::MessageParser;
use time::Duration;

#[tokio::test]
async fn on_any_day_the_example_city_has_the_same_figures_and_mail() {
    // On this day the other overdue milestone has no weekly reminder.
    for days in [0, 11] {
        let app = TestApp::new().await;
        app.app.clock().advance(Duration::days(days));
        besa_server::demo::load(&app.app).await.unwrap();
        let db = &app.app.db;
        let city = tenants::by_slug(db, "example").await.unwrap();
        let today = city.zone().day(app.app.clock().now());
        let permit = Permit::<SeePlan>::system(city.id);
        let whole = whole::current(db, &permit, today).await.unwrap().unwrap();
        let tally = MilestoneCounts::of(&whole.milestones, today);
        assert_eq!((tally.all, tally.done, tally.late), (23, 13, 2), "after {days} days");

        app.run_jobs().await;
        app.run_jobs().await;
        let mut mails = Vec::new();
        for mail in app.mailer.kept() {
            let mail = MessageParser::default().parse(&mail).unwrap();
            let to = mail.to().unwrap().first().unwrap().address().unwrap().to_owned();
            let subject = mail.subject().unwrap().split(" (").next().unwrap();
            // The report is open for two weeks from today.
            let last = days_after(today, 14);
            let subject = [Language::En, Language::Sq]
                .iter()
                .fold(subject.to_owned(), |subject, language| {
                    subject.replace(&dates::day(*language, last), "DAY")
                });
            mails.push(format!("{to}: {subject}"));
        }
        mails.sort();
        insta::allow_duplicates! {
            insta::assert_snapshot!(mails.join("\n"), @"
            banor@example.org: Raporti për “Open government action plan 2025 to 2027” është i hapur për komente deri më DAY. U thirr mbledhja “Winter meeting”.
            coordinator@example.org: 7 days late: Publish quarterly collection results
            finance-and-budget-directorate@example.org: Due in 7 days: Deliver winning projects, contracts published
            forum@example.org: Ftesë nga Bashkia Shembull: Bashkëkrijues
            public-services-directorate@example.org: 7 days late: Publish quarterly collection results
            resident@example.org: The report on “Open government action plan 2025 to 2027” is open for comment until DAY. The meeting “Winter meeting” was called.
            ");
        }
    }
}

#[tokio::test]
async fn the_log_of_the_example_city_is_in_the_order_of_its_dates() {
    let app = TestApp::new().await;
    besa_server::demo::load(&app.app).await.unwrap();
    let city = tenants::by_slug(&app.app.db, "example").await.unwrap();
    let permit = Permit::<SeeLog>::public(city.id);
    let mut entries = log::list(&app.app.db, &permit, log::About::All, None, 1_000)
        .await
        .unwrap();
    entries.reverse();
    assert!(entries.len() > 50, "{}", entries.len());
    for pair in entries.windows(2) {
        let [before, after] = pair else { unreachable!() };
        let days = [before, after].map(|event| city.zone().day(event.at));
        assert!(days[0] <= days[1], "{} {days:?} {}", before.action, after.action);
    }
}
