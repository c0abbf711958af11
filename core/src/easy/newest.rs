//! Which lossy messages leave when more were sent at once than go: the newest, with room for each channel. Must not know
//! how they travel.

use super::outbox::Held;
use crate::protocol::Peer;
use crate::session::LOSSY_PER_TICK;
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

/// Whose messages share a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sharing {
    /// All: a pad has one link, whoever they are for.
    All,
    /// Those for one pad, and those for everyone with each of them: a host has a link for each.
    EachPad,
}

/// Leaves out the oldest lossy messages where there are more for a link than go at once, from the channel that has the most.
pub(super) fn keep_newest(mut held: Vec<Held>, sharing: Sharing) -> Vec<Held> {
    let limit = usize::from(LOSSY_PER_TICK);
    if held.iter().filter(|held| held.channel.is_lossy()).count() <= limit {
        return held;
    }
    let mut links: HashMap<Peer, Vec<usize>> = HashMap::new();
    for (index, held) in held
        .iter()
        .enumerate()
        .filter(|(_, h)| h.channel.is_lossy())
    {
        let link = match sharing {
            Sharing::All => Peer::Everyone,
            Sharing::EachPad => held.to,
        };
        links.entry(link).or_default().push(index);
    }
    let shared = links.remove(&Peer::Everyone).unwrap_or_default();
    let fullest = links.values().map(Vec::len).max().unwrap_or_default();
    let shared_limit = limit.saturating_sub(fullest).max(limit / 2);
    let own_limit = limit - shared.len().min(shared_limit);
    let mut out = HashSet::new();
    leave_out(&held, shared, shared_limit, &mut out);
    for own in links.into_values() {
        leave_out(&held, own, own_limit, &mut out);
    }
    let mut index = 0..;
    held.retain(|_| index.next().is_none_or(|index| !out.contains(&index)));
    held
}

/// Of these, in order, so many stay.
fn leave_out(held: &[Held], of: Vec<usize>, limit: usize, out: &mut HashSet<usize>) {
    let excess = of.len().saturating_sub(limit);
    let mut channels: BTreeMap<u8, VecDeque<usize>> = BTreeMap::new();
    for index in of {
        let Some(held) = held.get(index) else {
            continue;
        };
        channels
            .entry(held.channel.number())
            .or_default()
            .push_back(index);
    }
    for _ in 0..excess {
        let fullest = channels.values_mut().max_by_key(|channel| channel.len());
        out.extend(fullest.and_then(VecDeque::pop_front));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::easy::Channel;
    use crate::protocol::PadId;
    use crate::session::Time;

    fn held(to: Peer, channel: Channel, number: u8) -> Held {
        Held {
            to,
            channel,
            made: Time::ZERO,
            bytes: vec![number],
        }
    }

    fn kept(held: &[Held], to: Peer, channel: u8) -> Vec<u8> {
        let of = held
            .iter()
            .filter(|h| h.to == to && h.channel.number() == channel);
        of.filter_map(|h| h.bytes.first().copied()).collect()
    }

    const AIM: Channel = Channel::new(1).lossy();
    const LOOK: Channel = Channel::new(2).lossy();
    const SAY: Channel = Channel::new(3);

    #[test]
    fn the_newest_leave_and_what_is_reliable_stays() {
        let all = (0..30).flat_map(|n| [held(Peer::Host, AIM, n), held(Peer::Host, SAY, n)]);
        let left = keep_newest(all.collect(), Sharing::All);
        assert_eq!(kept(&left, Peer::Host, 1), (6..30).collect::<Vec<_>>());
        assert_eq!(kept(&left, Peer::Host, 3), (0..30).collect::<Vec<_>>());
        let few = (0..24).map(|n| held(Peer::Host, AIM, n));
        assert_eq!(keep_newest(few.collect(), Sharing::All).len(), 24);
    }

    #[test]
    fn a_channel_with_little_to_say_is_heard() {
        let mut all = vec![held(Peer::Host, LOOK, 99)];
        all.extend((0..40).map(|n| held(Peer::Pad(PadId(1)), AIM, n)));
        let left = keep_newest(all, Sharing::All);
        assert_eq!(kept(&left, Peer::Host, 2), [99]);
        assert_eq!(
            kept(&left, Peer::Pad(PadId(1)), 1),
            (17..40).collect::<Vec<_>>()
        );
    }

    #[test]
    fn each_pad_gets_the_newest_of_its_own_and_of_everyones() {
        let [one, two] = [1, 2].map(|pad| Peer::Pad(PadId(pad)));
        let mut all: Vec<_> = (0..30).map(|n| held(Peer::Everyone, AIM, n)).collect();
        all.extend((0..30).map(|n| held(one, LOOK, n)));
        all.push(held(two, LOOK, 7));
        let left = keep_newest(all, Sharing::EachPad);
        assert_eq!(kept(&left, Peer::Everyone, 1), (18..30).collect::<Vec<_>>());
        assert_eq!(kept(&left, one, 2), (18..30).collect::<Vec<_>>());
        assert_eq!(kept(&left, two, 2), [7]);
        let to_all = (0..30).map(|n| held(Peer::Everyone, AIM, n)).collect();
        assert_eq!(keep_newest(to_all, Sharing::EachPad).len(), 24);
        let apart = (0..48).map(|n| held(if n % 2 == 0 { one } else { two }, AIM, n));
        assert_eq!(keep_newest(apart.collect(), Sharing::EachPad).len(), 48);
    }
}
