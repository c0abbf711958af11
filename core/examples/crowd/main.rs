//! A receiver's network side without a game, for crowds; and the same crowd on stock renet for comparison.
//! `cargo run --release -p couchpad-core --example crowd -- compare`

#[cfg(unix)]
mod compare;
#[cfg(unix)]
#[path = "../swarm/figures.rs"]
mod figures;
#[cfg(unix)]
#[path = "../swarm/hands.rs"]
mod hands;
#[cfg(unix)]
mod host;
#[cfg(unix)]
#[path = "../swarm/pads.rs"]
mod pads;
#[cfg(unix)]
mod sizes;
#[cfg(unix)]
mod stock_host;
#[cfg(unix)]
mod stock_pads;
#[cfg(unix)]
#[path = "../swarm/cli.rs"]
mod swarm;
#[cfg(unix)]
mod warnings;

#[cfg(unix)]
fn main() -> anyhow::Result<()> {
    use clap::Parser;

    /// A receiver's network side without a game.
    #[derive(Parser)]
    enum Command {
        /// Listens on loopback in play, with a seat for everybody, at 60 frames a second; prints its join link, then each
        /// second its CPU time and the age of its pads' newest inputs, as lines of JSON.
        Host(host::Args),
        /// Joins pads to such a host, then as many to a stock renet server, and prints what each host needed.
        Compare(compare::Args),
        /// Prints what crowds of several sizes cost the host, in step: all pads move once, then the host has its frame.
        Sizes(sizes::Args),
        /// The swarm, for `compare`.
        #[command(hide = true)]
        Swarm(swarm::Args),
        /// A stock renet server, for `compare`.
        #[command(hide = true)]
        StockHost(stock_host::Args),
        /// Stock renet clients, for `compare`.
        #[command(hide = true)]
        StockPads(stock_pads::Args),
    }

    match Command::parse() {
        Command::Host(args) => host::main(&args),
        Command::Compare(args) => compare::main(&args),
        Command::Sizes(args) => sizes::main(&args),
        Command::Swarm(args) => swarm::print(&args),
        Command::StockHost(args) => stock_host::main(&args),
        Command::StockPads(args) => stock_pads::main(&args),
    }
}

#[cfg(not(unix))]
fn main() {
    eprintln!("The crowd needs a Unix system: run it on Linux or macOS.");
    std::process::exit(1);
}
