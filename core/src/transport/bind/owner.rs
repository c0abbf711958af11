//! Which program has a port, where the system tells: Linux shows its sockets and who holds them open, as far as this user
//! may look. Must not know why that is asked.

#[cfg(any(target_os = "linux", target_os = "android"))]
use std::{fs, path::Path};

/// A program that listens on a port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortOwner {
    /// The program's name.
    pub name: String,
    /// Its process number.
    pub process: u32,
}

/// Who listens on this port, UDP or TCP; `None` where nobody does or the system does not tell.
#[cfg(any(target_os = "linux", target_os = "android"))]
pub(super) fn of_port(port: u16) -> Option<PortOwner> {
    let inodes: Vec<u64> = ["tcp", "tcp6", "udp", "udp6"]
        .into_iter()
        .filter_map(|table| fs::read_to_string(Path::new("/proc/net").join(table)).ok())
        .flat_map(|table| inodes(&table, port))
        .collect();
    if inodes.is_empty() {
        return None;
    }
    let processes = fs::read_dir("/proc").ok()?;
    processes
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .find(|process| holds(*process, &inodes))
        .map(|process| PortOwner {
            name: name(process),
            process,
        })
}

/// Elsewhere the system's own tools are named instead.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
pub(super) fn of_port(_port: u16) -> Option<PortOwner> {
    None
}

/// The inodes of the sockets that wait for anyone on this port, from the text of `/proc/net/tcp` or one of its like.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn inodes(table: &str, port: u16) -> Vec<u64> {
    /// TCP's LISTEN, and UDP's unconnected.
    const STATES: [&str; 2] = ["0A", "07"];
    let inode = |line: &str| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let (_, local) = fields.get(1)?.rsplit_once(':')?;
        let is_ours = u16::from_str_radix(local, 16).ok()? == port;
        let waits = STATES.contains(fields.get(3)?);
        fields.get(9)?.parse().ok().filter(|_| is_ours && waits)
    };
    table.lines().filter_map(inode).collect()
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn holds(process: u32, inodes: &[u64]) -> bool {
    // another user's cannot be read, and a process may end meanwhile
    let Ok(open) = fs::read_dir(format!("/proc/{process}/fd")) else {
        return false;
    };
    open.filter_map(|entry| fs::read_link(entry.ok()?.path()).ok())
        .any(|target| {
            let inode = target.to_str().and_then(|text| {
                let number = text.strip_prefix("socket:[")?.strip_suffix(']')?;
                number.parse().ok()
            });
            inode.is_some_and(|inode: u64| inodes.contains(&inode))
        })
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn name(process: u32) -> String {
    let name = fs::read_to_string(format!("/proc/{process}/comm")).unwrap_or_default();
    // anyone can call a program anything, and this goes to a terminal
    let name: String = name.chars().filter(|c| !c.is_control()).take(32).collect();
    if name.is_empty() {
        "a program".to_owned()
    } else {
        name
    }
}

#[cfg(all(test, any(target_os = "linux", target_os = "android")))]
mod tests {
    use super::*;
    use std::net::{TcpListener, UdpSocket};

    #[test]
    fn finds_this_very_program() {
        let ours = |port| {
            let owner = of_port(port);
            owner.is_some_and(|o| o.process == std::process::id() && !o.name.is_empty())
        };
        let tcp = || {
            let socket = TcpListener::bind("127.0.0.1:0").unwrap();
            ours(socket.local_addr().unwrap().port())
        };
        let udp = || {
            let socket = UdpSocket::bind("[::]:0").or_else(|_| UdpSocket::bind("0.0.0.0:0"));
            ours(socket.unwrap().local_addr().unwrap().port())
        };
        // somebody else may have the same number on the other protocol, and be found first
        assert!((0..5).any(|_| tcp()), "a TCP port's owner is not found");
        assert!((0..5).any(|_| udp()), "a UDP port's owner is not found");
    }

    #[test]
    fn reads_the_tables_and_nothing_else() {
        let table = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n\
             0: 0100007F:1167 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 111 1 0 100 0 0 10 0\n\
             1: 0100007F:1167 0100007F:9999 01 00000000:00000000 00:00000000 00000000     0        0 222 1 0 100 0 0 10 0\n\
             2: 00000000000000000000000000000000:1167 00000000000000000000000000000000:0000 07 0:0 0:0 0 0 0 333 2 0 0\n\
             3: nonsense\n4: :zz : 0A\n";
        assert_eq!(inodes(table, 0x1167), [111, 333]);
        assert_eq!(inodes(table, 0x1168), []);
    }
}
