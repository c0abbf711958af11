//! State that a host shares with its pads' programs over loopback: they come, go, are started anew, and have what it has.

mod support;

use couchpad_core::easy::{
    Channel, ConnectConfig, Event, Feedback, Follower, Host, Pad, Peer, Published, Showing,
};
use couchpad_core::protocol::ControlId;
use support::easy::{device, host, join, met, pad_event};
use support::until;

const BOARD: Channel = Channel::new(7);

/// A pad's program with its copy, and how many bytes came for it.
struct Program {
    pad: Pad,
    copy: Follower,
    bytes: usize,
    updates: usize,
}

impl Program {
    fn of(pad: Pad) -> Self {
        let copy = Follower::on(BOARD);
        Self {
            pad,
            copy,
            bytes: 0,
            updates: 0,
        }
    }

    fn poll(&mut self) {
        for event in self.pad.poll() {
            if let Event::Data { bytes, .. } = &event {
                self.bytes += bytes.len();
                self.updates += 1;
            }
            self.copy.take(&self.pad, &event);
        }
    }
}

fn serve(host: &Host, board: &mut Published) {
    for event in host.poll() {
        board.take(&event);
    }
    board.send(host);
    host.flush();
}

/// Until everybody's copy says this.
fn say(host: &Host, board: &mut Published, programs: &mut [&mut Program], words: &str) {
    board.put(0, &words).unwrap();
    until(words, || {
        serve(host, board);
        programs.iter_mut().for_each(|program| program.poll());
        let has = |p: &&mut Program| p.copy.value::<String>(0).as_deref() == Some(words);
        programs.iter().all(has).then_some(())
    });
}

#[test]
fn everybody_has_what_the_host_has_and_gets_only_what_is_new() {
    let host = host();
    let mut board = Published::on(BOARD.lossy());
    board.put(1, &vec![7_u8; 2_000]).unwrap();
    let mut ada = Program::of(join(&host, "Ada"));
    say(&host, &mut board, &mut [&mut ada], "one is here");
    assert!(ada.bytes > 2_000);
    let mut bo = Program::of(join(&host, "Bo"));
    say(&host, &mut board, &mut [&mut ada, &mut bo], "two are here");
    assert_eq!(bo.copy.value::<Vec<u8>>(1), Some(vec![7; 2_000]));
    let before = ada.bytes;
    for number in 0..20 {
        let words = format!("two are here, {number}");
        say(&host, &mut board, &mut [&mut ada, &mut bo], &words);
    }
    assert!(ada.bytes - before < 600, "{}", ada.bytes - before);
    assert!(board.remove(1));
    say(&host, &mut board, &mut [&mut ada, &mut bo], "one is left");
    assert_eq!(ada.copy.entries(), bo.copy.entries());
    assert_eq!(ada.copy.entries().len(), 1);
    assert!(ada.copy.value::<[u64; 4]>(0).is_none(), "it is a text");
}

#[test]
fn a_program_that_was_started_anew_gets_everything_and_one_that_came_back_what_it_missed() {
    let host = host();
    let mut board = Published::on(BOARD);
    board.put(1, &vec![7_u8; 2_000]).unwrap();
    let device = device("Ada");
    let link = host.join_link().to_string();
    let mut ada = Program::of(Pad::connect(&link, device.clone()).unwrap());
    say(&host, &mut board, &mut [&mut ada], "first");
    assert!(ada.pad.handle().suspend());
    let gone = |host: &Host, board: &mut Published| {
        until("away", || {
            let events = host.poll();
            for event in &events {
                board.take(event);
            }
            events
                .iter()
                .any(|e| matches!(e, Event::Lost { .. }))
                .then_some(())
        });
    };
    gone(&host, &mut board);
    for number in 0..50 {
        board.put(2, &number).unwrap();
        serve(&host, &mut board);
    }
    (ada.bytes, ada.updates) = (0, 0);
    ada.pad.handle().resume();
    say(&host, &mut board, &mut [&mut ada], "second");
    assert!(ada.bytes < 100 && ada.updates == 1, "{} bytes", ada.bytes);
    assert_eq!(ada.copy.value(2), Some(49));
    drop(ada);
    gone(&host, &mut board);
    let mut ada = Program::of(Pad::connect(&link, device).unwrap());
    say(&host, &mut board, &mut [&mut ada], "third");
    assert_eq!(ada.copy.value(2), Some(49));
    assert_eq!(ada.copy.value::<Vec<u8>>(1), Some(vec![7; 2_000]));
}

