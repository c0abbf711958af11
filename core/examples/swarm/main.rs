//! Many controllers at once, in one process, against any receiver.
//! `cargo run --release -p couchpad-core --example swarm -- --join URL --pads 1000 --rate 60 --seconds 10`

#[cfg(unix)]
mod cli;
#[cfg(unix)]
mod figures;
#[cfg(unix)]
mod hands;
#[cfg(unix)]
mod pads;

#[cfg(unix)]
fn main() -> anyhow::Result<()> {
    cli::print(&clap::Parser::parse())
}

#[cfg(not(unix))]
fn main() {
    eprintln!("The swarm needs a Unix system: run it on Linux or macOS.");
    std::process::exit(1);
}
