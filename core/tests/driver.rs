//! Pads without threads of their own: many in one loop, from many addresses of this machine.

mod support;

#[cfg(target_os = "linux")]
mod many {
    use super::support::{X, host_with, options, target, until};
    use couchpad_core::session::{HostConfig, HostEventKind, LeftReason};
    use couchpad_core::{PadDriver, PadOptions, PadUpdate};

    const PADS: u8 = 24;

    #[test]
    fn one_thread_plays_for_many_pads_from_many_addresses() {
        let host = host_with(HostConfig {
            seats: PADS.into(),
            ..HostConfig::default()
        });
        // a receiver holds only five strangers of one address at once: each pad has its own
        let mut pads: Vec<PadDriver> = (0..PADS)
            .map(|n| {
                let options = PadOptions {
                    from: Some([127, 0, 7, n + 1].into()),
                    ..options(&format!("Pad {n}"))
                };
                PadDriver::connect(target(&host), options).unwrap()
            })
            .collect();
        until("all have a link", || {
            for pad in &mut pads {
                pad.turn();
            }
            let ready = |pad: &PadDriver| pad.view().connected && pad.view().layout.is_some();
            pads.iter().all(ready).then_some(())
        });
        for (pad, value) in pads.iter_mut().zip(1..) {
            pad.set_axis(X, value);
        }
        until("all that they do arrives", || {
            for pad in &mut pads {
                pad.turn();
            }
            let mut seen: Vec<i16> = host.inputs().iter().map(|input| input.axes[0]).collect();
            seen.sort_unstable();
            seen.into_iter().eq(1..=i16::from(PADS)).then_some(())
        });
        pads[0].leave();
        until("who leaves has left", || {
            pads[0].turn();
            pads[0].is_ended().then_some(())
        });
        let last = std::iter::from_fn(|| pads[0].poll()).last();
        assert!(matches!(last, Some(PadUpdate::Ended { .. })), "{last:?}");
        until("the host knows", || {
            let event = host.poll()?;
            matches!(
                event.kind,
                HostEventKind::Left {
                    reason: LeftReason::Quit
                }
            )
            .then_some(())
        });
    }
}
