# Polski. Zwracamy się na „ty”. „Big screen” to tutaj „duży ekran”.

## The list of big screens

find-title = Dołącz do gry
find-nearby = Duże ekrany w pobliżu
find-recent = Tu już grano
find-you = Ty
find-tune = Twoje imię, kolor i ustawienia
find-first = To pierwsze { $count } znalezionych. Jeśli brakuje twojego, wpisz jego adres.
find-searching = Szukam… Otwórz Couchpad na dużym ekranie, a pojawi się tutaj.
find-nothing = Na razie nic nie znaleziono.
find-nothing-check = Czy Couchpad jest otwarty na dużym ekranie? Czy telefon jest w tej samej sieci Wi-Fi?
find-off = Wyszukiwanie wyłączone. Wpisz adres, który pokazuje duży ekran.
find-forbidden = Ta aplikacja nie może rozglądać się po sieci. Zezwól na to w ustawieniach telefonu („Sieć lokalna” lub „Urządzenia w pobliżu”) albo wpisz adres.
find-failed = Wyszukiwanie tu nie działa. Wpisz adres.
find-why = Dlaczego go nie widzę?
find-scan = Zeskanuj obraz
find-address = Wpisz adres
find-settings = Otwórz ustawienia
find-again = Szukaj ponownie

## A big screen in the list

row-update-here = Zaktualizuj tę aplikację, aby grać
row-update-there = Zaktualizuj tam Couchpad, aby grać
row-paired = Sparowany
row-locked = Zamknięty dla nowych
row-nobody = Nikt jeszcze nie gra
row-players =
    { $players ->
        [one] Gra { $players } osoba
        [few] Grają { $players } osoby
       *[many] Gra { $players } osób
    }
row-seats = Zajęte miejsca: { $players } z { $seats }
row-gone = Teraz go nie widać
row-gone-at = Teraz go nie widać · { $address }

## Ways on

back = ← Wstecz
way-again = Spróbuj ponownie
way-code = Wpisz kod
way-why = Co przeszkadza?
way-find = Wróć do listy

## The code

code-title = Wpisz kod
code-hint = Sześć cyfr z dużego ekranu.
code-hint-on = Sześć cyfr z ekranu „{ $name }”.
code-joining = Dołączanie…
code-wrong = To nie ten kod. Spójrz jeszcze raz na duży ekran: mógł się zmienić.
code-forgotten = Duży ekran nie zna już tego telefonu. Jego kod znów cię wpuści.
code-interrupted = Połączenie zerwało się podczas sprawdzania kodu. Wpisz go jeszcze raz.
code-locked-out = Za dużo błędnych kodów. Poczekaj { $seconds } s albo zeskanuj obraz z dużego ekranu.
code-open-again = Możesz spróbować ponownie.
code-room-locked = Ten pokój jest zamknięty. Poproś kogoś przy dużym ekranie, żeby go otworzył.

## The address

address-title = Wpisz adres
address-hint = Jest na dużym ekranie, na przykład 192.168.0.5:4455.
address-joins = Dołącza do { $addresses }.
address-or = { $first } lub { $second }
address-join = Dołącz
address-keyboard = Wpisz lub wklej link
address-no-link = `{ $text }` to nie link do gry: musi zaczynać się od couchpad://, na przykład couchpad://192.168.0.5:4455; skopiuj go z dużego ekranu
address-no-page = `{ $text }` to nie link do gry: właściwy wygląda tak: http://192.168.0.5:4455/j#...; zeskanuj go lub skopiuj z dużego ekranu
address-no-port = w linku brakuje portu: wpisz go po adresie, na przykład couchpad://192.168.0.5:4455
address-bad-port = port w linku musi być liczbą od 1 do 65535, na przykład couchpad://192.168.0.5:4455
address-no-ip = `{ $text }` w linku to nie adres IP; wpisz 192.168.0.5 albo [fd00::1] dla IPv6
address-damaged = link jest uszkodzony: skopiuj go jeszcze raz w całości, do samego końca, z dużego ekranu
address-too-long = link jest za długi: skopiuj go jeszcze raz z dużego ekranu

## On the way in, and on the way back

connecting = Łączenie
connecting-first = Szukam dużego ekranu.
connecting-still = Wciąż szukam dużego ekranu.
connecting-check = Sprawdź, czy Couchpad jest otwarty na dużym ekranie i czy oba urządzenia są w tej samej sieci.
connecting-try = Próba { $count }
lost = Utracono połączenie
    .words = Zostań w pobliżu. Ponowne łączenie z dużym ekranem.
