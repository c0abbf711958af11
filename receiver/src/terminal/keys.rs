//! What a key means on each screen. Pure: knows no terminal and carries nothing out.

use crate::flow::{Intent, Screen};
use crate::local_players::KeySet;
use crate::replay::WatchWish;
use crate::screens::desk::Stroke;
use crate::sound::VolumeWish;
use ratatui::crossterm::event::{KeyCode, KeyModifiers};

/// What a key does in the hands of a keyboard player.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HandKey {
    /// Moves left while it is held.
    Left,
    /// Moves right while it is held.
    Right,
    /// Moves up while it is held; the main button where nothing goes up.
    Up,
    /// Moves down while it is held, and stops to the sides at once, for terminals that do not tell when a key comes up.
    Down,
    /// The layout's main button.
    Main,
}

/// What a key means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// Something is to happen.
    Intend(Intent),
    /// A keyboard player's key; its first press joins.
    Hand(KeySet, HandKey),
    /// An answer by its number, counted from 1.
    Pick(u8),
    /// The keyboard player who joined last leaves.
    Leave,
}

/// What this key means on this screen, if anything.
pub(super) fn meaning(code: KeyCode, modifiers: KeyModifiers, screen: Screen) -> Option<Deed> {
    if modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SUPER) {
        let quits = modifiers.contains(KeyModifiers::CONTROL) && is_letter(code, 'c');
        return quits.then_some(Deed::Intend(Intent::Quit));
    }
    intent(code, screen)
        .map(Deed::Intend)
        .or_else(|| hand(code).map(|(keys, key)| Deed::Hand(keys, key)))
        .or_else(|| {
            number(code)
                .filter(|_| screen == Screen::Playing)
                .map(Deed::Pick)
        })
        .or_else(|| (code == KeyCode::Backspace && screen == Screen::Lobby).then_some(Deed::Leave))
}

/// What this key means while a replay is shown.
pub(super) fn watching(code: KeyCode, modifiers: KeyModifiers) -> Option<WatchWish> {
    if modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SUPER) {
        let quits = modifiers.contains(KeyModifiers::CONTROL) && is_letter(code, 'c');
        return quits.then_some(WatchWish::Quit);
    }
    Some(match code {
        KeyCode::Enter => WatchWish::TogglePause,
        KeyCode::Right => WatchWish::Forwards,
        KeyCode::Left => WatchWish::Back,
        KeyCode::Up => WatchWish::Faster,
        KeyCode::Down => WatchWish::Slower,
        KeyCode::Home => WatchWish::Restart,
        KeyCode::Esc => WatchWish::Quit,
        KeyCode::Char(letter) => match letter.to_ascii_lowercase() {
            ' ' | 'p' => WatchWish::TogglePause,
            'r' => WatchWish::Restart,
            '+' | '=' => WatchWish::Faster,
            '-' => WatchWish::Slower,
            'q' => WatchWish::Quit,
            _ => return None,
        },
        _ => return None,
    })
}

/// What this key wishes about the sound: M as in the window, and with Shift the music.
pub(super) fn volume(code: KeyCode, modifiers: KeyModifiers) -> Option<VolumeWish> {
    if modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SUPER) {
        return None;
    }
    Some(match code {
        KeyCode::Char('M') => VolumeWish::ToggleMusic,
        KeyCode::Char('m') if modifiers.contains(KeyModifiers::SHIFT) => VolumeWish::ToggleMusic,
        KeyCode::Char('m') => VolumeWish::ToggleSound,
        KeyCode::Char('+' | '=') => VolumeWish::Louder,
        KeyCode::Char('-') => VolumeWish::Softer,
        _ => return None,
    })
}

/// The key as the desk hears it.
pub(super) fn stroke(code: KeyCode, modifiers: KeyModifiers) -> Option<Stroke> {
    if modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SUPER) {
        return None;
    }
    match code {
        KeyCode::Esc => Some(Stroke::Escape),
        KeyCode::Enter => Some(Stroke::Enter),
        KeyCode::Tab => Some(Stroke::Tab),
        KeyCode::Backspace => Some(Stroke::Backspace),
        KeyCode::Char(letter) => Some(Stroke::Printed(letter.to_ascii_lowercase())),
        _ => None,
    }
}

