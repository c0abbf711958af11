# Українська. Звертаємося на «ви», з малої літери. «Big screen» тут — «великий екран».

## The list of big screens

find-title = Приєднатися
find-nearby = Великі екрани поруч
find-recent = Тут уже грали
find-you = Ви
find-tune = Ваше ім’я, колір і налаштування
find-first = Це перші { $count } знайдених. Якщо вашого немає, введіть його адресу.
find-searching = Пошук… Відкрийте Couchpad на великому екрані, і він з’явиться тут.
find-nothing = Поки нічого не знайдено.
find-nothing-check = Couchpad відкрито на великому екрані? Телефон у тій самій мережі Wi-Fi?
find-off = Пошук вимкнено. Введіть адресу, яку показує великий екран.
find-forbidden = Цей застосунок не може оглядати вашу мережу. Дозвольте це в налаштуваннях телефону («Локальна мережа» або «Пристрої поблизу») чи введіть адресу.
find-failed = Пошук тут не працює. Введіть адресу.
find-why = Чому я його не бачу?
find-scan = Сканувати картинку
find-address = Ввести адресу
find-settings = Відкрити налаштування
find-again = Шукати ще раз

## A big screen in the list

row-update-here = Оновіть цей застосунок, щоб грати
row-update-there = Оновіть там Couchpad, щоб грати
row-paired = Зв’язаний
row-locked = Закрито для нових
row-nobody = Ще ніхто не грає
row-players =
    { $players ->
        [one] Грає { $players } гравець
        [few] Грають { $players } гравці
       *[many] Грають { $players } гравців
    }
row-seats = Зайнято місць: { $players } з { $seats }
row-gone = Зараз не видно
row-gone-at = Зараз не видно · { $address }

## Ways on

back = ← Назад
way-again = Спробувати ще раз
way-code = Ввести код
way-why = Що заважає?
way-find = Назад до списку

## The code

code-title = Введіть код
code-hint = Шість цифр із великого екрана.
code-hint-on = Шість цифр з екрана «{ $name }».
code-joining = Приєднання…
code-wrong = Це не той код. Погляньте на великий екран ще раз: він міг змінитися.
code-forgotten = Великий екран більше не знає цього телефону. Його код знову вас впустить.
code-interrupted = З’єднання обірвалося під час перевірки коду. Введіть його ще раз.
code-locked-out = Забагато хибних кодів. Зачекайте { $seconds } с або скануйте картинку на великому екрані.
code-open-again = Тепер можна спробувати знову.
code-room-locked = Ця кімната замкнена. Попросіть когось біля великого екрана відімкнути її.

## The address

address-title = Введіть адресу
address-hint = Вона на великому екрані, наприклад 192.168.0.5:4455.
address-joins = Приєднання до { $addresses }.
address-or = { $first } або { $second }
address-join = Приєднатися
address-keyboard = Ввести або вставити посилання
address-no-link = `{ $text }` — не посилання на гру: воно має починатися з couchpad://, наприклад couchpad://192.168.0.5:4455; скопіюйте його з великого екрана
address-no-page = `{ $text }` — не посилання на гру: правильне має вигляд http://192.168.0.5:4455/j#...; скануйте або скопіюйте його з великого екрана
address-no-port = у посиланні немає порту: додайте його після адреси, наприклад couchpad://192.168.0.5:4455
address-bad-port = порт у посиланні має бути числом від 1 до 65535, наприклад couchpad://192.168.0.5:4455
address-no-ip = `{ $text }` у посиланні — не IP-адреса; напишіть 192.168.0.5 або [fd00::1] для IPv6
address-damaged = посилання пошкоджене: скопіюйте його ще раз повністю, до самого кінця, з великого екрана
address-too-long = посилання задовге: скопіюйте його ще раз із великого екрана

## On the way in, and on the way back

connecting = З’єднання
connecting-first = Пошук великого екрана.
connecting-still = Пошук великого екрана триває.
connecting-check = Перевірте, чи відкрито Couchpad на великому екрані й чи обидва в одній мережі.
connecting-try = Спроба { $count }
lost = З’єднання втрачено
    .words = Залишайтеся поруч. Відновлюємо зв’язок із великим екраном.
lost-long = З’єднання втрачено
    .words = Спроби тривають. Перевірте, чи відкрито Couchpad на великому екрані й чи обидва в одній мережі.
