//! What arrives in a channel is what was sealed next at its other end, or the channel ends.

use crate::common::{Pair, door, link};
use couchpad_protocol::limits::{CONTROL_FRAME_BYTES, SEALED_FRAME_BYTES};
use couchpad_session::pairing::{Channel, ChannelFault};

fn channels() -> (Channel, Channel) {
    let end = Pair::new(link()).play(&mut door());
    (end.pad.unwrap().0, end.host.unwrap().0)
}

/// A fault is final: nothing can be opened or sealed any more.
fn assert_ended(channel: &mut Channel, good: &[u8]) {
    assert_eq!(channel.open(good), Err(ChannelFault::Ended));
    assert_eq!(channel.seal(b"x"), Err(ChannelFault::Ended));
}

#[test]
fn a_replayed_frame_is_a_fault() {
    let (mut pad, mut host) = channels();
    let (first, second) = (pad.seal(b"1").unwrap(), pad.seal(b"2").unwrap());
    assert_eq!(host.open(&first).unwrap(), b"1");
    assert_eq!(host.open(&first), Err(ChannelFault::Broken));
    assert_ended(&mut host, &second);
}

#[test]
fn a_dropped_or_overtaken_frame_is_a_fault() {
    let (mut pad, mut host) = channels();
    let (first, second) = (pad.seal(b"1").unwrap(), pad.seal(b"2").unwrap());
    assert_eq!(host.open(&second), Err(ChannelFault::Broken));
    assert_ended(&mut host, &first);
}

#[test]
fn a_frame_that_is_turned_round_is_a_fault() {
    let (mut pad, _) = channels();
    let own = pad.seal(b"1").unwrap();
    assert_eq!(pad.open(&own), Err(ChannelFault::Broken));
    assert_ended(&mut pad, &own);
}

#[test]
fn a_frame_of_another_channel_is_a_fault() {
    let (mut pad, _) = channels();
    let (_, mut host) = channels();
    let frame = pad.seal(b"1").unwrap();
    assert_eq!(host.open(&frame), Err(ChannelFault::Broken));
}

#[test]
fn a_frame_with_any_bit_flipped_or_any_cut_is_a_fault() {
    let plain = b"tokens";
    for bit in 0..(plain.len() + 16) * 8 {
        let (mut pad, mut host) = channels();
        let mut frame = pad.seal(plain).unwrap();
        frame[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(host.open(&frame), Err(ChannelFault::Broken), "bit {bit}");
    }
    for len in 0..plain.len() + 16 {
        let (mut pad, mut host) = channels();
        let frame = pad.seal(plain).unwrap();
        assert_eq!(host.open(&frame[..len]), Err(ChannelFault::Broken), "{len}");
    }
}

#[test]
fn frames_are_as_long_as_the_control_connection_allows_and_no_longer() {
    let (mut pad, mut host) = channels();
    let longest = vec![7; CONTROL_FRAME_BYTES];
    let sealed = pad.seal(&longest).unwrap();
    assert_eq!(sealed.len(), SEALED_FRAME_BYTES);
    assert!(couchpad_protocol::control::frame(&sealed).is_ok());
    assert_eq!(host.open(&sealed).unwrap(), longest);
    let too_long = vec![7; CONTROL_FRAME_BYTES + 1];
    assert_eq!(pad.seal(&too_long), Err(ChannelFault::TooLong));
    let too_long = vec![7; SEALED_FRAME_BYTES + 1];
    assert_eq!(host.open(&too_long), Err(ChannelFault::TooLong));
    assert_ended(&mut host, &sealed);
}

#[test]
fn nothing_of_what_is_sealed_shows() {
    let (mut pad, _) = channels();
    let sealed = pad.seal(&[b'a'; 100]).unwrap();
    assert!(!sealed.windows(4).any(|four| four == b"aaaa"));
    assert_eq!(format!("{pad:?}"), "Channel(..)");
}