/// The window's keys, and Q in play, which pauses: a second one quits, so that a slip costs nothing.
fn intent(code: KeyCode, screen: Screen) -> Option<Intent> {
    match (code, screen) {
        (KeyCode::Enter, Screen::Lobby | Screen::Paused | Screen::Results) => Some(Intent::Start),
        (KeyCode::Esc, Screen::Playing | Screen::Paused) => Some(Intent::TogglePause),
        (KeyCode::Esc, Screen::Results) => Some(Intent::ToLobby),
        (KeyCode::Char(digit @ '1'..='9'), Screen::Lobby) => Some(choose(digit)),
        (KeyCode::Tab | KeyCode::Char(']'), Screen::Lobby) => Some(Intent::NextGame(1)),
        (KeyCode::BackTab | KeyCode::Char('['), Screen::Lobby) => Some(Intent::NextGame(-1)),
        (_, Screen::Playing | Screen::Paused) if is_letter(code, 'p') => Some(Intent::TogglePause),
        (_, Screen::Playing) if is_letter(code, 'q') => Some(Intent::Pause),
        (_, Screen::Paused | Screen::Results) if is_letter(code, 'l') => Some(Intent::ToLobby),
        _ if is_letter(code, 'q') => Some(Intent::Quit),
        _ => None,
    }
}

/// Digits turn the lines about how the game is played, counted from 1.
fn choose(digit: char) -> Intent {
    let number = digit.to_digit(10).and_then(|n| u8::try_from(n).ok());
    Intent::Choose {
        row: number.unwrap_or(1).saturating_sub(1),
        by: 1,
    }
}

fn hand(code: KeyCode) -> Option<(KeySet, HandKey)> {
    match code {
        KeyCode::Left => Some((KeySet::Arrows, HandKey::Left)),
        KeyCode::Right => Some((KeySet::Arrows, HandKey::Right)),
        KeyCode::Down => Some((KeySet::Arrows, HandKey::Down)),
        KeyCode::Up => Some((KeySet::Arrows, HandKey::Up)),
        KeyCode::Char(' ') => Some((KeySet::Arrows, HandKey::Main)),
        KeyCode::Char(letter) => match letter.to_ascii_lowercase() {
            'a' => Some((KeySet::Letters, HandKey::Left)),
            'd' => Some((KeySet::Letters, HandKey::Right)),
            's' => Some((KeySet::Letters, HandKey::Down)),
            'w' => Some((KeySet::Letters, HandKey::Up)),
            'e' => Some((KeySet::Letters, HandKey::Main)),
            _ => None,
        },
        _ => None,
    }
}

fn number(code: KeyCode) -> Option<u8> {
    match code {
        KeyCode::Char(digit @ '1'..='9') => digit.to_digit(10).and_then(|n| u8::try_from(n).ok()),
        _ => None,
    }
}