lost-closed = Couchpad закрито
    .words = Відкрийте його знову на великому екрані. Цей контролер повернеться сам.
lost-slept = З поверненням
    .words = Застосунок був у фоні. Відновлюємо зв’язок із великим екраном.

## In, and nothing to press yet

live-in = Ви в грі
    .words = Дивіться на великий екран.
live-look = Дивіться на великий екран
    .words = Кнопки з’являться самі.
live-connected = З’єднано
    .words = Шукаємо вам місце.
line-next = Ви наступні в черзі
line-place = Ви { $place }-й у черзі
line-words = Усі місця зайняті. Ви приєднаєтеся, щойно звільниться одне.

## It did not work

fault-impostor = Це не той екран, який ви знаєте
    .words = За його адресою відповідає інший. Погляньте на великий екран у цій кімнаті й введіть його код.
fault-no-connection = Цей телефон не може з’єднатися
    .words = Закрийте інші застосунки й спробуйте ще раз.
fault-update-here = Оновіть цей застосунок
    .words = Він старіший, ніж на великому екрані. Оновіть його й приєднайтеся знову.
fault-update-there = Оновіть великий екран
    .words = Цей застосунок новіший. Оновіть там Couchpad і приєднайтеся знову.
fault-full = На великому екрані немає місць
    .words = Попросіть когось вийти й спробуйте ще раз.
fault-mode = Не цим шляхом
    .words = Введіть код, який показує великий екран.
fault-closing = Couchpad закривається
    .words = Запустіть його знову на великому екрані й спробуйте ще раз.
fault-malformed = Вони не розуміють одне одного
    .words = Оновіть Couchpad тут і на великому екрані, потім спробуйте ще раз.
fault-wrong-code = Це не той код
    .words = Погляньте на великий екран ще раз: код міг змінитися.
fault-locked-out = Забагато хибних кодів
    .words = Зачекайте { $seconds } с або скануйте картинку на великому екрані.
fault-room-locked = Кімната замкнена
    .words = Попросіть когось біля великого екрана відімкнути її й спробуйте ще раз.
fault-not-paired = Великий екран не знає цього телефону
    .words = Введіть код, який він показує.
fault-wrong-link = Це посилання вже не діє
    .words = Візьміть нове з великого екрана або введіть його код.
fault-busy = Зараз приєднується багато людей
    .words = Спробуйте ще раз за мить.
fault-left = Ви вийшли з гри
    .words = Знайдіть її знову, щоб повернутися.
fault-kicked = Вас вилучили з гри
    .words = Запитайте біля великого екрана й приєднайтеся знову.
fault-replaced = Тепер ви граєте на іншому контролері
    .words = Закрийте цей або поверніть гру на нього.
fault-interrupted = З’єднання обірвалося під час перевірки коду
    .words = Введіть ще раз код із великого екрана.

## It does not answer, and is tried again

unreached-refused = Couchpad там не відкрито
    .words = Запустіть його на великому екрані. Цей контролер приєднається сам.
unreached-timed-out = Великий екран не відповідає
    .words = Перевірте, чи обидва в одній мережі Wi-Fi. Спроби повторюються самі.
unreached-no-route = Немає шляху до великого екрана
    .words = Під’єднайте телефон до Wi-Fi великого екрана. Спроби повторюються самі.
unreached-forbidden = Цей застосунок не може користуватися мережею
    .words = Дозвольте «Локальна мережа» в налаштуваннях телефону. Спроби повторюються самі.
unreached-no-datagrams = Щось затримує гру
    .words = Заважає брандмауер: `couchpad doctor` на великому екрані скаже який. Спроби повторюються самі.
unreached-hung-up = Великий екран розірвав зв’язок
    .words = Можливо, приєднується забагато людей. Спроби повторюються самі; якщо не минає, перевірте адресу.
unreached-other = Це не Couchpad
    .words = Там відповідає щось інше: перевірте адресу на великому екрані. Спроби повторюються самі.

## The sheet over the game

menu-more = Більше
menu-screen = Великий екран
menu-back = Назад до гри
menu-settings = Налаштування
menu-arrange = Пересунути кнопки
menu-leave = Утримуйте, щоб вийти з гри
remember = Запам’ятати цей телефон
remember-done = Запам’ятовано
    .words = Він приєднується без коду.
