//! CPU time and memory of processes, from /proc.

use std::fs::read_to_string;

/// Clock ticks per second in /proc. Linux reports 100 to programs on every architecture.
const TICKS: f64 = 100.0;

/// Returns the CPU time of a process in seconds; `with_ended` adds that of its children that have ended.
/// 0 after it has ended itself.
pub(crate) fn cpu(process: u32, with_ended: bool) -> f64 {
    let stat = read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // The name of the program is in parentheses, and may contain spaces.
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let times = fields.skip(11).take(if with_ended { 4 } else { 2 });
    times.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / TICKS
}

/// Returns the proportional set size of a process in MB.
pub(crate) fn memory(process: u32) -> f64 {
    let rollup = read_to_string(format!("/proc/{process}/smaps_rollup")).unwrap_or_default();
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"));
    let size = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    size.unwrap_or(0.0) / 1024.0
}

/// Describes the machine: cores, CPU model, memory.
pub(crate) fn machine() -> String {
    let cpu = read_to_string("/proc/cpuinfo").unwrap_or_default();
    let models: Vec<&str> = cpu
        .lines()
        .filter_map(|line| line.strip_prefix("model name")?.split(':').nth(1))
        .collect();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let memory = read_to_string("/proc/meminfo").unwrap_or_default();
    let memory = memory.lines().find_map(|line| line.strip_prefix("MemTotal:"));
    let memory = memory.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    format!(
        "{cores} cores, {}, {:.0} GB of memory",
        models.first().map_or("unknown CPU", |model| model.trim()),
        memory.unwrap_or(0.0) / 1024.0 / 1024.0
    )
}

/// Returns the load average of the last minute.
pub(crate) fn load_average() -> String {
    let load = read_to_string("/proc/loadavg").unwrap_or_default();
    load.split_whitespace().next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{cpu, memory};

    #[test]
    fn a_process_uses_time_and_memory() {
        let began = std::time::Instant::now();
        while began.elapsed().as_millis() < 50 {}
        assert!(cpu(std::process::id(), false) > 0.0);
        assert!(memory(std::process::id()) > 0.5);
        assert!(cpu(u32::MAX, true).abs() < f64::EPSILON);
    }
}