fn is_letter(code: KeyCode, letter: char) -> bool {
    matches!(code, KeyCode::Char(c) if c.eq_ignore_ascii_case(&letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCREENS: [Screen; 4] = [
        Screen::Lobby,
        Screen::Playing,
        Screen::Paused,
        Screen::Results,
    ];

    fn intends(code: KeyCode) -> [Option<Intent>; 4] {
        SCREENS.map(|screen| match meaning(code, KeyModifiers::NONE, screen) {
            Some(Deed::Intend(intent)) => Some(intent),
            _ => None,
        })
    }

    #[test]
    fn q_quits_but_first_pauses_and_esc_never_quits() {
        use Intent::{Pause, Quit, ToLobby, TogglePause};
        let q = [Some(Quit), Some(Pause), Some(Quit), Some(Quit)];
        assert_eq!(intends(KeyCode::Char('q')), q);
        assert_eq!(intends(KeyCode::Char('Q')), q);
        let toggle = Some(TogglePause);
        let esc = [None, toggle, toggle, Some(ToLobby)];
        assert_eq!(intends(KeyCode::Esc), esc);
        let l = [None, None, Some(ToLobby), Some(ToLobby)];
        assert_eq!(intends(KeyCode::Char('l')), l);
    }

    #[test]
    fn enter_goes_on_wherever_something_waits() {
        let start = Some(Intent::Start);
        assert_eq!(intends(KeyCode::Enter), [start, None, start, start]);
    }

    #[test]
    fn p_pauses_and_goes_on() {
        let toggle = Some(Intent::TogglePause);
        assert_eq!(
            intends(KeyCode::Char('p')),
            [None, toggle, toggle, None],
            "only where there is a game"
        );
    }

    #[test]
    fn tab_and_brackets_choose_the_game_in_the_lobby_alone() {
        for (code, way) in [
            (KeyCode::Tab, 1),
            (KeyCode::Char(']'), 1),
            (KeyCode::BackTab, -1),
            (KeyCode::Char('['), -1),
        ] {
            assert_eq!(
                intends(code),
                [Some(Intent::NextGame(way)), None, None, None]
            );
        }
    }

    #[test]
    fn digits_choose_how_the_game_is_played_in_the_lobby_alone() {
        for (digit, row) in [('1', 0), ('2', 1), ('9', 8)] {
            let choose = Some(Intent::Choose { row, by: 1 });
            let intended = intends(KeyCode::Char(digit));
            assert_eq!(intended, [choose, None, None, None]);
        }
        assert_eq!(intends(KeyCode::Char('0')), [None; 4]);
        let plays = |screen| meaning(KeyCode::Char('3'), KeyModifiers::NONE, screen);
        assert_eq!(plays(Screen::Playing), Some(Deed::Pick(3)));
        assert_eq!(plays(Screen::Results), None);
    }

    #[test]
    fn two_players_share_the_keyboard() {
        let hand = |code| meaning(code, KeyModifiers::NONE, Screen::Playing);
        let (arrows, letters) = (KeySet::Arrows, KeySet::Letters);
        for (code, keys, key) in [
            (KeyCode::Left, arrows, HandKey::Left),
            (KeyCode::Right, arrows, HandKey::Right),
            (KeyCode::Char(' '), arrows, HandKey::Main),
            (KeyCode::Char('a'), letters, HandKey::Left),
            (KeyCode::Char('D'), letters, HandKey::Right),
            (KeyCode::Up, arrows, HandKey::Up),
            (KeyCode::Char('w'), letters, HandKey::Up),
            (KeyCode::Char('S'), letters, HandKey::Down),
            (KeyCode::Char('e'), letters, HandKey::Main),
        ] {
            assert_eq!(hand(code), Some(Deed::Hand(keys, key)));
        }
        assert_eq!(hand(KeyCode::Char('x')), None);
    }

    #[test]
    fn the_desk_hears_plain_keys_alone() {
        let heard = |code, with| stroke(code, with);
        let (plain, control) = (KeyModifiers::NONE, KeyModifiers::CONTROL);
        let letter = KeyCode::Char('K');
        assert_eq!(heard(letter, plain), Some(Stroke::Printed('k')));
        assert_eq!(heard(KeyCode::Esc, plain), Some(Stroke::Escape));
        assert_eq!(heard(KeyCode::Char('c'), control), None, "that one quits");
        assert_eq!(heard(KeyCode::Enter, plain), Some(Stroke::Enter));
        assert_eq!(heard(KeyCode::Left, plain), None);
    }

    #[test]
    fn sound_has_keys_that_mean_nothing_else() {
        let plain = |code| volume(code, KeyModifiers::NONE);
        for (letter, wish) in [
            ('m', VolumeWish::ToggleSound),
            ('M', VolumeWish::ToggleMusic),
            ('+', VolumeWish::Louder),
            ('-', VolumeWish::Softer),
        ] {
            let code = KeyCode::Char(letter);
            assert_eq!(plain(code), Some(wish));
            assert_eq!(volume(code, KeyModifiers::CONTROL), None);
            for screen in SCREENS {
                assert_eq!(meaning(code, KeyModifiers::NONE, screen), None);
            }
        }
        assert_eq!(plain(KeyCode::Char('x')), None);
    }

    #[test]
    fn a_replay_has_keys_of_its_own() {
        let means = |code| watching(code, KeyModifiers::NONE);
        assert_eq!(means(KeyCode::Char(' ')), Some(WatchWish::TogglePause));
        assert_eq!(means(KeyCode::Right), Some(WatchWish::Forwards));
        assert_eq!(means(KeyCode::Up), Some(WatchWish::Faster));
        assert_eq!(means(KeyCode::Char('Q')), Some(WatchWish::Quit));
        assert_eq!(means(KeyCode::Char('a')), None, "nobody plays");
        let control = |letter| watching(KeyCode::Char(letter), KeyModifiers::CONTROL);
        assert_eq!(control('c'), Some(WatchWish::Quit));
        assert_eq!(control('p'), None);
    }

    #[test]
    fn ctrl_c_quits_everywhere_and_other_chords_do_nothing() {
        for screen in SCREENS {
            let chord = |letter, modifiers| meaning(KeyCode::Char(letter), modifiers, screen);
            let quit = Some(Deed::Intend(Intent::Quit));
            assert_eq!(chord('c', KeyModifiers::CONTROL), quit);
            assert_eq!(chord('a', KeyModifiers::CONTROL), None);
            assert_eq!(chord('q', KeyModifiers::ALT), None);
        }
    }
}
