# Every text that the app shows a player. The other files have the same keys; a text that is missing there is said in
# English. The big screen's own texts, the command line's and the log's are not here.
#
# `.words` is what stands below a heading: what to do next. `.advice` follows what was found.

## The list of big screens

find-title = Join a game
find-nearby = Big screens nearby
find-recent = Played before
find-you = You
# Under the player's own name.
find-tune = Your name, your colour and the settings
# $count: how many are listed, always many.
find-first = These are the first { $count } that were found. If yours is missing, enter its address.
find-searching = Searching… Open Couchpad on the big screen, and it appears here.
find-nothing = Nothing found yet.
find-nothing-check = Is Couchpad open on the big screen? Is the phone in the same Wi-Fi as the big screen?
find-off = Not searching. Enter the address that the big screen shows.
find-forbidden = This app may not look around in your network. Allow it in the phone's settings (“Local network” or “Nearby devices”), or enter the address instead.
find-failed = Searching does not work here. Enter the address instead.
# Buttons.
find-why = Why can I not see it?
find-scan = Scan the picture
find-address = Enter address
find-settings = Open the settings
find-again = Search again

## A big screen in the list

row-update-here = Update this app to join
row-update-there = Update Couchpad there to join
row-paired = Paired
row-locked = Locked for newcomers
row-nobody = Nobody plays yet
# $players: 1 or more; how many may play is not limited.
row-players =
    { $players ->
        [one] { $players } plays
       *[other] { $players } play
    }
row-seats = { $players } of { $seats } seats taken
row-gone = Not found just now
row-gone-at = Not found just now · { $address }

## Ways on

back = ← Back
way-again = Try again
way-code = Enter the code
way-why = What is in the way?
way-find = Back to the list

## The code

code-title = Enter the code
code-hint = Six digits, shown on the big screen.
# $name: what the big screen calls itself.
code-hint-on = Six digits, shown on “{ $name }”.
code-joining = Joining…
code-wrong = That is not the code. Look at the big screen again: it may have changed.
code-forgotten = The big screen does not know this phone any more. Its code lets you in again.
code-interrupted = The connection broke while the code was checked. Enter it once more.
code-locked-out = Too many wrong codes. Wait { $seconds } s, or scan the picture on the big screen.
code-open-again = Now you can try again.
code-room-locked = This room is locked. Ask someone at the big screen to unlock it first.

## The address

address-title = Enter the address
address-hint = It is on the big screen, like 192.168.0.5:4455.
# $addresses: one, or several with address-or between them.
address-joins = Joins { $addresses }.
address-or = { $first } or { $second }
address-join = Join
address-keyboard = Type or paste a link
# Why what was typed is no address. $text: the part that is wrong.
address-no-link = `{ $text }` is not a join link: it must begin with couchpad://, like couchpad://192.168.0.5:4455; copy it from the big screen
address-no-page = `{ $text }` is not a join link: that of a receiver looks like http://192.168.0.5:4455/j#...; scan or copy it from the big screen
address-no-port = the join link has no port: put it after the address, like couchpad://192.168.0.5:4455
address-bad-port = the join link's port must be a number from 1 to 65535, like couchpad://192.168.0.5:4455
address-no-ip = `{ $text }` in the join link is not an IP address; write 192.168.0.5, or [fd00::1] for IPv6
address-damaged = the join link is damaged: copy it again, to its very end, from the big screen
address-too-long = the join link is too long: copy it again from the big screen

## On the way in, and on the way back

connecting = Connecting
connecting-first = Looking for the big screen.
connecting-still = Still looking for the big screen.
connecting-check = Check that Couchpad is open on the big screen, and that both are on the same network.
# $count: 2 or more.
connecting-try = Try { $count }
lost = Connection lost
    .words = Stay near. Trying to reach the big screen again.
lost-long = Connection lost
    .words = Still trying. Check that Couchpad is open on the big screen, and that both are on the same network.
lost-closed = Couchpad was closed
    .words = Open it again on the big screen. This controller comes back by itself.
lost-slept = Welcome back
    .words = The app was in the background. Trying to reach the big screen again.

## In, and nothing to press yet

live-in = You are in
    .words = Look at the big screen.
live-look = Look at the big screen
    .words = Your controls come by themselves.
live-connected = Connected
    .words = Finding you a place.