lost-long = Utracono połączenie
    .words = Próby trwają. Sprawdź, czy Couchpad jest otwarty na dużym ekranie i czy oba urządzenia są w tej samej sieci.
lost-closed = Couchpad został zamknięty
    .words = Otwórz go ponownie na dużym ekranie. Ten kontroler wróci sam.
lost-slept = Witaj z powrotem
    .words = Aplikacja była w tle. Ponowne łączenie z dużym ekranem.

## In, and nothing to press yet

live-in = Jesteś w grze
    .words = Spójrz na duży ekran.
live-look = Spójrz na duży ekran
    .words = Przyciski pojawią się same.
live-connected = Połączono
    .words = Szukam dla ciebie miejsca.
line-next = Twoja kolej jest następna
line-place = Jesteś { $place }. w kolejce
line-words = Wszystkie miejsca są zajęte. Dołączysz, gdy tylko jedno się zwolni.

## It did not work

fault-impostor = To nie ten duży ekran, który znasz
    .words = Pod jego adresem odpowiada inny. Spójrz na duży ekran w tym pokoju i wpisz jego kod.
fault-no-connection = Ten telefon nie może się połączyć
    .words = Zamknij inne aplikacje i spróbuj ponownie.
fault-update-here = Zaktualizuj tę aplikację
    .words = Jest starsza niż na dużym ekranie. Zaktualizuj ją i dołącz ponownie.
fault-update-there = Zaktualizuj duży ekran
    .words = Ta aplikacja jest nowsza. Zaktualizuj tam Couchpad i dołącz ponownie.
fault-full = Na dużym ekranie nie ma miejsca
    .words = Poproś kogoś, żeby wyszedł, i spróbuj ponownie.
fault-mode = Nie tą drogą
    .words = Wpisz kod, który pokazuje duży ekran.
fault-closing = Couchpad się zamyka
    .words = Uruchom go ponownie na dużym ekranie i spróbuj jeszcze raz.
fault-malformed = Nie rozumieją się
    .words = Zaktualizuj Couchpad tutaj i na dużym ekranie, potem spróbuj ponownie.
fault-wrong-code = To nie ten kod
    .words = Spójrz jeszcze raz na duży ekran: kod mógł się zmienić.
fault-locked-out = Za dużo błędnych kodów
    .words = Poczekaj { $seconds } s albo zeskanuj obraz z dużego ekranu.
fault-room-locked = Pokój jest zamknięty
    .words = Poproś kogoś przy dużym ekranie, żeby go otworzył, i spróbuj ponownie.
fault-not-paired = Duży ekran nie zna tego telefonu
    .words = Wpisz kod, który pokazuje.
fault-wrong-link = Ten link jest już nieważny
    .words = Weź nowy z dużego ekranu albo wpisz jego kod.
fault-busy = Dużo osób właśnie dołącza
    .words = Spróbuj ponownie za chwilę.
fault-left = Gra opuszczona
    .words = Znajdź ją ponownie, aby wrócić.
fault-kicked = Usunięto cię z gry
    .words = Zapytaj przy dużym ekranie i dołącz ponownie.
fault-replaced = Grasz teraz na innym kontrolerze
    .words = Zamknij ten albo przenieś grę z powrotem na niego.
fault-interrupted = Połączenie zerwało się przy sprawdzaniu kodu
    .words = Wpisz jeszcze raz kod z dużego ekranu.

## It does not answer, and is tried again

unreached-refused = Couchpad nie jest tam otwarty
    .words = Uruchom go na dużym ekranie. Ten kontroler dołączy sam.
unreached-timed-out = Duży ekran nie odpowiada
    .words = Sprawdź, czy oba są w tej samej sieci Wi-Fi. Próby ponawiają się same.
unreached-no-route = Brak drogi do dużego ekranu
    .words = Połącz ten telefon z siecią Wi-Fi dużego ekranu. Próby ponawiają się same.
unreached-forbidden = Ta aplikacja nie może używać sieci
    .words = Zezwól na „Sieć lokalna” w ustawieniach telefonu. Próby ponawiają się same.
unreached-no-datagrams = Coś zatrzymuje grę
    .words = Przeszkadza zapora: `couchpad doctor` na dużym ekranie powie która. Próby ponawiają się same.
unreached-hung-up = Duży ekran się rozłączył
    .words = Może za dużo osób dołącza naraz. Próby ponawiają się same; jeśli to nie minie, sprawdź adres.
unreached-other = To nie jest Couchpad
    .words = Odpowiada tam coś innego: sprawdź adres na dużym ekranie. Próby ponawiają się same.

## The sheet over the game

