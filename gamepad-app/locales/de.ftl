# Deutsch. Angesprochen wird mit „du“. Der „big screen“ heißt hier „großer Bildschirm“.

## The list of big screens

find-title = Mitspielen
find-nearby = Große Bildschirme in der Nähe
find-recent = Schon gespielt
find-you = Du
find-tune = Dein Name, deine Farbe und die Einstellungen
find-first = Das sind die ersten { $count }, die gefunden wurden. Fehlt deiner, gib seine Adresse ein.
find-searching = Suche läuft … Öffne Couchpad auf dem großen Bildschirm, dann erscheint er hier.
find-nothing = Noch nichts gefunden.
find-nothing-check = Ist Couchpad auf dem großen Bildschirm offen? Ist das Handy im selben WLAN wie er?
find-off = Die Suche ist aus. Gib die Adresse ein, die der große Bildschirm zeigt.
find-forbidden = Diese App darf sich nicht in deinem Netzwerk umsehen. Erlaube es in den Einstellungen des Handys („Lokales Netzwerk“ oder „Geräte in der Nähe“), oder gib die Adresse ein.
find-failed = Die Suche funktioniert hier nicht. Gib stattdessen die Adresse ein.
find-why = Warum sehe ich ihn nicht?
find-scan = Bild scannen
find-address = Adresse eingeben
find-settings = Einstellungen öffnen
find-again = Noch einmal suchen

## A big screen in the list

row-update-here = Zum Mitspielen diese App aktualisieren
row-update-there = Zum Mitspielen Couchpad dort aktualisieren
row-paired = Gekoppelt
row-locked = Für Neue gesperrt
row-nobody = Noch spielt niemand
row-players =
    { $players ->
        [one] { $players } spielt mit
       *[other] { $players } spielen mit
    }
row-seats = { $players } von { $seats } Plätzen belegt
row-gone = Gerade nicht gefunden
row-gone-at = Gerade nicht gefunden · { $address }

## Ways on

back = ← Zurück
way-again = Noch einmal
way-code = Code eingeben
way-why = Was ist im Weg?
way-find = Zurück zur Liste

## The code

code-title = Code eingeben
code-hint = Sechs Ziffern, sie stehen auf dem großen Bildschirm.
code-hint-on = Sechs Ziffern, sie stehen auf „{ $name }“.
code-joining = Verbinden …
code-wrong = Das ist nicht der Code. Sieh noch einmal auf den großen Bildschirm: Vielleicht hat er sich geändert.
code-forgotten = Der große Bildschirm kennt dieses Handy nicht mehr. Mit seinem Code kommst du wieder hinein.
code-interrupted = Die Verbindung brach ab, während der Code geprüft wurde. Gib ihn noch einmal ein.
code-locked-out = Zu viele falsche Codes. Warte { $seconds } s, oder scanne das Bild auf dem großen Bildschirm.
code-open-again = Jetzt kannst du es wieder versuchen.
code-room-locked = Dieser Raum ist gesperrt. Bitte erst jemanden am großen Bildschirm, ihn zu öffnen.

## The address

address-title = Adresse eingeben
address-hint = Sie steht auf dem großen Bildschirm, etwa 192.168.0.5:4455.
address-joins = Verbindet mit { $addresses }.
address-or = { $first } oder { $second }
address-join = Mitspielen
address-keyboard = Link tippen oder einfügen
address-no-link = `{ $text }` ist kein Link zum Mitspielen: Er muss mit couchpad:// beginnen, etwa couchpad://192.168.0.5:4455; kopiere ihn vom großen Bildschirm
address-no-page = `{ $text }` ist kein Link zum Mitspielen: Der richtige sieht aus wie http://192.168.0.5:4455/j#...; scanne oder kopiere ihn vom großen Bildschirm
address-no-port = im Link fehlt der Port: Setze ihn hinter die Adresse, etwa couchpad://192.168.0.5:4455
address-bad-port = der Port im Link muss eine Zahl von 1 bis 65535 sein, etwa couchpad://192.168.0.5:4455
address-no-ip = `{ $text }` im Link ist keine IP-Adresse; schreibe 192.168.0.5, oder [fd00::1] für IPv6
address-damaged = der Link ist beschädigt: Kopiere ihn noch einmal ganz, bis zum Ende, vom großen Bildschirm
address-too-long = der Link ist zu lang: Kopiere ihn noch einmal vom großen Bildschirm

## On the way in, and on the way back

