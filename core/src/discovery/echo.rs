//! Whether an announcement comes back to the machine that makes it: by a service type of its own, so that no pad lists it.
//! Must not know what follows from that.

use super::daemon::{self, Reach};
use mdns_sd::{ServiceEvent, ServiceInfo};
use std::collections::BTreeSet;
use std::net::IpAddr;
use std::time::{Duration, Instant};

/// Announced and searched for the time of the check.
const CHECK_TYPE: &str = "_couchpad-check._udp.local.";
/// After the first address is heard, how long others may take.
const MORE: Duration = Duration::from_millis(600);

/// The own addresses by which an announcement was heard, where a receiver bound to `bind` is announced; none: nothing
/// came back within `limit`.
///
/// # Errors
///
/// Why it could not even be tried, for people.
pub(crate) fn hears_itself(bind: Option<IpAddr>, limit: Duration) -> Result<Vec<IpAddr>, String> {
    daemon::check()?;
    let tell = |error: mdns_sd::Error| format!("mDNS does not start: {error}");
    let reach = Reach::of_bind(bind);
    let mut name = [0; 8];
    getrandom::fill(&mut name).map_err(|error| error.to_string())?;
    let name = data_encoding::HEXLOWER.encode(&name);
    let (speaker, listener) = (
        daemon::start(reach).map_err(tell)?,
        daemon::start(reach).map_err(tell)?,
    );
    let host = format!("couchpad-check-{name}.local.");
    let none: &[(&str, &str)] = &[];
    let info = ServiceInfo::new(CHECK_TYPE, &name, &host, "", 9, none).map_err(tell)?;
    let mut info = info.enable_addr_auto();
    info.set_requires_probe(false);
    let events = listener.browse(CHECK_TYPE).map_err(tell)?;
    speaker.register(info).map_err(tell)?;
    let mut heard = BTreeSet::new();
    let mut deadline = Instant::now() + limit;
    while let Ok(event) = events.recv_deadline(deadline) {
        let ServiceEvent::ServiceResolved(service) = event else {
            continue;
        };
        if service.get_fullname().starts_with(&name) {
            if heard.is_empty() {
                deadline = deadline.min(Instant::now() + MORE);
            }
            heard.extend(
                service
                    .get_addresses()
                    .iter()
                    .map(mdns_sd::ScopedIp::to_ip_addr),
            );
        }
    }
    daemon::stop(&speaker);
    daemon::stop(&listener);
    Ok(heard.into_iter().collect())
}