menu-more = Więcej
menu-screen = Duży ekran
menu-back = Wróć do gry
menu-settings = Ustawienia
menu-arrange = Przesuń przyciski
menu-leave = Przytrzymaj, aby opuścić grę
remember = Zapamiętaj ten telefon
remember-done = Zapamiętany
    .words = Dołącza bez kodu.
remember-asked = Zapytaj przy dużym ekranie
    .words = Ktoś tam musi się zgodzić.
remember-refused = Nie tym razem
    .words = Odmówiono. Możesz zapytać ponownie.
remember-words = Aby następnym razem dołączył bez kodu.

## While the controls are moved

arrange-words = Przeciągnij element, aby go przesunąć, albo jego róg, aby zmienić rozmiar.
arrange-keys = Page Down: wybór, strzałki: ruch, Shift: rozmiar
arrange-done = Gotowe
# Everything lies as the game has it.
arrange-reset = Przywróć
arrange-cancel = Anuluj

## In play

header-team = drużyna { $points }
play-swipe = Przesuń, aby się ruszać
play-lean = Przechyl, aby sterować
turn = Twoja kolej
count-go = Start!
cause-receiver-slow = Duży ekran zwalnia
    .advice = Zamknij inne programy na jego komputerze
cause-wifi-congested = Tłok w Wi-Fi
    .advice = Wstrzymaj pobieranie albo użyj 5 GHz
cause-far-away = Słabe Wi-Fi tutaj
    .advice = Podejdź bliżej routera
cause-in-background = Aplikacja była w tle
    .advice = Trzymaj ją na wierzchu podczas gry
cause-unnamed = Wolne połączenie
    .advice = Podejdź bliżej routera albo użyj 5 GHz
cause-notice = { $what }. { $advice }.

## What is in the way

doctor-title = Dlaczego go nie widzę?
doctor-looking = Sprawdzam…
doctor-trouble = Coś tu przeszkadza:
doctor-fine = Na tym telefonie nic nie przeszkadza. Spójrz na duży ekran: `couchpad doctor` powie, co znajdzie.
doctor-again = Sprawdź ponownie
doctor-share = Udostępnij dziennik
doctor-good = Dobrze
doctor-note = Uwaga
doctor-bad = Przeszkadza
finding-busy = Ten telefon jest zbyt zajęty, żeby to sprawdzić.
    .advice = Zamknij inne aplikacje i sprawdź ponownie.
finding-addresses = { $name }: { $addresses }
finding-no-address = { $name } ma połączenie, ale sieć nie dała adresu ({ $address } to adres własny).
    .advice = Połącz urządzenie z Wi-Fi telefonów albo kablem z tym samym routerem. Bez routera wystarczy hotspot telefonu: internet nie jest potrzebny.
finding-unplugged = { $name } ma adres, ale nie ma połączenia.
    .advice = Połącz urządzenie z Wi-Fi telefonów albo kablem z tym samym routerem. Bez routera wystarczy hotspot telefonu: internet nie jest potrzebny.
finding-no-network = To urządzenie nie jest w żadnej sieci, w której mogłyby być telefony.
    .advice = Połącz urządzenie z Wi-Fi telefonów albo kablem z tym samym routerem. Bez routera wystarczy hotspot telefonu: internet nie jest potrzebny.
finding-several = Jest kilka sieci: { $names }.
    .advice = Telefony muszą być w jednej z nich. Link do gry zawiera adresy wszystkich.
finding-vpn-whole = VPN ({ $name }) przenosi cały ruch tego urządzenia. Może odcinać sieć lokalną.
    .advice = Jeśli nie da się dołączyć, zezwól na „sieć lokalna” lub „dostęp do LAN” w ustawieniach VPN albo wstrzymaj VPN.
finding-vpn-beside = Obok sieci lokalnej działa VPN ({ $name }).
    .advice = Rzadko przeszkadza. Jeśli nie da się dołączyć, wstrzymaj go i spróbuj ponownie.
finding-nobody-announces = Żaden duży ekran się tu nie ogłasza.
    .advice = Czy Couchpad działa na dużym ekranie, w tej samej sieci? Niektóre sieci wstrzymują ogłoszenia: kod QR i wpisany adres działają bez nich.
finding-announcements = Ogłoszenia dużych ekranów docierają.
finding-deaf = Nie słychać ogłoszeń dużych ekranów.
    .advice = Połącz się z siecią Wi-Fi dużego ekranu i sprawdź ponownie. Kod QR i wpisany adres działają bez nich.
finding-answers = Duży ekran odpowiada pod { $address }.
finding-update-here = Duży ekran pod { $address } ma inną wersję.
    .advice = Zaktualizuj Couchpad na tym urządzeniu.
