//! A swarm on as many threads as it needs and the machine has. All of them join before any is measured. Must not know
//! what is measured.

use crate::pads::{JOINING, Plan, Seen, Swarm};
use anyhow::{Context, Result, anyhow};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Pads from which on another thread is worth it.
const PADS: usize = 256;
/// Play before it is measured.
const WARM_UP: Duration = Duration::from_secs(1);
/// Play between two looks at whether all are there.
const LOOK: Duration = Duration::from_millis(20);

/// What a swarm did.
pub(crate) struct Run<M> {
    /// Time until all that ever joined had.
    pub(crate) join_time: Duration,
    /// What its pads saw.
    pub(crate) seen: Seen,
    /// The begin and the end of what was measured, as the caller marks it.
    pub(crate) marks: (M, M),
}

/// How far the threads are.
struct Progress {
    threads: usize,
    joined: AtomicUsize,
    failed: AtomicBool,
}

/// What one thread saw.
struct Part<M> {
    joined_at: Instant,
    seen: Seen,
    marks: (M, M),
}

/// Runs it: everybody joins, warms up, and is measured for so long.
pub(crate) fn run<M: Send>(
    plan: &Plan,
    time: Duration,
    mark: &(impl Fn() -> M + Sync),
) -> Result<Run<M>> {
    let plans = deal(plan);
    let progress = Progress {
        threads: plans.len(),
        joined: AtomicUsize::new(0),
        failed: AtomicBool::new(false),
    };
    let start = Instant::now();
    let parts: Vec<Result<Option<Part<M>>>> = thread::scope(|scope| {
        let progress = &progress;
        let work = |plan| scope.spawn(move || progress.told(part(plan, progress, time, mark)));
        let threads: Vec<_> = plans.into_iter().map(work).collect();
        let over = threads.into_iter().map(|thread| thread.join());
        over.map(|part| part.map_err(|_| anyhow!("a thread of the swarm panicked"))?)
            .collect()
    });
    sum_up(start, parts)
}

fn sum_up<M>(start: Instant, parts: Vec<Result<Option<Part<M>>>>) -> Result<Run<M>> {
    let mut run: Option<Run<M>> = None;
    for part in parts {
        // nothing where another one failed, and says why
        let Some(part) = part? else {
            continue;
        };
        let join_time = part.joined_at.duration_since(start);
        match &mut run {
            Some(run) => {
                run.join_time = run.join_time.max(join_time);
                run.seen += part.seen;
            }
            None => {
                run = Some(Run {
                    join_time,
                    seen: part.seen,
                    marks: part.marks,
                });
            }
        }
    }
    run.context("a swarm without controllers")
}

/// Each thread's pads.
fn deal(plan: &Plan) -> Vec<Plan> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let threads = plan.pads.div_ceil(PADS).clamp(1, cores.min(JOINING));
    let each = plan.pads.div_ceil(threads);
    let firsts = (0..plan.pads).step_by(each.max(1));
    let plans = firsts.map(|first| Plan {
        first: plan.first + first,
        pads: each.min(plan.pads - first),
        joining: plan.joining / threads,
        ..plan.clone()
    });
    plans.collect()
}

fn part<M>(
    plan: Plan,
    progress: &Progress,
    time: Duration,
    mark: &impl Fn() -> M,
) -> Result<Option<Part<M>>> {
    let mut swarm = Swarm::new(plan)?;
    swarm.join()?;
    let joined_at = Instant::now();
    progress.joined.fetch_add(1, Ordering::Relaxed);
    while progress.joined.load(Ordering::Relaxed) < progress.threads {
        if progress.failed.load(Ordering::Relaxed) {
            return Ok(None);
        }
        swarm.play(LOOK)?;
    }
    swarm.play(WARM_UP)?;
    let before = mark();
    let seen = swarm.measure(time)?;
    Ok(Some(Part {
        joined_at,
        seen,
        marks: (before, mark()),
    }))
}

impl Progress {
    fn told<T>(&self, result: Result<T>) -> Result<T> {
        if result.is_err() {
            self.failed.store(true, Ordering::Relaxed);
        }
        result
    }
}
