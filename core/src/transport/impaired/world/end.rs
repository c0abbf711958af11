//! What must hold when everything has settled.

use super::World;

impl World {
    /// Nothing is missing that nobody counted.
    pub(super) fn agree(&self) {
        let (host, pad) = (self.host.session.stats(), self.pad.session.stats());
        let (player, game) = (&self.player, &self.game);
        assert_eq!(
            (host.malformed, host.torn, pad.malformed, pad.overflowed),
            (0, 0, 0, 0)
        );
        assert_eq!(game.apps, player.apps, "to the host, none lost, none twice");
        assert_eq!(
            game.apps_at_pad, player.apps,
            "to the pad, none lost, none twice"
        );
        assert_eq!(
            game.position,
            player.moves.len(),
            "the last position arrived"
        );
        assert!(self.shows_the_same(), "the pad shows what the game says");
        assert_eq!(game.shown > 0, self.plan.shows);
        let refused = host.too_old + host.misplaced + host.limited_commands + pad.too_old;
        // a text and an edge each
        let made = 2 * player.commands.len() as u64;
        assert_eq!(
            made,
            host.commands + refused,
            "every command was taken, or counted as dropped"
        );
        if self.dark.is_none() {
            assert_eq!((refused, game.commands), (0, player.commands.len()));
        }
    }
}
