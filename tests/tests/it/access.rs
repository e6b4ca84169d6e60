//! The rights of each role, as one committed table (a snapshot) that people can review.

use besa_domain::access::{ALL_ACTIONS, Gate, Role, StaffRole};
use std::fmt::Write as _;

#[tokio::test]
async fn the_table_of_rights_is_the_committed_one() {
    let gate = Gate::load().await.unwrap();
    let roles: Vec<&str> = Role::ALL
        .iter()
        .map(|role| role.code())
        .chain(StaffRole::ALL.iter().map(|role| role.code()))
        .collect();
    let mut table = format!("{:<22}", "");
    for role in &roles {
        write!(table, "{role:<13}").unwrap();
    }
    for (object, verb, public, own) in ALL_ACTIONS {
        write!(table, "\n{:<22}", format!("{object}.{verb}")).unwrap();
        for role in &roles {
            let mark = if gate.allows(role, object, verb) { "yes" } else { "-" };
            write!(table, "{mark:<13}").unwrap();
        }
        if *public {
            table.push_str("anybody, if published");
        }
        if *own {
            table.push_str("everybody, for themselves");
        }
    }
    let table: String = table.lines().map(|line| format!("{}\n", line.trim_end())).collect();
    insta::assert_snapshot!(table);
}

#[test]
fn action_names_are_unique_and_few() {
    let mut names: Vec<_> = ALL_ACTIONS.iter().map(|(object, verb, ..)| (object, verb)).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), ALL_ACTIONS.len());
    assert!(names.len() <= 80);
}