line-next = You are next in line
# $place: 2 or more.
line-place =
    { ORDINAL($place) ->
        [one] You are { $place }st in line
        [two] You are { $place }nd in line
        [few] You are { $place }rd in line
       *[other] You are { $place }th in line
    }
line-words = All seats are taken. You join in as soon as one is free.

## It did not work

fault-impostor = Not the big screen that you know
    .words = Another one answers at its address. Look at the big screen in this room and enter its code.
fault-no-connection = This phone cannot connect
    .words = Close other apps, then try again.
fault-update-here = Update this app
    .words = It is older than the big screen's. Update it, then join again.
fault-update-there = Update the big screen
    .words = This app is newer. Update Couchpad there, then join again.
fault-full = The big screen is full
    .words = Ask someone to leave, then try again.
fault-mode = Not this way
    .words = Enter the code that the big screen shows.
fault-closing = Couchpad is closing
    .words = Start it again on the big screen, then try again.
fault-malformed = They do not understand each other
    .words = Update Couchpad here and on the big screen, then try again.
fault-wrong-code = That is not the code
    .words = Look at the big screen again: the code may have changed.
fault-locked-out = Too many wrong codes
    .words = Wait { $seconds } s, or scan the picture on the big screen.
fault-room-locked = The room is locked
    .words = Ask someone at the big screen to unlock it, then try again.
fault-not-paired = The big screen does not know this phone
    .words = Enter the code that it shows.
fault-wrong-link = This link is no longer valid
    .words = Take the new one from the big screen, or enter its code.
fault-busy = Many are joining just now
    .words = Try again in a moment.
fault-left = You left the game
    .words = Find it again to come back.
fault-kicked = You were taken out of the game
    .words = Ask at the big screen, then join again.
fault-replaced = You play on another controller now
    .words = Close this one, or take the game back to it.
fault-interrupted = The connection broke as the code was checked
    .words = Enter the code on the big screen again.

## It does not answer, and is tried again

unreached-refused = Couchpad is not open there
    .words = Start it on the big screen. This controller joins by itself.
unreached-timed-out = The big screen does not answer
    .words = Check that both are in the same Wi-Fi. Trying again by itself.
unreached-no-route = No way to the big screen
    .words = Connect this phone to the Wi-Fi of the big screen. Trying again by itself.
unreached-forbidden = This app may not use the network
    .words = Allow “Local network” in the phone's settings. Trying again by itself.
unreached-no-datagrams = Something holds the game up
    .words = A firewall is in the way: `couchpad doctor` on the big screen tells which. Trying again by itself.
unreached-hung-up = The big screen hung up
    .words = Too many may be joining at once. Trying again by itself; if it goes on, look at the address again.
unreached-other = That is not Couchpad
    .words = Something else answers there: look at the address on the big screen again. Trying again by itself.

## The sheet over the game

menu-more = More
menu-screen = The big screen
menu-back = Back to the game
menu-settings = Settings
menu-arrange = Move the buttons
# A button that is held for a moment.
menu-leave = Hold to leave the game
remember = Remember this phone
remember-done = Remembered
    .words = It joins without a code.
remember-asked = Ask at the big screen
    .words = Somebody there has to agree.
remember-refused = Not this time
    .words = They said no there. You may ask again.
remember-words = So that it joins without a code next time.

## While the controls are moved

arrange-words = Drag a control to move it, or its corner to resize it.
# Where there is a keyboard.
arrange-keys = Page Down: choose, arrows: move, Shift: resize
arrange-done = Done
# Everything lies as the game has it.
arrange-reset = Reset
arrange-cancel = Cancel

## In play

# Beside the player's own points; short. $points: already grouped.
header-team = team { $points }
# On the glass, between two arrows, until the player has swiped once.
play-swipe = Swipe to move
# Below the picture of a phone, where leaning this one moves something.
play-lean = Lean to steer
# Large, for whom the game waits.
turn = Your turn
# The end of 3, 2, 1; large.
count-go = Go!
# What is wrong with the link: at most 18 letters where it stands beside the player's name, as the first three do.
cause-receiver-slow = Big screen is slow
    .advice = Close other programs on its computer
cause-wifi-congested = Wi-Fi is crowded
    .advice = Pause downloads, or use 5 GHz
cause-far-away = Wi-Fi is weak here
    .advice = Move closer to the router
cause-in-background = The app was in the background
    .advice = Keep it in front while you play
cause-unnamed = Slow connection
    .advice = Move closer to the router, or use 5 GHz