remember-asked = Запитайте біля великого екрана
    .words = Хтось там має погодитися.
remember-refused = Не цього разу
    .words = Там відмовили. Можна запитати ще раз.
remember-words = Щоб наступного разу він приєднався без коду.

## While the controls are moved

arrange-words = Перетягніть елемент, щоб пересунути його, або його кут, щоб змінити розмір.
arrange-keys = Page Down: вибір, стрілки: рух, Shift: розмір
arrange-done = Готово
# Everything lies as the game has it.
arrange-reset = Скинути
arrange-cancel = Скасувати

## In play

header-team = команда { $points }
play-swipe = Проведіть, щоб рухатися
play-lean = Нахиляйте, щоб керувати
turn = Ваша черга
count-go = Руш!
cause-receiver-slow = Екран гальмує
    .advice = Закрийте інші програми на його комп’ютері
cause-wifi-congested = Тісно у Wi-Fi
    .advice = Призупиніть завантаження або візьміть 5 ГГц
cause-far-away = Слабкий Wi-Fi
    .advice = Підійдіть ближче до роутера
cause-in-background = Застосунок був у фоні
    .advice = Тримайте його на екрані під час гри
cause-unnamed = Повільне з’єднання
    .advice = Підійдіть ближче до роутера або перейдіть на 5 ГГц
cause-notice = { $what }. { $advice }.

## What is in the way

doctor-title = Чому я його не бачу?
doctor-looking = Перевірка…
doctor-trouble = Тут дещо заважає:
doctor-fine = На цьому телефоні ніщо не заважає. Перевірте великий екран: `couchpad doctor` скаже, що знайде.
doctor-again = Перевірити ще раз
doctor-share = Поділитися журналом
doctor-good = Добре
doctor-note = Примітка
doctor-bad = Заважає
finding-busy = Цей телефон надто зайнятий, щоб перевірити.
    .advice = Закрийте інші застосунки й перевірте ще раз.
finding-addresses = { $name }: { $addresses }
finding-no-address = { $name } під’єднано, але мережа не дала адреси ({ $address } він узяв собі сам).
    .advice = Під’єднайте пристрій до Wi-Fi телефонів або кабелем до того самого роутера. Без роутера вистачить точки доступу телефону: інтернет не потрібен.
finding-unplugged = { $name } має адресу, але не має з’єднання.
    .advice = Під’єднайте пристрій до Wi-Fi телефонів або кабелем до того самого роутера. Без роутера вистачить точки доступу телефону: інтернет не потрібен.
finding-no-network = Цей пристрій не в жодній мережі, де могли б бути телефони.
    .advice = Під’єднайте пристрій до Wi-Fi телефонів або кабелем до того самого роутера. Без роутера вистачить точки доступу телефону: інтернет не потрібен.
finding-several = Є кілька мереж: { $names }.
    .advice = Телефони мають бути в одній із них. Посилання на гру містить адреси всіх.
finding-vpn-whole = VPN ({ $name }) несе весь трафік цього пристрою. Він може закривати локальну мережу.
    .advice = Якщо приєднатися не вдається, дозвольте «локальна мережа» або «доступ до LAN» у налаштуваннях VPN чи призупиніть його.
finding-vpn-beside = Поруч із локальною мережею працює VPN ({ $name }).
    .advice = Він рідко заважає. Якщо приєднатися не вдається, призупиніть його й спробуйте ще раз.
finding-nobody-announces = Жоден великий екран тут не оголошує про себе.
    .advice = Couchpad працює на великому екрані, у цій самій мережі? Деякі мережі затримують оголошення: QR-код і введена адреса працюють без них.
finding-announcements = Оголошення великих екранів надходять.
finding-deaf = Оголошень великих екранів не чути.
    .advice = Під’єднайтеся до Wi-Fi великого екрана й перевірте ще раз. QR-код і введена адреса працюють без них.
finding-answers = Великий екран відповідає за адресою { $address }.
finding-update-here = Великий екран за адресою { $address } має іншу версію.
    .advice = Оновіть Couchpad на цьому пристрої.
finding-update-there = Великий екран за адресою { $address } має іншу версію.
    .advice = Оновіть Couchpad на великому екрані.
