//! Closed loops with wrk: every connection sends its next request when the last is answered.

use besa_services::child;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

/// What one run measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Measured {
    /// Completed requests.
    pub(crate) requests: f64,
    /// The duration in seconds.
    pub(crate) seconds: f64,
    /// Responses with a status of 400 or above, and failed connections.
    pub(crate) errors: f64,
    /// The median latency in milliseconds.
    pub(crate) p50: f64,
    /// The 99th percentile of the latency in milliseconds.
    pub(crate) p99: f64,
}

/// What wrk sends. Each thread has one script of its own.
#[derive(Debug, Clone)]
pub(crate) struct Requests {
    /// Lua that defines `request`, and may define `init` and `response`.
    pub(crate) lua: String,
    /// The number of threads.
    pub(crate) threads: usize,
    /// The pages that are requested, if it is pages.
    pub(crate) paths: Vec<String>,
    /// Headers of requests of pages.
    pub(crate) headers: Vec<(String, String)>,
}

impl Requests {
    /// Requests of 8 threads, each with a script of its own.
    pub(crate) fn scripted(lua: String) -> Self {
        Self {
            lua,
            threads: 8,
            paths: Vec::new(),
            headers: Vec::new(),
        }
    }

    /// Checks that the first and the last page answer 200 and not with a redirect, which wrk takes for an answer.
    pub(crate) async fn check(&self, url: &str) {
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
        let client = client.build().unwrap();
        for path in self.paths.first().into_iter().chain(self.paths.last()) {
            let request = client.get(format!("{url}{path}"));
            let with = |request: reqwest::RequestBuilder, (name, value): &(String, String)| request.header(name, value);
            let answer = self.headers.iter().fold(request, with).send().await.unwrap();
            assert_eq!(answer.status(), 200, "{path}");
        }
    }
}

/// Prints the result in one line, and numbers the threads from 1.
const FRAME: &str = r#"
local threads = 0
function setup(thread)
  threads = threads + 1
  thread:set("thread_number", threads)
end
function done(summary, latency, requests)
  local e = summary.errors
  local errors = e.status + e.connect + e.read + e.write + e.timeout
  print(string.format("bench %d %d %d %d %d", summary.requests, summary.duration, errors,
    latency:percentile(50), latency:percentile(99)))
end
"#;

/// Requests of pages in turn, with the same headers.
pub(crate) fn pages(paths: &[String], headers: &[(&str, &str)]) -> Requests {
    let mut lua = String::from("local made, at = {}, 0\nfunction init()\n");
    for (name, value) in headers {
        writeln!(lua, "  wrk.headers[{name:?}] = {value:?}").unwrap();
    }
    for path in paths {
        writeln!(lua, "  made[#made + 1] = wrk.format(\"GET\", {path:?})").unwrap();
    }
    lua.push_str("end\nfunction request()\n  at = at % #made + 1\n  return made[at]\nend\n");
    Requests {
        lua,
        threads: 1,
        paths: paths.to_vec(),
        headers: headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
    }
}

/// Runs wrk with 8 connections.
pub(crate) async fn run(url: &str, requests: &Requests, seconds: u32, work: &Path) -> Measured {
    let script = work.join("wrk.lua");
    std::fs::write(&script, format!("{FRAME}{}", requests.lua)).unwrap();
    let mut command = Command::new("wrk");
    command
        .args(["-c8", "--timeout", "20s"])
        .arg(format!("-t{}", requests.threads))
        .arg(format!("-d{seconds}s"))
        .arg("-s")
        .arg(&script)
        .arg(url);
    let printed = child::printed(command).await;
    read(&printed).unwrap_or_else(|| panic!("wrk printed no result: {printed}"))
}

/// Reads the line that the script prints.
fn read(printed: &str) -> Option<Measured> {
    let line = printed.lines().find_map(|line| line.strip_prefix("bench "))?;
    let numbers: Vec<f64> = line.split(' ').filter_map(|number| number.parse().ok()).collect();
    let [requests, duration, errors, p50, p99] = numbers.try_into().ok()?;
    Some(Measured {
        requests,
        seconds: duration / 1e6,
        errors,
        p50: p50 / 1e3,
        p99: p99 / 1e3,
    })
}

#[cfg(test)]
mod tests {
    use super::{Measured, pages, read};

    #[test]
    fn the_result_of_wrk_is_read() {
        let printed = "Running 1s test @ http://127.0.0.1:8080\n  1 threads and 8 connections\n\
                       Requests/sec:  11973.21\nbench 13171 1100044 2 616 2044\n";
        let read_result = read(printed).unwrap();
        let expected = Measured {
            requests: 13_171.0,
            seconds: 1.100_044,
            errors: 2.0,
            p50: 0.616,
            p99: 2.044,
        };
        assert_eq!(read_result, expected);
        assert_eq!(read("unable to connect to 127.0.0.1:8080 Connection refused"), None);
    }

    #[test]
    fn pages_are_requested_in_turn() {
        let lua = pages(&["/a".to_owned(), "/b".to_owned()], &[("Accept-Encoding", "br")]).lua;
        assert!(lua.contains(r#"wrk.headers["Accept-Encoding"] = "br""#), "{lua}");
        assert!(lua.find(r#""/a""#) < lua.find(r#""/b""#), "{lua}");
    }
}