connecting = Verbinden
connecting-first = Suche den großen Bildschirm.
connecting-still = Suche den großen Bildschirm immer noch.
connecting-check = Sieh nach, ob Couchpad auf dem großen Bildschirm offen ist und beide im selben Netzwerk sind.
connecting-try = Versuch { $count }
lost = Verbindung verloren
    .words = Bleib in der Nähe. Der große Bildschirm wird wieder gesucht.
lost-long = Verbindung verloren
    .words = Die Suche läuft weiter. Sieh nach, ob Couchpad auf dem großen Bildschirm offen ist und beide im selben Netzwerk sind.
lost-closed = Couchpad wurde geschlossen
    .words = Öffne es wieder auf dem großen Bildschirm. Dieser Controller kommt von selbst zurück.
lost-slept = Willkommen zurück
    .words = Die App war im Hintergrund. Der große Bildschirm wird wieder gesucht.

## In, and nothing to press yet

live-in = Du bist dabei
    .words = Sieh auf den großen Bildschirm.
live-look = Sieh auf den großen Bildschirm
    .words = Deine Tasten kommen von selbst.
live-connected = Verbunden
    .words = Ein Platz für dich wird gesucht.
line-next = Du bist als Nächstes dran
line-place = Du bist { $place }. in der Schlange
line-words = Alle Plätze sind besetzt. Du bist dabei, sobald einer frei wird.

## It did not work

fault-impostor = Nicht der Bildschirm, den du kennst
    .words = An seiner Adresse antwortet ein anderer. Sieh auf den großen Bildschirm in diesem Raum und gib seinen Code ein.
fault-no-connection = Dieses Handy kann sich nicht verbinden
    .words = Schließe andere Apps, dann versuche es noch einmal.
fault-update-here = Aktualisiere diese App
    .words = Sie ist älter als die auf dem großen Bildschirm. Aktualisiere sie, dann versuche es noch einmal.
fault-update-there = Aktualisiere den großen Bildschirm
    .words = Diese App ist neuer. Aktualisiere Couchpad dort, dann versuche es noch einmal.
fault-full = Der große Bildschirm ist voll
    .words = Bitte jemanden zu gehen, dann versuche es noch einmal.
fault-mode = Nicht auf diesem Weg
    .words = Gib den Code ein, den der große Bildschirm zeigt.
fault-closing = Couchpad wird gerade geschlossen
    .words = Starte es auf dem großen Bildschirm neu, dann versuche es noch einmal.
fault-malformed = Sie verstehen einander nicht
    .words = Aktualisiere Couchpad hier und auf dem großen Bildschirm, dann versuche es noch einmal.
fault-wrong-code = Das ist nicht der Code
    .words = Sieh noch einmal auf den großen Bildschirm: Vielleicht hat sich der Code geändert.
fault-locked-out = Zu viele falsche Codes
    .words = Warte { $seconds } s, oder scanne das Bild auf dem großen Bildschirm.
fault-room-locked = Der Raum ist gesperrt
    .words = Bitte jemanden am großen Bildschirm, ihn zu öffnen, dann versuche es noch einmal.
fault-not-paired = Der große Bildschirm kennt dieses Handy nicht
    .words = Gib den Code ein, den er zeigt.
fault-wrong-link = Dieser Link gilt nicht mehr
    .words = Nimm den neuen vom großen Bildschirm, oder gib seinen Code ein.
fault-busy = Gerade wollen viele mitspielen
    .words = Versuche es gleich noch einmal.
fault-left = Du hast das Spiel verlassen
    .words = Such es wieder, um zurückzukommen.
fault-kicked = Du wurdest aus dem Spiel genommen
    .words = Frag am großen Bildschirm nach, dann spiel wieder mit.
fault-replaced = Du spielst jetzt auf einem anderen Controller
    .words = Schließe diesen, oder hol das Spiel auf ihn zurück.
fault-interrupted = Die Verbindung brach bei der Prüfung des Codes ab
    .words = Gib den Code auf dem großen Bildschirm noch einmal ein.

## It does not answer, and is tried again

unreached-refused = Couchpad ist dort nicht offen
    .words = Starte es auf dem großen Bildschirm. Dieser Controller verbindet sich von selbst.
unreached-timed-out = Der große Bildschirm antwortet nicht
    .words = Sieh nach, ob beide im selben WLAN sind. Es wird von selbst weiter versucht.
unreached-no-route = Kein Weg zum großen Bildschirm
    .words = Verbinde dieses Handy mit dem WLAN des großen Bildschirms. Es wird von selbst weiter versucht.
unreached-forbidden = Diese App darf nicht ins Netzwerk
    .words = Erlaube „Lokales Netzwerk“ in den Einstellungen des Handys. Es wird von selbst weiter versucht.