finding-update-there = Duży ekran pod { $address } ma inną wersję.
    .advice = Zaktualizuj Couchpad na dużym ekranie.
finding-not-listening = Urządzenie { $address } odpowiada, ale na porcie { $port } nie ma Couchpada.
    .advice = Uruchom tam Couchpad i porównaj port z tym na dużym ekranie.
finding-stranger = To, co odpowiada pod { $address }, nie jest Couchpadem albo jest zbyt zajęte, żeby się przywitać.
    .advice = Porównaj adres z tym na dużym ekranie.
finding-silent-near = Brak odpowiedzi od { $address }, choć jest w tej sieci.
    .advice = Pewnie winna jest zapora na tamtym urządzeniu (uruchom tam `couchpad doctor`) albo Wi-Fi, które rozdziela urządzenia, jak sieci dla gości.
finding-silent-far = Brak odpowiedzi od { $address }, które jest w innej sieci niż to urządzenie.
    .advice = Połącz oba z tą samą siecią Wi-Fi lub routerem i zeskanuj kod QR jeszcze raz.

## The phone's own field for a line of text

field-address = Wpisz adres
field-name = Twoje imię
field-name-hint = Tak pokaże je duży ekran

## The window on a desktop

window-title = { $name } · Kontroler Couchpad

## For who does not see the glass: names of what has no words on it

spoken-delete = Usuń ostatni znak
spoken-back = Wstecz
spoken-menu = Opcje gry
spoken-swipe = Pole przesuwania
spoken-stick = Drążek
spoken-tilt = Przechyl telefon
spoken-slider = Suwak
spoken-up = W górę
spoken-down = W dół
spoken-left = W lewo
spoken-right = W prawo
spoken-answers = Odpowiedzi
spoken-cross = Krzyżak
# A board that a game shows this player alone; its rows follow.
spoken-board = Plansza, kolumny: { $columns }, rzędy: { $rows }
# $pieces: what stands on it, each after the number of its column.
spoken-row = Rząd { $row }: { $pieces }
spoken-board-empty = Jest pusta
# A piece, or a part of a snake, of the player who listens.
spoken-piece-own = twoje
# $what matters now: the last move.
spoken-piece-new = { $what }, nowe
spoken-wall = ściana
spoken-prize = nagroda
spoken-free = wolne
# Pictures that say something to all players.
spoken-emote-yes = Kciuk w górę
spoken-emote-love = Serce
spoken-emote-laugh = Śmiech
spoken-emote-wow = Zdziwienie
spoken-emote-sad = Smutek
# A control that can be moved now. $name: what it is.
spoken-move = { $name }: przeciągnij, aby przesunąć

## Who plays: the first page of all, and later one of the settings

you-title = Kto gra?
you-words = Tak pokazuje cię duży ekran.
you-tap = Dotknij, aby zmienić.
you-another = Inne imię
you-colour = Twój kolor
you-taken = W tym kolorze gra teraz ktoś inny.
you-go = Gramy
you-done = Gotowe

## The settings

settings-title = Ustawienia
settings-you = Ty
settings-who = Imię i kolor
settings-hands = Dłonie
settings-hand = Naciskam
settings-hand-left = Lewą
settings-hand-right = Prawą
settings-steering = Przesuwanie
settings-steering-relative = Za ruchem palca
settings-steering-absolute = Skok pod palec
settings-sensitivity = Czułość
settings-large = Duże przyciski
    .words = To, co naciskasz, zajmuje więcej miejsca.
settings-tilt = Sterowanie przechyłem
    .words = W grach, w których jest co przechylać.
settings-arranged = Przywróć układ przycisków
    .words = Leżą tam, gdzie je położono.
settings-senses = Wygląd i dotyk
settings-haptics = Wibracje
settings-off = Wyłączone
settings-text = Rozmiar tekstu
settings-contrast = Wysoki kontrast
    .words = Jasne na ciemnym, bez bladych napisów.
settings-motion = Animacje
settings-motion-reduced = Mniej
settings-motion-full = Wszystkie
settings-language = Język
settings-like-phone = Jak w telefonie
settings-device = Ten telefon
settings-forget = Zapomnij wszystkie duże ekrany
    .words =
        { $count ->
            [0] Żaden nie zna tego telefonu.
            [one] Jeden zna ten telefon i nie pyta o kod.
            [few] { $count } znają ten telefon i nie pytają o kod.
           *[many] { $count } zna ten telefon i nie pyta o kod.
        }
settings-forget-all = Zapomnij wszystko
    .words = Imię, ustawienia i wszystkie duże ekrany.
