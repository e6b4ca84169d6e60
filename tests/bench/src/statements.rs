//! The statements of a request, from PostgreSQL's log in JSON, and how pgbench repeats them.
//!
//! The same request is logged twice. What is equal in both is a constant. What differs was made for the
//! request: a new id becomes a random one, and a number that went up goes on by the same step, so that keys
//! stay unique and counters go on as they would.

use serde_json::Value;
use std::collections::BTreeMap;

/// A statement as the server received it, or several that came in one message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Statement {
    sql: String,
    /// The parameters in their order; `None` is NULL.
    parameters: Vec<Option<String>>,
}

/// Checks of a connection before and after its use, which are not part of a request.
const CHECKS: [&str; 2] = ["/* SQLx ping */", "SELECT now() = statement_timestamp()"];

/// Reads the statements of the app's role between two marks in the log. Only one request may run meanwhile;
/// its transactions may be on several connections.
pub(crate) fn between(log: &str, begin: &str, end: &str, role: &str) -> Vec<Statement> {
    let lines = log.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    // Each with the place at which its transaction began: a rollback may be logged after the next BEGIN, on
    // another connection.
    let mut statements: Vec<(usize, Statement)> = Vec::new();
    let mut open: BTreeMap<i64, usize> = BTreeMap::new();
    let mut inside = false;
    for line in lines {
        let text = |field: &str| line[field].as_str().unwrap_or_default();
        let message = text("message");
        if message.contains(begin) {
            inside = true;
        } else if message.contains(end) {
            break;
        } else if inside && text("user") == role {
            let Some(statement) = statement(message, text("detail")) else {
                continue;
            };
            if CHECKS.contains(&statement.sql.as_str()) {
                continue;
            }
            let backend = line["pid"].as_i64().unwrap_or_default();
            let here = statements.len();
            let began = *open.entry(backend).or_insert(here);
            if ["COMMIT", "ROLLBACK"].contains(&statement.sql.as_str())
                || !statement.sql.starts_with("BEGIN") && began == here
            {
                open.remove(&backend);
            }
            statements.push((began, statement));
        }
    }
    statements.sort_by_key(|(began, _)| *began);
    statements.into_iter().map(|(_, statement)| statement).collect()
}

fn statement(message: &str, detail: &str) -> Option<Statement> {
    let sql = match message.strip_prefix("statement: ") {
        Some(sql) => sql,
        None => message.strip_prefix("execute ")?.split_once(": ")?.1,
    };
    let given = detail
        .strip_prefix("parameters: ")
        .or_else(|| detail.strip_prefix("Parameters: "));
    Some(Statement {
        sql: sql.trim().trim_end_matches(';').to_owned(),
        parameters: given.map(parameters).unwrap_or_default(),
    })
}

/// Reads `$1 = 'a', $2 = NULL`. A quote in a value is doubled.
fn parameters(given: &str) -> Vec<Option<String>> {
    let mut values = Vec::new();
    let mut rest = given;
    while let Some((_, after)) = rest.split_once(" = ") {
        let Some(quoted) = after.strip_prefix('\'') else {
            values.push(None);
            rest = after;
            continue;
        };
        let mut value = String::new();
        let mut letters = quoted.char_indices().peekable();
        let mut end = quoted.len();
        while let Some((at, letter)) = letters.next() {
            if letter == '\'' && letters.next_if(|(_, next)| *next == '\'').is_none() {
                end = at + 1;
                break;
            }
            value.push(letter);
        }
        values.push(Some(value));
        rest = quoted.get(end..).unwrap_or_default();
    }
    values
}

/// What differs between two requests of the same kind.
#[derive(Default)]
struct Fresh {
    /// New ids, each with the number of its variable.
    ids: Vec<String>,
}

