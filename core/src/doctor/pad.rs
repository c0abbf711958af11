//! The smaller examination, on a pad: why a receiver is not seen or not reached.

use super::network;
use super::reach::{There, probe};
use super::report::{About, Finding, Report};
use super::system::{Here, System};
use crate::discovery::{BrowseEvent, Browser, MdnsBrowser, Scope};
use crate::interfaces::Interface;
use crate::protocol::control::Refusal;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// Time that a receiver has to answer.
const PATIENCE: Duration = Duration::from_millis(2_000);
/// Time that announcements have to be heard.
const SEARCH: Duration = Duration::from_millis(2_500);
/// Addresses that are tried, at most.
const MOST: usize = 16;

/// Examines a pad's way to a receiver; takes up to 3 s. `targets` are its addresses, of which the first 16 are tried; none
/// if no receiver is known. `search`: listens for announcements as well; `None` where the system's own browser does
/// that, as on phones.
#[must_use]
pub fn examine_pad(targets: &[SocketAddr], search: Option<Scope>) -> Report {
    let targets = targets.get(..MOST).unwrap_or(targets);
    let here = Here::within(PATIENCE);
    let (answers, heard) = thread::scope(|scope| {
        let search = search.map(|where_to| scope.spawn(move || listen(where_to)));
        let asked: Vec<_> = targets
            .iter()
            .map(|target| scope.spawn(|| (*target, probe(*target, PATIENCE))))
            .collect();
        let answers = asked
            .into_iter()
            .filter_map(|one| one.join().ok())
            .collect::<Vec<_>>();
        (answers, search.and_then(|search| search.join().ok()))
    });
    judge(&here.interfaces(), here.default_route(), &answers, heard)
}

/// How many receivers announce themselves; the error is why that cannot be known.
fn listen(scope: Scope) -> Result<usize, String> {
    let mut browser =
        MdnsBrowser::start(Arc::new(|| {}), scope).map_err(|error| error.to_string())?;
    let deadline = Instant::now() + SEARCH;
    let mut found = 0;
    while found == 0 && Instant::now() < deadline {
        thread::sleep(Duration::from_millis(20));
        while let Some(event) = browser.poll() {
            match event {
                BrowseEvent::Found(_) => found += 1,
                BrowseEvent::Gone(_) => {}
                BrowseEvent::Failed(why) => return Err(why),
            }
        }
    }
    Ok(found)
}

fn judge(
    all: &[Interface],
    route: Option<IpAddr>,
    answers: &[(SocketAddr, There)],
    heard: Option<Result<usize, String>>,
) -> Report {
    let reached = answers.iter().any(|(_, there)| *there == There::Receiver);
    let mut findings = network::addresses(all, None);
    findings.extend(reachability(all, answers));
    findings.extend(network::vpn(all, route));
    findings.extend(heard.map(announcements));
    let on_a_network = network::lan(all).next().is_some();
    let can_join = reached || (answers.is_empty() && on_a_network);
    Report::new(findings, can_join)
}

fn announcements(heard: Result<usize, String>) -> Finding {
    match heard {
        Ok(0) => Finding::note(
            "No receiver announces itself here.",
            "Is Couchpad running on the big screen, on this same network? Some networks keep announcements back: the QR code and \
             the typed address work without them.",
        )
        .about(About::NobodyAnnounces),
        Ok(_) => {
            Finding::good("Announcements of receivers arrive.").about(About::AnnouncementsArrive)
        }
        Err(reason) => Finding::note(
            "Announcements of receivers cannot be heard.",
            reason.clone(),
        )
        .about(About::AnnouncementsUnheard { reason }),
    }
}

