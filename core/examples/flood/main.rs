//! A host in play under a flood: how old its pads' inputs are, how long newcomers wait, and what it costs the host.
//! `cargo run --release -p couchpad-core --example flood`

#[cfg(target_os = "linux")]
mod cli;
#[cfg(target_os = "linux")]
#[path = "../swarm/figures.rs"]
mod figures;
#[cfg(target_os = "linux")]
mod fresh;
#[cfg(target_os = "linux")]
#[path = "../crowd/host.rs"]
mod host;
#[cfg(target_os = "linux")]
#[path = "../swarm/pads.rs"]
mod pads;
#[cfg(target_os = "linux")]
mod target;
#[cfg(target_os = "linux")]
mod throw;
#[cfg(target_os = "linux")]
#[path = "../crowd/warnings.rs"]
mod warnings;

#[cfg(target_os = "linux")]
fn main() -> anyhow::Result<()> {
    use clap::Parser;

    /// Floods, on loopback alone.
    #[derive(Parser)]
    struct Flood {
        #[command(flatten)]
        run: cli::Args,
        #[command(subcommand)]
        command: Option<Command>,
    }

    #[derive(clap::Subcommand)]
    enum Command {
        /// The host, for the program itself.
        #[command(hide = true)]
        Host(host::Args),
    }

    let flood = Flood::parse();
    match &flood.command {
        Some(Command::Host(args)) => host::main(args),
        None => cli::print(&flood.run),
    }
}

#[cfg(not(target_os = "linux"))]
fn main() {
    eprintln!(
        "The flood comes from many addresses of 127.0.0.0/8, which only Linux has without asking."
    );
    std::process::exit(1);
}