unreached-no-datagrams = Etwas hält das Spiel auf
    .words = Eine Firewall ist im Weg: `couchpad doctor` auf dem großen Bildschirm sagt, welche. Es wird von selbst weiter versucht.
unreached-hung-up = Der große Bildschirm hat aufgelegt
    .words = Vielleicht wollen zu viele auf einmal mitspielen. Es wird von selbst weiter versucht; bleibt es so, prüfe die Adresse.
unreached-other = Das ist nicht Couchpad
    .words = Dort antwortet etwas anderes: Vergleiche die Adresse mit der auf dem großen Bildschirm. Es wird von selbst weiter versucht.

## The sheet over the game

menu-more = Mehr
menu-screen = Der große Bildschirm
menu-back = Zurück zum Spiel
menu-settings = Einstellungen
menu-arrange = Tasten verschieben
menu-leave = Zum Verlassen halten
remember = Dieses Handy merken
remember-done = Gemerkt
    .words = Es spielt ohne Code mit.
remember-asked = Frag am großen Bildschirm
    .words = Jemand dort muss zustimmen.
remember-refused = Diesmal nicht
    .words = Dort wurde abgelehnt. Du kannst noch einmal fragen.
remember-words = Damit es beim nächsten Mal ohne Code mitspielt.

## While the controls are moved

arrange-words = Zieh an einem Bedienelement, um es zu verschieben, oder an seiner Ecke für die Größe.
arrange-keys = Bild ab: wählen, Pfeile: schieben, Umschalt: Größe
arrange-done = Fertig
# Everything lies as the game has it.
arrange-reset = Zurücksetzen
arrange-cancel = Abbrechen

## In play

header-team = Team { $points }
play-swipe = Wischen zum Bewegen
play-lean = Neigen zum Lenken
turn = Du bist dran
count-go = Los!
cause-receiver-slow = Bildschirm langsam
    .advice = Schließe andere Programme auf seinem Computer
cause-wifi-congested = WLAN überlastet
    .advice = Halte Downloads an, oder nimm 5 GHz
cause-far-away = WLAN hier schwach
    .advice = Geh näher an den Router
cause-in-background = Die App war im Hintergrund
    .advice = Lass sie beim Spielen vorn
cause-unnamed = Langsame Verbindung
    .advice = Geh näher an den Router oder nimm 5 GHz
cause-notice = { $what }. { $advice }.

## What is in the way

doctor-title = Warum sehe ich ihn nicht?
doctor-looking = Wird geprüft …
doctor-trouble = Hier ist etwas im Weg:
doctor-fine = Auf diesem Handy ist nichts im Weg. Prüfe den großen Bildschirm: `couchpad doctor` sagt, was es findet.
doctor-again = Noch einmal prüfen
doctor-share = Protokoll teilen
doctor-good = Gut
doctor-note = Hinweis
doctor-bad = Im Weg
finding-busy = Dieses Handy ist zu beschäftigt, um nachzusehen.
    .advice = Schließe andere Apps, dann prüfe noch einmal.
finding-addresses = { $name }: { $addresses }
finding-no-address = { $name } ist verbunden, hat aber vom Netzwerk keine Adresse bekommen ({ $address } hat es sich selbst gegeben).
    .advice = Verbinde das Gerät mit dem WLAN der Handys oder per Kabel mit demselben Router. Ohne Router genügt der Hotspot eines Handys: Internet braucht es nicht.
finding-unplugged = { $name } hat eine Adresse, aber keine Verbindung.
    .advice = Verbinde das Gerät mit dem WLAN der Handys oder per Kabel mit demselben Router. Ohne Router genügt der Hotspot eines Handys: Internet braucht es nicht.
finding-no-network = Dieses Gerät ist in keinem Netzwerk, in dem Handys sein könnten.
    .advice = Verbinde das Gerät mit dem WLAN der Handys oder per Kabel mit demselben Router. Ohne Router genügt der Hotspot eines Handys: Internet braucht es nicht.
finding-several = Es gibt mehrere Netzwerke: { $names }.
    .advice = Die Handys müssen in einem davon sein. Der Link zum Mitspielen nennt die Adressen aller.
finding-vpn-whole = Ein VPN ({ $name }) leitet den Verkehr dieses Geräts um. Es kann das lokale Netzwerk aussperren.
    .advice = Klappt das Verbinden nicht, erlaube in den Einstellungen des VPN „Lokales Netzwerk“ oder „LAN-Zugriff“, oder halte das VPN an.
finding-vpn-beside = Neben dem lokalen Netzwerk läuft ein VPN ({ $name }).
    .advice = Es ist selten im Weg. Klappt das Verbinden nicht, halte es an und versuche es noch einmal.
