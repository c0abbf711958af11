//! What phones show for talking: a row of pictures and a line of text, below whatever else is there.

use couchpad_core::protocol::{Area, ControlKind, PadLayout};
use couchpad_theme::emotes::Emote;

const EMOTES: Area = Area::new(60, 610, 880, 160);
const LINE: Area = Area::new(60, 800, 880, 180);

/// A layout with both, which leaves them free: its own controls end at 580 thousandths from the top.
pub(crate) fn talking(layout: PadLayout) -> PadLayout {
    let options = Emote::ALL.map(|emote| emote.symbol().to_owned()).into();
    let hint = "Say something".to_owned();
    layout
        .with("", EMOTES, ControlKind::Choices { options })
        .with("", LINE, ControlKind::Text { hint })
}