finding-not-listening = Пристрій { $address } відповідає, але на порту { $port } немає Couchpad.
    .advice = Запустіть там Couchpad і порівняйте порт із тим, що на великому екрані.
finding-stranger = Те, що відповідає за адресою { $address }, — не Couchpad або надто зайняте, щоб привітатися.
    .advice = Порівняйте адресу з тією, що на великому екрані.
finding-silent-near = Немає відповіді від { $address }, хоч він у цій мережі.
    .advice = Імовірно, винен брандмауер на тому пристрої (запустіть там `couchpad doctor`) або Wi-Fi, що розділяє пристрої, як гостьові мережі.
finding-silent-far = Немає відповіді від { $address }: він в іншій мережі, ніж цей пристрій.
    .advice = Під’єднайте обидва до одного Wi-Fi або роутера й скануйте QR-код ще раз.

## The phone's own field for a line of text

field-address = Введіть адресу
field-name = Ваше ім’я
field-name-hint = Так його покаже великий екран

## The window on a desktop

window-title = { $name } · Контролер Couchpad

## For who does not see the glass: names of what has no words on it

spoken-delete = Видалити останній знак
spoken-back = Назад
spoken-menu = Параметри гри
spoken-swipe = Поле для жестів
spoken-stick = Джойстик
spoken-tilt = Нахил телефону
spoken-slider = Повзунок
spoken-up = Угору
spoken-down = Униз
spoken-left = Ліворуч
spoken-right = Праворуч
spoken-answers = Відповіді
spoken-cross = Хрестовина
# A board that a game shows this player alone; its rows follow.
spoken-board = Дошка, стовпців: { $columns }, рядів: { $rows }
# $pieces: what stands on it, each after the number of its column.
spoken-row = Ряд { $row }: { $pieces }
spoken-board-empty = Вона порожня
# A piece, or a part of a snake, of the player who listens.
spoken-piece-own = ваше
# $what matters now: the last move.
spoken-piece-new = { $what }, нове
spoken-wall = стіна
spoken-prize = приз
spoken-free = вільно
# Pictures that say something to all players.
spoken-emote-yes = Великий палець угору
spoken-emote-love = Серце
spoken-emote-laugh = Сміх
spoken-emote-wow = Подив
spoken-emote-sad = Сум
# A control that can be moved now. $name: what it is.
spoken-move = { $name }: перетягніть, щоб пересунути

## Who plays: the first page of all, and later one of the settings

you-title = Хто грає?
you-words = Так вас показує великий екран.
you-tap = Торкніться, щоб змінити.
you-another = Інше ім’я
you-colour = Ваш колір
you-taken = Цим кольором зараз грає хтось інший.
you-go = Грати
you-done = Готово

## The settings

settings-title = Налаштування
settings-you = Ви
settings-who = Ім’я та колір
settings-hands = Руки
settings-hand = Натискати
settings-hand-left = Лівою
settings-hand-right = Правою
settings-steering = Коли проводите
settings-steering-relative = За рухом пальця
settings-steering-absolute = Стрибок під палець
settings-sensitivity = Чутливість
settings-large = Великі кнопки
    .words = Те, що ви натискаєте, займає більше місця.
settings-tilt = Керування нахилом
    .words = В іграх, де є що нахиляти.
settings-arranged = Повернути кнопки на місця
    .words = Вони там, куди ви їх поклали.
settings-senses = Вигляд і дотик
settings-haptics = Вібрація
settings-off = Вимкнено
settings-text = Розмір тексту
settings-contrast = Високий контраст
    .words = Світле на темному, без блідих написів.
settings-motion = Рух
settings-motion-reduced = Менше
settings-motion-full = Увесь
settings-language = Мова
settings-like-phone = Як у телефоні
settings-device = Цей телефон
settings-forget = Забути всі великі екрани
    .words =
        { $count ->
            [0] Жоден не знає цього телефону.
            [one] { $count } знає цей телефон і не питає коду.
            [few] { $count } знають цей телефон і не питають коду.
           *[many] { $count } знають цей телефон і не питають коду.
        }
settings-forget-all = Забути все
    .words = Ваше ім’я, налаштування й усі великі екрани.
settings-forget-later = Спершу вийдіть із гри, щоб щось забути.
settings-percent = { $share }%