finding-nobody-announces = Kein großer Bildschirm meldet sich hier.
    .advice = Läuft Couchpad auf dem großen Bildschirm, in diesem Netzwerk? Manche Netzwerke halten solche Meldungen zurück: QR-Code und eingetippte Adresse gehen auch ohne.
finding-announcements = Die Meldungen großer Bildschirme kommen an.
finding-deaf = Meldungen großer Bildschirme sind nicht zu hören.
    .advice = Verbinde dich mit dem WLAN des großen Bildschirms, dann prüfe noch einmal. QR-Code und eingetippte Adresse gehen auch ohne.
finding-answers = Der große Bildschirm antwortet unter { $address }.
finding-update-here = Der große Bildschirm unter { $address } spricht eine andere Version.
    .advice = Aktualisiere Couchpad auf diesem Gerät.
finding-update-there = Der große Bildschirm unter { $address } spricht eine andere Version.
    .advice = Aktualisiere Couchpad auf dem großen Bildschirm.
finding-not-listening = Das Gerät { $address } antwortet, aber an Port { $port } ist kein Couchpad.
    .advice = Starte Couchpad dort, und vergleiche den Port mit dem auf dem großen Bildschirm.
finding-stranger = Was unter { $address } antwortet, ist kein Couchpad, oder zu beschäftigt, um zu grüßen.
    .advice = Vergleiche die Adresse mit der auf dem großen Bildschirm.
finding-silent-near = Keine Antwort von { $address }, obwohl es in diesem Netzwerk ist.
    .advice = Wahrscheinlich liegt es an einer Firewall auf jenem Gerät (starte dort `couchpad doctor`) oder an einem WLAN, das seine Geräte trennt, wie Gastnetze es tun.
finding-silent-far = Keine Antwort von { $address }; es ist in einem anderen Netzwerk als dieses Gerät.
    .advice = Verbinde beide mit demselben WLAN oder Router, dann scanne den QR-Code noch einmal.

## The phone's own field for a line of text

field-address = Adresse eingeben
field-name = Dein Name
field-name-hint = So steht er auf dem großen Bildschirm

## The window on a desktop

window-title = { $name } · Couchpad-Controller

## For who does not see the glass: names of what has no words on it

spoken-delete = Letztes Zeichen löschen
spoken-back = Zurück
spoken-menu = Optionen des Spiels
spoken-swipe = Wischfläche
spoken-stick = Stick
spoken-tilt = Handy neigen
spoken-slider = Schieberegler
spoken-up = Nach oben
spoken-down = Nach unten
spoken-left = Nach links
spoken-right = Nach rechts
spoken-answers = Antworten
spoken-cross = Steuerkreuz
# A board that a game shows this player alone; its rows follow.
spoken-board = Brett mit { $columns } Spalten und { $rows } Reihen
# $pieces: what stands on it, each after the number of its column.
spoken-row = Reihe { $row }: { $pieces }
spoken-board-empty = Noch leer
# A piece, or a part of a snake, of the player who listens.
spoken-piece-own = deins
# $what matters now: the last move.
spoken-piece-new = { $what }, neu
spoken-wall = Wand
spoken-prize = Ziel
spoken-free = frei
# Pictures that say something to all players.
spoken-emote-yes = Daumen hoch
spoken-emote-love = Herz
spoken-emote-laugh = Lachend
spoken-emote-wow = Überrascht
spoken-emote-sad = Traurig
# A control that can be moved now. $name: what it is.
spoken-move = { $name }: zum Verschieben ziehen

## Who plays: the first page of all, and later one of the settings

you-title = Wer spielt?
you-words = So zeigt dich der große Bildschirm.
you-tap = Zum Ändern tippen.
you-another = Anderer Name
you-colour = Deine Farbe
you-taken = In dieser Farbe spielt gerade jemand anderes.
you-go = Los geht’s
you-done = Fertig

## The settings

settings-title = Einstellungen
settings-you = Du
settings-who = Name und Farbe
settings-hands = Hände
settings-hand = Drücken mit
settings-hand-left = Links
settings-hand-right = Rechts
settings-steering = Beim Wischen
settings-steering-relative = Mitgehen
settings-steering-absolute = Zum Finger springen
settings-sensitivity = Empfindlichkeit
settings-large = Große Tasten
    .words = Was du drückst, bekommt mehr Platz.
settings-tilt = Neigen zum Steuern
    .words = In Spielen, in denen es etwas zu neigen gibt.
settings-arranged = Alle Tasten zurücksetzen
    .words = Sie liegen, wo du sie hingelegt hast.
