//! What `--help` says after the flags: keys, events, files, statuses.

pub(super) const AFTER_HELP: &str = "\
Keys (window and terminal):
  Enter        start, go on, play again
  P, Esc       pause and go on; Esc in the results: to the lobby
  L            in the pause and in the results: to the lobby
  Q            quit, but not in play; Ctrl+Q in the window, Ctrl-C in the terminal: quit
  F11          full screen
  M, +, -      sound off and on (Shift+M: the music), louder, softer; in the terminal with --sound, in a replay M alone
  Tab, [ ]     in the lobby: choose the game
  1-8          in the lobby: choose how it is played; in the window with Shift: back
  Arrows+Space, A/D+W   two players at this keyboard: move and launch; the first press joins
Keys for the room (not in play):
  C            another room code
  R            another link and picture: the old one admits nobody any more
  H            hide code, link and picture, or show them again
  O            lock the room for newcomers, or open it again
  K, number    send away the controller in that seat
  T, number    mute the controller in that seat, or hear it again; T twice: everybody
  Y, N         answer a controller that wants to be remembered

Events (--events json): one JSON object a line on standard output, and nothing else there:
  listening      udp, join, tcp, code      join and code let people in: show them to nobody else
  pad_joined     pad, name, seat           a controller is here (seat null: it waits for one)
  pad_left       pad, name, seat, reason, seat_kept
  pad_resumed    pad, name, seat           it is back in its seat
  pad_seated     pad, name, seat           it waited and now has a seat
  pad_unseated   pad, name, seat           the chosen game has fewer seats: it waits again
  pad_expired    pad, name, seat, reason   it did not come back: its seat is free
  pad_renamed    pad, name, seat
  pad_transport  pad, name, seat, transport   its link is over tcp now, or over udp again
  pad_rejected   pad, name, seat, reason   it was not admitted
  more_rejected  count                     so many more were not, and are not told one by one
  pad_remember_asked  pad, name, seat      it wants to be remembered: someone here has to agree
  pad_remembered      pad, name, seat, remembered
  code_changed   code                      the old room code is worth nothing any more
  link_changed   join                      the join link is another one
  room_locked, room_unlocked               newcomers are not admitted; they are again
  said           pad, name, seat, letters  a player wrote something that is shown; the words are told nowhere
  emote          pad, name, seat, emote    a player showed a picture
  pad_muted      pad, name, seat, muted    what it says is not shown any more; it is again
  chat_muted     muted                     the same for everybody
  address_locked_out  seconds, count       somebody typed too many wrong codes
  evening_ended                            every controller that is not remembered has to pair again
  game_started   game, seed, options, pack   (no pack: the game's own)
  seats_restored pads                      the receiver was killed: these seats wait for those who had them
  game_restored  game, seed                its game stands here again, in pause
  game_paused, game_resumed
  game_countdown seconds                   after a pause, it goes on in so many seconds
  score          seat, points, total
  round_cleared  round
  game_over      won, total, scores
  high_score     game, league, pack, players, place, points, names   after game_over; see couchpad scores
  game_aborted   total                     ended from the outside before it was over
  events_lost    count                     you read too slowly: so many were not written
  Seats are counted from 0. All of it is described in docs/events.md.

Settings are read from settings.toml in the system's configuration folder (COUCHPAD_CONFIG_DIR: another one); flags win.
The receiver's key and the controllers that it knows lie in the system's data folder (COUCHPAD_DATA_DIR: another one).

Exit status:
  0  closed by a player, by --exit-after, by Ctrl-C or because nobody reads the events any more
  1  something failed while it ran; doctor: no controller could join; replay: it is another game, or damaged; levels:
     something was refused
  2  it could not start as asked; standard error says what to do
Any other: it crashed or was killed; the next start within ten minutes goes on with the evening.";