#[test]
fn who_does_not_follow_is_sent_nothing_and_nonsense_harms_nobody() {
    let host = host();
    let mut board = Published::on(BOARD);
    let (bo, _) = met(&host, "Bo");
    bo.send(BOARD, &[255; 40]).unwrap();
    bo.send_msg(BOARD, &Some(u64::MAX)).unwrap();
    let mut ada = Program::of(join(&host, "Ada"));
    let (cy, _) = met(&host, "Cy");
    say(&host, &mut board, &mut [&mut ada], "hello");
    let config = ConnectConfig::named("Dee");
    let dee = Pad::connect(&host.join_link().to_string(), config).unwrap();
    let mut dee = Program::of(dee);
    say(&host, &mut board, &mut [&mut ada, &mut dee], "hello again");
    let to_cy = cy.poll();
    assert!(!to_cy.iter().any(|e| matches!(e, Event::Data { .. })));
}

/// Ten bytes that bring 48 KiB would be a way to fill the air that all share.
#[test]
fn who_asks_without_end_is_answered_now_and_then_and_holds_up_nobody() {
    const EACH_SECOND: u32 = 4;
    let host = host();
    let mut board = Published::on(BOARD);
    board.put(1, &vec![7_u8; 20_000]).unwrap();
    let mut ada = Program::of(join(&host, "Ada"));
    say(&host, &mut board, &mut [&mut ada], "hello");
    let greedy = join(&host, "Bo");
    let (mut asked, mut answers) = (0, 0_u32);
    let began = host.handle().now();
    for number in 0..300 {
        // one after the other, so that no two are taken for one
        asked += u32::from(greedy.send_msg(BOARD, &None::<u64>).is_ok());
        let words = format!("round {number}");
        say(&host, &mut board, &mut [&mut ada], &words);
        answers += answered(&greedy);
    }
    let seconds = (host.handle().now() - began).as_secs_f64();
    let most = (seconds * f64::from(EACH_SECOND)) as u32 + 2;
    assert!(asked >= 250, "{asked}");
    assert!((1..=most).contains(&answers), "{answers} in {seconds} s");
    // and what it missed is not lost
    let last = "the last";
    board.put(0, &last).unwrap();
    let mut copy = Program::of(greedy);
    copy.pad.send_msg(BOARD, &None::<u64>).unwrap();
    say(&host, &mut board, &mut [&mut ada, &mut copy], last);
}

/// How many whole states have come.
fn answered(pad: &Pad) -> u32 {
    let is_whole =
        |event: &Event| matches!(event, Event::Data { bytes, .. } if bytes.len() > 20_000);
    pad.poll().iter().filter(|event| is_whole(event)).count() as u32
}

#[test]
fn texts_are_shown_on_the_pad_that_is_meant() {
    let host = host();
    let (ada, adas) = met(&host, "Ada");
    let (bo, _) = met(&host, "Bo");
    let words = |text: &str| {
        let mut showing = Showing::default();
        showing.text(ControlId(4), text);
        showing
    };
    let shown = |event: &Event| (*event == Event::Feedback(Feedback::Showing)).then_some(());
    host.show(adas, &words("for Ada"));
    pad_event(&ada, "it is shown", shown);
    assert_eq!(*ada.view().showing, words("for Ada"));
    host.show(Peer::Everyone, &words("for all"));
    pad_event(&bo, "it is shown", shown);
    assert_eq!(*bo.view().showing, words("for all"));
    pad_event(&ada, "it is shown", shown);
    assert_eq!(*ada.view().showing, words("for all"));
}