# One of the above, and what to do about it.
cause-notice = { $what }. { $advice }.

## What is in the way

doctor-title = Why can I not see it?
doctor-looking = Looking…
doctor-trouble = Something here is in the way:
doctor-fine = Nothing on this phone is in the way. Look at the big screen: `couchpad doctor` tells what it finds.
doctor-again = Look again
doctor-share = Share the log
# Before each thing that was found.
doctor-good = Good
doctor-note = Note
doctor-bad = In the way
finding-busy = This phone is too busy to look.
    .advice = Close other apps, then look again.
# $name: of a network interface, like wlan0. $addresses: one or more.
finding-addresses = { $name }: { $addresses }
finding-no-address = { $name } is connected, but the network gave it no address ({ $address } is one that it gave itself).
    .advice = Connect it to the Wi-Fi that the phones are on, or by cable to the same router. Without a router a phone's hotspot will do: no internet is needed.
finding-unplugged = { $name } has an address, but no connection.
    .advice = Connect it to the Wi-Fi that the phones are on, or by cable to the same router. Without a router a phone's hotspot will do: no internet is needed.
finding-no-network = This device is on no network that phones could be on.
    .advice = Connect it to the Wi-Fi that the phones are on, or by cable to the same router. Without a router a phone's hotspot will do: no internet is needed.
finding-several = There are several networks: { $names }.
    .advice = Phones have to be on one of them. The join link lists the addresses of all.
finding-vpn-whole = A VPN ({ $name }) carries this device's traffic. It may keep the local network out.
    .advice = If joining fails, allow "local network" or "LAN access" in the VPN's settings, or pause the VPN.
finding-vpn-beside = A VPN ({ $name }) is up beside the local network.
    .advice = It is rarely in the way. If joining fails, pause it and try again.
finding-nobody-announces = No receiver announces itself here.
    .advice = Is Couchpad running on the big screen, on this same network? Some networks keep announcements back: the QR code and the typed address work without them.
finding-announcements = Announcements of receivers arrive.
finding-deaf = Announcements of receivers cannot be heard.
    .advice = Connect to the Wi-Fi of the big screen, then look again. The QR code and the typed address work without them.
finding-answers = The receiver answers at { $address }.
finding-update-here = The receiver at { $address } speaks another version.
    .advice = Update Couchpad on this device.
finding-update-there = The receiver at { $address } speaks another version.
    .advice = Update Couchpad on the big screen.
finding-not-listening = The device at { $address } answers, but no receiver listens on port { $port }.
    .advice = Start Couchpad there, and compare the port with the one on the big screen.
finding-stranger = What answers at { $address } is not a receiver, or one too busy to say hello.
    .advice = Compare the address with the one on the big screen.
finding-silent-near = No answer from { $address }, though it is on this network.
    .advice = A firewall on that device (run `couchpad doctor` there), or a Wi-Fi that keeps its devices apart, as guest networks do, is the likely reason.
finding-silent-far = No answer from { $address }, which is on another network than this device.
    .advice = Connect both to the same Wi-Fi or router, then scan the QR code again.

## The phone's own field for a line of text

field-address = Enter the address
field-name = Your name
field-name-hint = As the big screen shows it

## The window on a desktop

window-title = { $name } · Couchpad controller

## For who does not see the glass: names of what has no words on it

spoken-delete = Delete the last one
spoken-back = Back
spoken-menu = Options of the game
spoken-swipe = Swipe area
spoken-stick = Stick
spoken-tilt = Lean the phone
spoken-slider = Slider
spoken-up = Up
spoken-down = Down
spoken-left = Left
spoken-right = Right
spoken-answers = Answers
spoken-cross = Direction pad
# A board that a game shows this player alone; its rows follow.
spoken-board = Board with { $columns } columns and { $rows } rows
# $pieces: what stands on it, each after the number of its column.
spoken-row = Row { $row }: { $pieces }
spoken-board-empty = Nothing on it
# A piece, or a part of a snake, of the player who listens.
spoken-piece-own = yours
# $what matters now: the last move.
spoken-piece-new = { $what }, new
spoken-wall = wall
spoken-prize = prize
spoken-free = free
# Pictures that say something to all players.
spoken-emote-yes = Thumbs up
spoken-emote-love = Heart
spoken-emote-laugh = Laughing
spoken-emote-wow = Surprised
spoken-emote-sad = Sad
# A control that can be moved now. $name: what it is.
spoken-move = { $name }: drag to move