/// Writes the pgbench script of a request, of which this is the first and the second log.
///
/// # Errors
/// The first statement in which they differ.
pub(crate) fn script(first: &[Statement], second: &[Statement]) -> Result<String, String> {
    let mut fresh = Fresh::default();
    let mut body = String::new();
    for (old, new) in first.iter().zip(second) {
        if old.sql != new.sql || old.parameters.len() != new.parameters.len() {
            return Err(format!("{} / {}", old.sql, new.sql));
        }
        let pairs = old.parameters.iter().zip(&new.parameters);
        let values: Vec<String> = pairs
            .map(|(old, new)| fresh.value(old.as_deref(), new.as_deref()))
            .collect();
        let parts = split(&new.sql);
        let several = parts.len() > 1;
        if several {
            body.push_str("\\startpipeline\n");
        }
        for part in parts {
            body.push_str(&fill(part, &values));
            body.push_str(";\n");
        }
        if several {
            body.push_str("\\endpipeline\n");
        }
    }
    if first.len() != second.len() || body.is_empty() {
        return Err(format!("{} / {} statements", first.len(), second.len()));
    }
    let variables: String = (0..fresh.ids.len())
        .map(|at| format!("\\set id{at} random(1, 281474976710655)\n"))
        .collect();
    Ok(format!("\\set k :k + 1\n{variables}{body}"))
}

impl Fresh {
    /// Returns the expression for a parameter.
    fn value(&mut self, old: Option<&str>, new: Option<&str>) -> String {
        let Some(new) = new else { return "NULL".to_owned() };
        if old == Some(new) {
            return literal(new);
        }
        if is_uuid(new) {
            return self.id(new);
        }
        if let (Some(Ok(old)), Ok(new)) = (old.map(str::parse::<i64>), new.parse::<i64>()) {
            return format!("({new} + {} * :k::bigint)", new - old);
        }
        if new.len() == 64 && new.chars().all(|digit| digit.is_ascii_hexdigit()) {
            return format!("lpad(to_hex({} + :k::bigint), 64, '{}')", fastrand::u32(..), &new[..8]);
        }
        // An id within a longer text stays that of the log; such texts are not keys.
        literal(new)
    }

    fn id(&mut self, id: &str) -> String {
        let known = self.ids.iter().position(|known| known == id);
        let at = known.unwrap_or_else(|| {
            self.ids.push(id.to_owned());
            self.ids.len() - 1
        });
        format!("('01900000-0000-7000-8000-' || lpad(to_hex(:id{at}::bigint), 12, '0'))::uuid")
    }
}

/// Returns a value as a string literal. pgbench replaces `:name` within quotes too, so colons are escaped.
fn literal(value: &str) -> String {
    let plain = value.replace('\'', "''");
    if value.contains(':') || value.contains('\\') {
        format!("E'{}'", plain.replace('\\', "\\\\").replace(':', "\\x3a"))
    } else {
        format!("'{plain}'")
    }
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<usize> = text.split('-').map(str::len).collect();
    groups == [8, 4, 4, 4, 12] && text.chars().all(|letter| letter == '-' || letter.is_ascii_hexdigit())
}