settings-senses = Sehen und fühlen
settings-haptics = Vibration
settings-off = Aus
settings-text = Schriftgröße
settings-contrast = Hoher Kontrast
    .words = Hell auf dunkel, keine blasse Schrift.
settings-motion = Bewegung
settings-motion-reduced = Weniger
settings-motion-full = Alle
settings-language = Sprache
settings-like-phone = Wie das Handy
settings-device = Dieses Handy
settings-forget = Alle großen Bildschirme vergessen
    .words =
        { $count ->
            [0] Keiner kennt dieses Handy.
            [one] Einer kennt dieses Handy und fragt nach keinem Code.
           *[other] { $count } kennen dieses Handy und fragen nach keinem Code.
        }
settings-forget-all = Alles vergessen
    .words = Deinen Namen, deine Einstellungen und alle großen Bildschirme.
settings-forget-later = Verlass erst das Spiel, um etwas zu vergessen.
settings-percent = { $share } %

## Whether to forget

forget-receivers = Alle großen Bildschirme vergessen?
    .words = Beim nächsten Mal fragen sie nach ihrem Code.
forget-everything = Alles vergessen?
    .words = Von dir bleibt nichts auf diesem Handy, und es spielt mit wie ein neues.
forget-yes = Zum Vergessen halten
forget-no = Behalten
forget-failed = Nichts wurde vergessen: Dieses Handy lässt nichts Gespeichertes ändern. Entsperre es, sieh nach, ob es Platz hat, dann versuche es noch einmal.
settings-damaged = Deine Einstellungen waren beschädigt. Wähle sie noch einmal.
settings-newer = Eine neuere Version dieser App hat deine Einstellungen gespeichert. Aktualisiere sie, oder wähle noch einmal.
settings-unkept = Was auf diesem Handy gespeichert ist, lässt sich nicht benutzen. Entsperre es, sieh nach, ob es Platz hat und diese App aktuell ist, dann starte die App neu. Bis dahin wird nichts gemerkt.

## The mark of a seat: a colour and a shape

mark =
    { $shape ->
        [circle] Kreis
        [triangle] Dreieck
        [square] Quadrat
        [diamond] Raute
        [star] Stern
        [hexagon] Sechseck
        [cross] Kreuz
       *[crescent] Halbmond
    } in { $colour ->
        [orange] Orange
        [sky] Himmelblau
        [green] Grün
        [yellow] Gelb
        [blue] Blau
        [vermilion] Rot
        [pink] Rosa
       *[white] Weiß
    }
mark-own =
    Du bist { $shape ->
        [circle] der
        [triangle] das
        [square] das
        [diamond] die
        [star] der
        [hexagon] das
        [cross] das
       *[crescent] der
    } { $colour ->
        [orange] orangefarbene
        [sky] himmelblaue
        [green] grüne
        [yellow] gelbe
        [blue] blaue
        [vermilion] rote
        [pink] rosa
       *[white] weiße
    } { $shape ->
        [circle] Kreis
        [triangle] Dreieck
        [square] Quadrat
        [diamond] Raute
        [star] Stern
        [hexagon] Sechseck
        [cross] Kreuz
       *[crescent] Halbmond
    }

## What the phone's own side says: the scanner, the field for a line of text, and what keeps it from searching

shell-done = OK
shell-cancel = Abbrechen
shell-close = Schließen
shell-scan = Richte die Kamera auf das Bild auf dem großen Bildschirm
shell-scan-other = Das ist nicht das Bild von Couchpad. Nimm das auf dem großen Bildschirm.
shell-camera-none = Hier gibt es keine Kamera, die Couchpad benutzen kann. Tippe stattdessen die sechs Ziffern vom großen Bildschirm ein.
shell-camera-refused = Couchpad darf die Kamera nicht benutzen. Erlaube es in den Einstellungen des Handys, oder tippe die sechs Ziffern vom großen Bildschirm ein.
shell-camera-kept = Wer dieses Handy verwaltet, erlaubt Apps keine Kamera. Tippe stattdessen die sechs Ziffern vom großen Bildschirm ein.
shell-camera-failed = Die Kamera startet nicht. Schließe andere Apps, die sie benutzen, oder tippe die sechs Ziffern vom großen Bildschirm ein.
shell-search-off = Dieses Handy kann gerade nicht suchen. Schalte WLAN ein, oder scanne das Bild auf dem großen Bildschirm.
shell-search-refused = Dieses Handy lässt Couchpad nicht ins lokale Netzwerk. Erlaube es in den Einstellungen des Handys, oder scanne das Bild auf dem großen Bildschirm.