## Who plays: the first page of all, and later one of the settings

you-title = Who plays?
you-words = This is how the big screen shows you.
you-tap = Tap to change it.
you-another = Another name
you-colour = Your colour
you-taken = Somebody else plays in that colour just now.
you-go = Let’s play
you-done = Done

## The settings

settings-title = Settings
settings-you = You
settings-who = Name and colour
settings-hands = Hands
settings-hand = Press with
settings-hand-left = Left hand
settings-hand-right = Right hand
settings-steering = When you swipe
settings-steering-relative = Move along
settings-steering-absolute = Jump to the finger
settings-sensitivity = Sensitivity
settings-large = Large buttons
    .words = What you press takes more room.
settings-tilt = Tilt to steer
    .words = In games that have something to tilt.
settings-arranged = Put all controls back
    .words = They lie where you moved them.
settings-senses = Look and feel
settings-haptics = Vibration
settings-off = Off
settings-text = Text size
settings-contrast = High contrast
    .words = Bright on dark, and no faint words.
settings-motion = Motion
settings-motion-reduced = Less
settings-motion-full = All
settings-language = Language
# A choice that is left to the phone's own settings.
settings-like-phone = Like the phone
settings-device = This phone
# $count: how many big screens know this phone.
settings-forget = Forget all big screens
    .words =
        { $count ->
            [0] None knows this phone.
            [one] One knows this phone, and asks for no code.
           *[other] { $count } know this phone, and ask for no code.
        }
settings-forget-all = Forget everything
    .words = Your name, your choices and all big screens.
settings-forget-later = Leave the game first to forget something.
settings-percent = { $share } %

## Whether to forget

forget-receivers = Forget all big screens?
    .words = They ask for their code the next time.
forget-everything = Forget everything?
    .words = Nothing of you stays on this phone, and it joins like a new one.
# A button that is held for a moment.
forget-yes = Hold to forget
forget-no = Keep it
# Said where it did not work.
forget-failed = Nothing was forgotten: this phone does not let its records be changed. Unlock it, see that it has room, then try again.
# What was chosen cannot be read any more.
settings-damaged = Your settings were damaged. Choose them again.
settings-newer = A newer version of this app kept your settings. Update it, or choose them again.
# This phone keeps nothing.
settings-unkept = This phone's records cannot be used. Unlock it, see that it has room and that this app is up to date, then start the app again. Until then nothing is remembered.

## The mark of a seat: a colour and a shape

# $colour: orange, sky, green, yellow, blue, vermilion, pink or white. $shape: circle, triangle, square, diamond, star, hexagon,
# cross or crescent.
mark =
    { $colour ->
        [orange] orange
        [sky] sky
        [green] green
        [yellow] yellow
        [blue] blue
        [vermilion] vermilion
        [pink] pink
       *[white] white
    } { $shape ->
        [circle] circle
        [triangle] triangle
        [square] square
        [diamond] diamond
        [star] star
        [hexagon] hexagon
        [cross] cross
       *[crescent] crescent
    }
# Below the player's own mark, large on the glass.
mark-own =
    You are the { $colour ->
        [orange] orange
        [sky] sky
        [green] green
        [yellow] yellow
        [blue] blue
        [vermilion] vermilion
        [pink] pink
       *[white] white
    } { $shape ->
        [circle] circle
        [triangle] triangle
        [square] square
        [diamond] diamond
        [star] star
        [hexagon] hexagon
        [cross] cross
       *[crescent] crescent
    }

## What the phone's own side says: the scanner, the field for a line of text, and what keeps it from searching

shell-done = OK
shell-cancel = Cancel
shell-close = Close
shell-scan = Point the camera at the picture on the big screen
shell-scan-other = This is not Couchpad's picture. Use the one on the big screen.
shell-camera-none = There is no camera here that Couchpad can use. Type the six digits on the big screen instead.
shell-camera-refused = Couchpad may not use the camera. Allow it in the phone's settings, or type the six digits on the big screen.
shell-camera-kept = Whoever manages this phone keeps the camera from apps. Type the six digits on the big screen instead.
shell-camera-failed = The camera does not start. Close other apps that use it, or type the six digits on the big screen.
shell-search-off = This phone cannot search now. Turn on Wi-Fi, or scan the picture on the big screen.
shell-search-refused = This phone keeps Couchpad off the local network. Allow it in the phone's settings, or scan the picture on the big screen.