/// Splits a message with several statements. Semicolons within quotes do not separate.
fn split(sql: &str) -> Vec<&str> {
    let mut quoted = false;
    let parts = sql.split(move |letter| {
        quoted ^= letter == '\'';
        letter == ';' && !quoted
    });
    parts.map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// Replaces `$1` and so on with the expressions. Text within quotes stays, but for its colons.
fn fill(sql: &str, values: &[String]) -> String {
    let mut filled = String::new();
    let mut quoted = false;
    let mut letters = sql.chars().peekable();
    while let Some(letter) = letters.next() {
        quoted ^= letter == '\'';
        if letter != '$' || quoted {
            filled.push(if letter == '\n' { ' ' } else { letter });
            continue;
        }
        let mut number = String::new();
        while let Some(digit) = letters.next_if(char::is_ascii_digit) {
            number.push(digit);
        }
        let at = number.parse::<usize>().unwrap_or(0);
        match at.checked_sub(1).and_then(|at| values.get(at)) {
            Some(value) => filled.push_str(value),
            None => filled.push_str(&format!("${number}")),
        }
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::{Statement, between, literal, parameters, script};

    fn line(user: &str, pid: u32, message: &str, detail: &str) -> String {
        serde_json::json!({ "user": user, "pid": pid, "message": message, "detail": detail }).to_string()
    }

    fn statement(sql: &str, values: &[&str]) -> Statement {
        Statement {
            sql: sql.to_owned(),
            parameters: values.iter().map(|value| Some((*value).to_owned())).collect(),
        }
    }

    #[test]
    fn statements_between_the_marks_are_read_with_their_parameters() {
        let log = [
            line("app", 7, "statement: SELECT 'too early'", ""),
            line("postgres", 1, "statement: SELECT 'mark 1'", ""),
            line("app", 7, "statement: BEGIN", ""),
            line("app", 8, "statement: /* SQLx ping */", ""),
            line(
                "app",
                7,
                "execute sqlx_s_1: SELECT a FROM b WHERE c = $1 AND d = $2",
                "parameters: $1 = 'it''s, $2 = ''x''', $2 = NULL",
            ),
            line("postgres", 1, "statement: SELECT 'mark 2'", ""),
            line("app", 7, "statement: SELECT 'too late'", ""),
        ]
        .join("\n");
        let expected = [
            statement("BEGIN", &[]),
            Statement {
                sql: "SELECT a FROM b WHERE c = $1 AND d = $2".to_owned(),
                parameters: vec![Some("it's, $2 = 'x'".to_owned()), None],
            },
        ];
        assert_eq!(between(&log, "mark 1", "mark 2", "app"), expected);
    }

    #[test]
    fn a_late_rollback_belongs_to_its_own_transaction() {
        let log = [
            line("postgres", 1, "statement: SELECT 'mark 1'", ""),
            line("app", 7, "statement: BEGIN", ""),
            line("app", 7, "statement: SELECT 1", ""),
            line("app", 8, "statement: BEGIN", ""),
            line("app", 7, "statement: ROLLBACK", ""),
            line("app", 8, "statement: SELECT 2", ""),
            line("app", 8, "statement: COMMIT", ""),
            line("postgres", 1, "statement: SELECT 'mark 2'", ""),
        ]
        .join("\n");
        let expected = ["BEGIN", "SELECT 1", "ROLLBACK", "BEGIN", "SELECT 2", "COMMIT"];
        assert_eq!(
            between(&log, "mark 1", "mark 2", "app"),
            expected.map(|sql| statement(sql, &[]))
        );
    }

    #[test]
    fn parameters_may_contain_what_separates_them() {
        let expected = [None, Some("a, $3 = 'b".to_owned()), Some(String::new())];
        assert_eq!(parameters("$1 = NULL, $2 = 'a, $3 = ''b', $3 = ''"), expected);
    }

    #[test]
    fn new_ids_are_random_and_counters_go_on() {
        let one = "0190f2a0-0000-7000-8000-000000000001";
        let two = "0190f2a0-0000-7000-8000-000000000002";
        let insert = "INSERT INTO e (id, at, sequence) VALUES ($1, $2, $3)";
        let of = |id, sequence| {
            [
                statement("BEGIN; SELECT set_config('app.tenant', 'x', true)", &[]),
                statement(insert, &[id, "12:30 o:clock", sequence]),
                statement("SELECT id FROM e WHERE id = $1::uuid", &[id]),
                statement("COMMIT", &[]),
            ]
        };
        let script = script(&of(one, "5"), &of(two, "7")).unwrap();
        let id = "('01900000-0000-7000-8000-' || lpad(to_hex(:id0::bigint), 12, '0'))::uuid";
        let expected = format!(
            "\\set k :k + 1\n\\set id0 random(1, 281474976710655)\n\
             \\startpipeline\nBEGIN;\nSELECT set_config('app.tenant', 'x', true);\n\\endpipeline\n\
             INSERT INTO e (id, at, sequence) VALUES ({id}, E'12\\x3a30 o\\x3aclock', (7 + 2 * :k::bigint));\n\
             SELECT id FROM e WHERE id = {id}::uuid;\n\
             COMMIT;\n"
        );
        assert_eq!(script, expected);
    }

    #[test]
    fn requests_with_other_statements_are_not_the_same() {
        let difference = script(&[statement("SELECT 1", &[])], &[statement("SELECT 2", &[])]);
        assert_eq!(difference, Err("SELECT 1 / SELECT 2".to_owned()));
    }

    #[test]
    fn a_literal_holds_nothing_that_pgbench_replaces() {
        assert_eq!(literal(r#"{"a":"it's \n"}"#), r#"E'{"a"\x3a"it''s \\n"}'"#);
    }
}
