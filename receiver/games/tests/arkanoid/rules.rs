//! Whole games under the eyes of a referee, in every mode and by any number of players.

use crate::referee::{Referee, Seen};
use crate::table::{COOP, ENDLESS, Player, Table, VERSUS, any_player, bots, setup};
use couchpad_games::game::Game;
use proptest::prelude::*;

fn watch(table: &mut Table, steps: u32) -> Seen {
    let mut referee = Referee::new(table.game.state());
    for _ in 0..steps {
        table.step();
        table.check();
        referee.watch(table.game.state(), &table.outputs);
    }
    referee.seen
}

#[test]
fn bots_play_by_the_rules_in_every_mode_and_number() {
    let mut all = Seen::default();
    for mode in [COOP, VERSUS, ENDLESS] {
        for count in [1, 2, 4, 8] {
            let seed = u64::from(mode) * 10 + count as u64;
            let mut table = Table::of(&setup(seed, mode, 0), bots(count));
            let seen = watch(&mut table, 8 * 60 * 240);
            assert!(
                seen.capsules > 3 && seen.faster > 3 && seen.combos > 3,
                "{mode} {count}: {seen:?}"
            );
            all.caught += seen.caught;
            all.shots += seen.shots;
            all.silver += seen.silver;
            all.assists += seen.assists;
            all.lives_won += seen.lives_won;
            all.stuck += seen.stuck;
            all.split += seen.split;
            all.enemies += seen.enemies;
        }
    }
    assert!(
        all.caught > 30 && all.shots > 30 && all.silver > 10,
        "{all:?}"
    );
    assert!(
        all.assists > 30 && all.lives_won > 3 && all.enemies > 10,
        "{all:?}"
    );
    assert!(all.stuck > 3 && all.split > 3, "{all:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn whoever_plays_the_rules_hold(
        seed: u64,
        mode in 0..3_u8,
        mut players in prop::array::uniform8(any_player()),
        keen in 0..8_usize,
    ) {
        players[keen] = Player::Bot;
        let mut table = Table::of(&setup(seed, mode, 0), players);
        watch(&mut table, 2 * 60 * 240);
        prop_assert!(table.game.team_score() > -20_000);
    }
}