settings-forget-later = Najpierw opuść grę, żeby coś zapomnieć.
settings-percent = { $share }%

## Whether to forget

forget-receivers = Zapomnieć wszystkie duże ekrany?
    .words = Następnym razem zapytają o kod.
forget-everything = Zapomnieć wszystko?
    .words = Nic twojego nie zostanie na tym telefonie i dołączy on jak nowy.
forget-yes = Przytrzymaj, aby zapomnieć
forget-no = Zachowaj
forget-failed = Niczego nie zapomniano: ten telefon nie pozwala zmienić zapisanych danych. Odblokuj go, sprawdź, czy ma miejsce, i spróbuj ponownie.
settings-damaged = Ustawienia były uszkodzone. Wybierz je jeszcze raz.
settings-newer = Twoje ustawienia zapisała nowsza wersja tej aplikacji. Zaktualizuj ją albo wybierz je ponownie.
settings-unkept = Nie można użyć danych zapisanych na tym telefonie. Odblokuj go, sprawdź, czy ma miejsce i czy ta aplikacja jest aktualna, a potem uruchom ją ponownie. Do tego czasu nic nie będzie zapamiętane.

## The mark of a seat: a colour and a shape

mark =
    { $colour ->
        [orange] { $shape ->
                [star] pomarańczowa
                [circle] pomarańczowe
               *[other] pomarańczowy
            }
        [sky] { $shape ->
                [star] błękitna
                [circle] błękitne
               *[other] błękitny
            }
        [green] { $shape ->
                [star] zielona
                [circle] zielone
               *[other] zielony
            }
        [yellow] { $shape ->
                [star] żółta
                [circle] żółte
               *[other] żółty
            }
        [blue] { $shape ->
                [star] niebieska
                [circle] niebieskie
               *[other] niebieski
            }
        [vermilion] { $shape ->
                [star] czerwona
                [circle] czerwone
               *[other] czerwony
            }
        [pink] { $shape ->
                [star] różowa
                [circle] różowe
               *[other] różowy
            }
       *[white] { $shape ->
                [star] biała
                [circle] białe
               *[other] biały
            }
    } { $shape ->
        [circle] koło
        [triangle] trójkąt
        [square] kwadrat
        [diamond] romb
        [star] gwiazda
        [hexagon] sześciokąt
        [cross] krzyż
       *[crescent] półksiężyc
    }
mark-own =
    Jesteś { $colour ->
        [orange] { $shape ->
                [star] pomarańczową
               *[other] pomarańczowym
            }
        [sky] { $shape ->
                [star] błękitną
               *[other] błękitnym
            }
        [green] { $shape ->
                [star] zieloną
               *[other] zielonym
            }
        [yellow] { $shape ->
                [star] żółtą
               *[other] żółtym
            }
        [blue] { $shape ->
                [star] niebieską
               *[other] niebieskim
            }
        [vermilion] { $shape ->
                [star] czerwoną
               *[other] czerwonym
            }
        [pink] { $shape ->
                [star] różową
               *[other] różowym
            }
       *[white] { $shape ->
                [star] białą
               *[other] białym
            }
    } { $shape ->
        [circle] kołem
        [triangle] trójkątem
        [square] kwadratem
        [diamond] rombem
        [star] gwiazdą
        [hexagon] sześciokątem
        [cross] krzyżem
       *[crescent] półksiężycem
    }

## What the phone's own side says: the scanner, the field for a line of text, and what keeps it from searching

shell-done = OK
shell-cancel = Anuluj
shell-close = Zamknij
shell-scan = Skieruj aparat na obraz na dużym ekranie
shell-scan-other = To nie jest obraz Couchpada. Użyj tego z dużego ekranu.
shell-camera-none = Nie ma tu aparatu, którego Couchpad mógłby użyć. Wpisz sześć cyfr z dużego ekranu.
shell-camera-refused = Couchpad nie może używać aparatu. Pozwól na to w ustawieniach telefonu albo wpisz sześć cyfr z dużego ekranu.
shell-camera-kept = Administrator tego telefonu nie udostępnia aparatu aplikacjom. Wpisz sześć cyfr z dużego ekranu.
shell-camera-failed = Aparat się nie uruchamia. Zamknij inne aplikacje, które go używają, albo wpisz sześć cyfr z dużego ekranu.
shell-search-off = Ten telefon nie może teraz szukać. Włącz Wi-Fi albo zeskanuj obraz z dużego ekranu.
shell-search-refused = Ten telefon nie wpuszcza Couchpada do sieci lokalnej. Pozwól na to w ustawieniach telefonu albo zeskanuj obraz z dużego ekranu.
