//! Child processes. Each is waited for, and is killed when its value is dropped.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Child, Command, ExitStatus};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// A child process. Dropping it kills the process with SIGKILL.
pub struct Running {
    child: Child,
    peak: Arc<AtomicU64>,
}

impl Running {
    /// Starts the process, and records its peak memory.
    pub fn start(command: &mut Command) -> Self {
        let child = command.spawn().unwrap();
        let peak = Arc::new(AtomicU64::new(0));
        tokio::spawn(watch(child.id(), peak.clone()));
        Self { child, peak }
    }

    /// Returns the process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Returns the peak memory so far, in kB (proportional set size).
    pub fn peak(&self) -> u64 {
        self.peak.load(Ordering::Relaxed)
    }

    /// Checks whether the process is still running.
    pub fn is_alive(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Sends a signal: `TERM`, `STOP`, `CONT`, `QUIT`, `KILL`.
    pub fn signal(&self, name: &str) {
        signal(self.id(), name);
    }

    /// Waits until the process exits. `None` if it does not within `limit`.
    pub async fn ended(&mut self, limit: Duration) -> Option<ExitStatus> {
        let until = Instant::now() + limit;
        while Instant::now() < until {
            if let Some(status) = self.child.try_wait().unwrap() {
                return Some(status);
            }
            sleep(Duration::from_millis(10)).await;
        }
        None
    }

    /// Returns the number of open files.
    pub fn open_files(&self) -> usize {
        std::fs::read_dir(format!("/proc/{}/fd", self.id())).map_or(0, Iterator::count)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have exited already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Returns a command whose process is killed when this program exits, also when it is itself killed.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "KILL"]).arg(program);
    command
}

/// Runs a command to its end, without blocking other tasks. Returns what it printed.
pub async fn printed(mut command: Command) -> String {
    let output = tokio::task::spawn_blocking(move || command.output()).await;
    let output = output.unwrap().unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{error}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Sends a signal to a process.
pub fn signal(process: u32, name: &str) {
    shell(&format!("kill -{name} {process}"));
}

/// Sets the maximum size of files that a process writes, in bytes; `None` removes the limit.
pub fn limit_files(process: u32, bytes: Option<u64>) {
    let soft = bytes.map_or_else(|| "unlimited".to_owned(), |bytes| bytes.to_string());
    shell(&format!("prlimit --pid {process} --fsize={soft}:unlimited"));
}

/// Returns the children of a process.
pub fn children(process: u32) -> Vec<u32> {
    let path = format!("/proc/{process}/task/{process}/children");
    let found = std::fs::read_to_string(path).unwrap_or_default();
    found.split_whitespace().filter_map(|id| id.parse().ok()).collect()
}

/// Runs a shell command. Returns whether it succeeded; it fails, for example, if its process no longer
/// exists.
pub fn shell(line: &str) -> bool {
    let mut command = Command::new("sh");
    command.args(["-c", line]);
    command
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null());
    command.status().unwrap().success()
}

/// Checks whether a file exists.
pub fn is_there(path: &str) -> bool {
    Path::new(path).exists()
}

async fn watch(process: u32, peak: Arc<AtomicU64>) {
    let path = format!("/proc/{process}/smaps_rollup");
    while let Ok(rollup) = tokio::fs::read_to_string(&path).await {
        let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"));
        let size = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
        peak.fetch_max(size.unwrap_or(0), Ordering::Relaxed);
        sleep(Duration::from_millis(100)).await;
    }
}