/// The best of the answers tells most.
fn reachability(all: &[Interface], answers: &[(SocketAddr, There)]) -> Option<Finding> {
    let of = |wanted: fn(There) -> bool| answers.iter().find(|(_, there)| wanted(*there));
    if let Some((at, _)) = of(|there| there == There::Receiver) {
        let said = Finding::good(format!("The receiver answers at {at}."));
        return Some(said.about(About::Answers(*at)));
    }
    if let Some((at, There::OtherVersion(refusal))) =
        of(|there| matches!(there, There::OtherVersion(_)))
    {
        let (advice, about) = match refusal {
            Refusal::UpdatePad => ("Update Couchpad on this device.", About::PadTooOld(*at)),
            _ => (
                "Update Couchpad on the big screen.",
                About::ReceiverTooOld(*at),
            ),
        };
        let what = format!("The receiver at {at} speaks another version.");
        return Some(Finding::trouble(what, advice).about(about));
    }
    if let Some((at, _)) = of(|there| there == There::Refused) {
        let what = format!(
            "The device at {} answers, but no receiver listens on port {}.",
            at.ip(),
            at.port()
        );
        let advice = "Start Couchpad there, and compare the port with the one on the big screen.";
        return Some(Finding::trouble(what, advice).about(About::NotListening(*at)));
    }
    if let Some((at, _)) = of(|there| there == There::Stranger) {
        let what = format!("What answers at {at} is not a receiver, or one too busy to say hello.");
        let advice = "Compare the address with the one on the big screen.";
        return Some(Finding::trouble(what, advice).about(About::Stranger(*at)));
    }
    let (at, _) = answers.first()?;
    let near = answers
        .iter()
        .any(|(at, _)| all.iter().any(|i| i.is_neighbour(at.ip())));
    Some(if near {
        Finding::trouble(
            format!("No answer from {at}, though it is on this network."),
            "A firewall on that device (run `couchpad doctor` there), or a Wi-Fi that keeps its devices apart, as guest networks do, \
             is the likely reason.",
        )
        .about(About::SilentNear(*at))
    } else {
        Finding::trouble(
            format!("No answer from {at}, which is on another network than this device."),
            "Connect both to the same Wi-Fi or router, then scan the QR code again.",
        )
        .about(About::SilentFar(*at))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::report::Level;
    use crate::doctor::system::sample::Sample;
    use std::net::TcpListener;

    fn report(there: &[(&str, There)], heard: Option<Result<usize, String>>) -> (Report, String) {
        let sample = Sample::default().at("wlan0", "192.168.1.9");
        let answers: Vec<_> = there
            .iter()
            .map(|(at, there)| (at.parse().unwrap(), *there))
            .collect();
        let report = judge(&sample.interfaces, None, &answers, heard);
        let text = report.to_string();
        (report, text)
    }

    #[test]
    fn tells_each_reason_apart() {
        let near = "192.168.1.5:4455";
        for (at, there, words) in [
            (near, There::Silent, "though it is on this network"),
            ("10.0.0.5:4455", There::Silent, "another network"),
            (near, There::Refused, "no receiver listens on port 4455"),
            (near, There::Stranger, "not a receiver"),
            (
                near,
                There::OtherVersion(Refusal::UpdatePad),
                "Update Couchpad on this device",
            ),
            (
                near,
                There::OtherVersion(Refusal::UpdateReceiver),
                "Update Couchpad on the big screen",
            ),
        ] {
            let (report, text) = report(&[(at, there)], None);
            assert!(!report.can_join() && text.contains(words), "{text}");
        }
    }

    #[test]
    fn one_answer_is_enough() {
        let (report, text) = report(
            &[
                ("10.0.0.5:4455", There::Silent),
                ("192.168.1.5:4455", There::Receiver),
            ],
            Some(Ok(0)),
        );
        assert!(
            report.can_join() && text.contains("answers at 192.168.1.5:4455"),
            "{text}"
        );
        assert!(
            report.findings.iter().all(|f| f.level != Level::Trouble),
            "{text}"
        );
    }

    #[test]
    fn no_receiver_known_is_no_trouble() {
        let (report, text) = report(&[], Some(Ok(2)));
        assert!(
            report.can_join() && text.contains("Announcements of receivers arrive"),
            "{text}"
        );
        let offline = judge(&[], None, &[], None);
        assert!(!offline.can_join() && offline.findings[0].level == Level::Trouble);
    }

    #[test]
    fn asks_real_addresses() {
        let nobody = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap();
        let report = examine_pad(&[nobody], None);
        assert!(
            !report.can_join() && report.to_string().contains("no receiver listens"),
            "{report}"
        );
    }
}
