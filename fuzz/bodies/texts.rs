//! Frames of the control connection, and join links.

use couchpad_core::protocol::JoinLink;
use couchpad_core::protocol::control::{ControlToHost, ControlToPad, Hello, Unframer, frame};
use couchpad_core::protocol::limits::SEALED_FRAME_BYTES;
use std::fmt::Debug;

/// Frames as they arrive on a control connection, hellos among them. True if any could be read. What can be read is the same
/// when it is written and read again.
pub(super) fn control_frames(data: &[u8]) -> bool {
    let mut read = cut(data);
    if let Some(hello) = Hello::decode(data) {
        assert_eq!(Hello::decode(&hello.encode()), Some(hello));
        read = true;
    }
    if let Ok(message) = ControlToHost::decode(data) {
        let again = message.encode().map(|bytes| ControlToHost::decode(&bytes));
        same(&message, again);
        read = true;
    }
    if let Ok(message) = ControlToPad::decode(data) {
        let again = message.encode().map(|bytes| ControlToPad::decode(&bytes));
        same(&message, again);
        read = true;
    }
    read
}

fn same<T: PartialEq + Debug, E: Debug>(message: &T, again: Result<Result<T, E>, E>) {
    match again {
        Ok(Ok(again)) => assert_eq!(again, *message),
        fault => panic!("{message:?} became {fault:?}"),
    }
}

/// Cuts the bytes into frames, as a stream that brings them in pieces. The frames are the same for all pieces.
fn cut(data: &[u8]) -> bool {
    let mut frames: Option<Vec<Vec<u8>>> = None;
    for piece in [1, 7, data.len().max(1)] {
        let mut unframer = Unframer::default();
        let mut these = Vec::new();
        'stream: for piece in data.chunks(piece) {
            unframer.push(piece);
            loop {
                match unframer.next(SEALED_FRAME_BYTES) {
                    Ok(Some(frame)) => these.push(frame),
                    Ok(None) => break,
                    Err(_) => break 'stream,
                }
            }
        }
        let stream: Vec<u8> = these
            .iter()
            .flat_map(|bytes| frame(bytes).unwrap_or_default())
            .collect();
        assert!(
            data.starts_with(&stream),
            "frames are what was in the stream"
        );
        assert_eq!(frames.get_or_insert_with(|| these.clone()), &these);
    }
    frames.is_some_and(|frames| !frames.is_empty())
}

/// A join link in any form, or what somebody typed. True if it could be read. What can be read is the same when it is
/// written and read again, in both forms.
pub(super) fn join_link(data: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(data) else {
        return false;
    };
    let links = [text.parse::<JoinLink>(), JoinLink::from_typed(text)];
    for link in links.iter().flatten() {
        assert!(link.port() != 0 && link.addresses().next().is_some());
        assert_eq!(link.to_string().parse().as_ref(), Ok(link));
        assert_eq!(link.page().parse().as_ref(), Ok(link));
    }
    if let [Ok(parsed), typed] = &links {
        assert_eq!(typed.as_ref(), Ok(parsed), "typed as it was scanned");
    }
    links.iter().any(Result::is_ok)
}