## Whether to forget

forget-receivers = Забути всі великі екрани?
    .words = Наступного разу вони запитають код.
forget-everything = Забути все?
    .words = На цьому телефоні не лишиться нічого вашого, і він приєднається як новий.
forget-yes = Утримуйте, щоб забути
forget-no = Залишити
forget-failed = Нічого не забуто: телефон не дає змінити збережене. Розблокуйте його, перевірте, чи є місце, і спробуйте ще раз.
settings-damaged = Налаштування було пошкоджено. Виберіть їх ще раз.
settings-newer = Ваші налаштування зберегла новіша версія застосунку. Оновіть його або виберіть їх ще раз.
settings-unkept = Збереженим на цьому телефоні не можна скористатися. Розблокуйте його, перевірте, чи є місце й чи застосунок оновлено, а тоді запустіть його знову. До того нічого не запам’ятовується.

## The mark of a seat: a colour and a shape

mark =
    { $colour ->
        [orange] { $shape ->
                [star] помаранчева
                [circle] помаранчеве
               *[other] помаранчевий
            }
        [sky] { $shape ->
                [star] блакитна
                [circle] блакитне
               *[other] блакитний
            }
        [green] { $shape ->
                [star] зелена
                [circle] зелене
               *[other] зелений
            }
        [yellow] { $shape ->
                [star] жовта
                [circle] жовте
               *[other] жовтий
            }
        [blue] { $shape ->
                [star] синя
                [circle] синє
               *[other] синій
            }
        [vermilion] { $shape ->
                [star] червона
                [circle] червоне
               *[other] червоний
            }
        [pink] { $shape ->
                [star] рожева
                [circle] рожеве
               *[other] рожевий
            }
       *[white] { $shape ->
                [star] біла
                [circle] біле
               *[other] білий
            }
    } { $shape ->
        [circle] коло
        [triangle] трикутник
        [square] квадрат
        [diamond] ромб
        [star] зірка
        [hexagon] шестикутник
        [cross] хрест
       *[crescent] півмісяць
    }
mark-own =
    Ви — { $colour ->
        [orange] { $shape ->
                [star] помаранчева
                [circle] помаранчеве
               *[other] помаранчевий
            }
        [sky] { $shape ->
                [star] блакитна
                [circle] блакитне
               *[other] блакитний
            }
        [green] { $shape ->
                [star] зелена
                [circle] зелене
               *[other] зелений
            }
        [yellow] { $shape ->
                [star] жовта
                [circle] жовте
               *[other] жовтий
            }
        [blue] { $shape ->
                [star] синя
                [circle] синє
               *[other] синій
            }
        [vermilion] { $shape ->
                [star] червона
                [circle] червоне
               *[other] червоний
            }
        [pink] { $shape ->
                [star] рожева
                [circle] рожеве
               *[other] рожевий
            }
       *[white] { $shape ->
                [star] біла
                [circle] біле
               *[other] білий
            }
    } { $shape ->
        [circle] коло
        [triangle] трикутник
        [square] квадрат
        [diamond] ромб
        [star] зірка
        [hexagon] шестикутник
        [cross] хрест
       *[crescent] півмісяць
    }

## What the phone's own side says: the scanner, the field for a line of text, and what keeps it from searching

shell-done = OK
shell-cancel = Скасувати
shell-close = Закрити
shell-scan = Наведіть камеру на зображення на великому екрані
shell-scan-other = Це не зображення Couchpad. Скористайтеся тим, що на великому екрані.
shell-camera-none = Тут немає камери, якою Couchpad міг би скористатися. Введіть шість цифр із великого екрана.
shell-camera-refused = Couchpad не може користуватися камерою. Дозвольте це в налаштуваннях телефону або введіть шість цифр із великого екрана.
shell-camera-kept = Адміністратор цього телефону не дає застосункам камери. Введіть шість цифр із великого екрана.
shell-camera-failed = Камера не запускається. Закрийте інші застосунки, що її використовують, або введіть шість цифр із великого екрана.
shell-search-off = Цей телефон зараз не може шукати. Увімкніть Wi-Fi або скануйте зображення на великому екрані.
shell-search-refused = Цей телефон не пускає Couchpad у локальну мережу. Дозвольте це в налаштуваннях телефону або скануйте зображення на великому екрані.
