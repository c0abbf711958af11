# Español. Se tutea. El «big screen» es aquí la «pantalla grande».

## The list of big screens

find-title = Unirse a una partida
find-nearby = Pantallas grandes cercanas
find-recent = Ya jugaste aquí
find-you = Tú
find-tune = Tu nombre, tu color y los ajustes
find-first = Estas son las primeras { $count } que se encontraron. Si falta la tuya, escribe su dirección.
find-searching = Buscando… Abre Couchpad en la pantalla grande y aparecerá aquí.
find-nothing = Aún no se encontró nada.
find-nothing-check = ¿Está Couchpad abierto en la pantalla grande? ¿Está el teléfono en la misma wifi que ella?
find-off = La búsqueda está desactivada. Escribe la dirección que muestra la pantalla grande.
find-forbidden = Esta app no puede explorar tu red. Permítelo en los ajustes del teléfono («Red local» o «Dispositivos cercanos») o escribe la dirección.
find-failed = Aquí no funciona la búsqueda. Escribe la dirección.
find-why = ¿Por qué no la veo?
find-scan = Escanear la imagen
find-address = Escribir la dirección
find-settings = Abrir los ajustes
find-again = Buscar otra vez

## A big screen in the list

row-update-here = Actualiza esta app para jugar
row-update-there = Actualiza Couchpad allí para jugar
row-paired = Vinculada
row-locked = Cerrada a gente nueva
row-nobody = Aún no juega nadie
row-players =
    { $players ->
        [one] Juega { $players }
       *[other] Juegan { $players }
    }
row-seats = { $players } de { $seats } puestos ocupados
row-gone = No se encuentra ahora
row-gone-at = No se encuentra ahora · { $address }

## Ways on

back = ← Atrás
way-again = Reintentar
way-code = Escribir el código
way-why = ¿Qué lo impide?
way-find = Volver a la lista

## The code

code-title = Escribe el código
code-hint = Seis cifras, están en la pantalla grande.
code-hint-on = Seis cifras, están en «{ $name }».
code-joining = Entrando…
code-wrong = Ese no es el código. Mira otra vez la pantalla grande: puede que haya cambiado.
code-forgotten = La pantalla grande ya no conoce este teléfono. Con su código vuelves a entrar.
code-interrupted = La conexión se cortó mientras se comprobaba el código. Escríbelo otra vez.
code-locked-out = Demasiados códigos erróneos. Espera { $seconds } s o escanea la imagen de la pantalla grande.
code-open-again = Ya puedes probar otra vez.
code-room-locked = Esta sala está cerrada. Pide antes a alguien en la pantalla grande que la abra.

## The address

address-title = Escribe la dirección
address-hint = Está en la pantalla grande, como 192.168.0.5:4455.
address-joins = Se une a { $addresses }.
address-or = { $first } o { $second }
address-join = Unirse
address-keyboard = Escribir o pegar un enlace
address-no-link = `{ $text }` no es un enlace de partida: debe empezar por couchpad://, como couchpad://192.168.0.5:4455; cópialo de la pantalla grande
address-no-page = `{ $text }` no es un enlace de partida: el correcto es como http://192.168.0.5:4455/j#...; escanéalo o cópialo de la pantalla grande
address-no-port = al enlace le falta el puerto: ponlo tras la dirección, como couchpad://192.168.0.5:4455
address-bad-port = el puerto del enlace debe ser un número de 1 a 65535, como couchpad://192.168.0.5:4455
address-no-ip = `{ $text }` en el enlace no es una dirección IP; escribe 192.168.0.5, o [fd00::1] para IPv6
address-damaged = el enlace está dañado: cópialo otra vez entero, hasta el final, de la pantalla grande
address-too-long = el enlace es demasiado largo: cópialo otra vez de la pantalla grande

## On the way in, and on the way back

connecting = Conectando
connecting-first = Buscando la pantalla grande.
connecting-still = Se sigue buscando la pantalla grande.
connecting-check = Comprueba que Couchpad está abierto en la pantalla grande y que ambos están en la misma red.
connecting-try = Intento { $count }
lost = Conexión perdida
    .words = Quédate cerca. Se está buscando otra vez la pantalla grande.
lost-long = Conexión perdida
    .words = Se sigue intentando. Comprueba que Couchpad está abierto en la pantalla grande y que ambos están en la misma red.
lost-closed = Couchpad se cerró
    .words = Ábrelo otra vez en la pantalla grande. Este mando vuelve solo.
lost-slept = Hola otra vez
    .words = La app estaba en segundo plano. Se está buscando otra vez la pantalla grande.

## In, and nothing to press yet

live-in = Ya estás dentro
    .words = Mira la pantalla grande.
live-look = Mira la pantalla grande
    .words = Tus controles aparecen solos.
live-connected = Hay conexión
    .words = Buscándote un sitio.
line-next = Te toca enseguida
line-place = Vas en el puesto { $place } de la cola
line-words = Todos los puestos están ocupados. Entras en cuanto quede uno libre.

## It did not work

fault-impostor = No es la pantalla que conoces
    .words = Otra responde en su dirección. Mira la pantalla grande de esta sala y escribe su código.
fault-no-connection = Este teléfono no puede conectarse
    .words = Cierra otras apps y vuelve a intentarlo.
fault-update-here = Actualiza esta app
    .words = Es más antigua que la de la pantalla grande. Actualízala y vuelve a entrar.
fault-update-there = Actualiza la pantalla grande
    .words = Esta app es más nueva. Actualiza Couchpad allí y vuelve a entrar.
fault-full = La pantalla grande está llena
    .words = Pide a alguien que salga y vuelve a intentarlo.
fault-mode = Así no se puede
    .words = Escribe el código que muestra la pantalla grande.
fault-closing = Couchpad se está cerrando
    .words = Ábrelo otra vez en la pantalla grande y vuelve a intentarlo.
fault-malformed = No se entienden
    .words = Actualiza Couchpad aquí y en la pantalla grande y vuelve a intentarlo.
fault-wrong-code = Ese no es el código
    .words = Mira otra vez la pantalla grande: puede que el código haya cambiado.
fault-locked-out = Demasiados códigos erróneos
    .words = Espera { $seconds } s o escanea la imagen de la pantalla grande.
fault-room-locked = La sala está cerrada
    .words = Pide a alguien en la pantalla grande que la abra y vuelve a intentarlo.
fault-not-paired = La pantalla grande no conoce este teléfono
    .words = Escribe el código que muestra.
fault-wrong-link = Este enlace ya no vale
    .words = Toma el nuevo de la pantalla grande o escribe su código.
fault-busy = Muchos están entrando ahora
    .words = Vuelve a intentarlo en un momento.
fault-left = Saliste de la partida
    .words = Búscala otra vez para volver.
fault-kicked = Te sacaron de la partida
    .words = Pregunta en la pantalla grande y vuelve a entrar.
fault-replaced = Ahora juegas en otro mando
    .words = Cierra este o recupera la partida en él.
fault-interrupted = La conexión se cortó al comprobar el código
    .words = Escribe otra vez el código de la pantalla grande.

## It does not answer, and is tried again

unreached-refused = Couchpad no está abierto allí
    .words = Ábrelo en la pantalla grande. Este mando se une solo.
unreached-timed-out = La pantalla grande no responde
    .words = Comprueba que ambos están en la misma wifi. Se sigue intentando solo.
unreached-no-route = No hay camino a la pantalla grande
    .words = Conecta este teléfono a la wifi de la pantalla grande. Se sigue intentando solo.
unreached-forbidden = Esta app no puede usar la red
    .words = Permite «Red local» en los ajustes del teléfono. Se sigue intentando solo.
unreached-no-datagrams = Algo detiene el juego
    .words = Un cortafuegos lo impide: `couchpad doctor` en la pantalla grande dice cuál. Se sigue intentando solo.
unreached-hung-up = La pantalla grande colgó
    .words = Quizá entran demasiados a la vez. Se sigue intentando solo; si continúa, revisa la dirección.
unreached-other = Eso no es Couchpad
    .words = Allí responde otra cosa: revisa la dirección en la pantalla grande. Se sigue intentando solo.

## The sheet over the game

menu-more = Más
menu-screen = La pantalla grande
menu-back = Volver al juego
menu-settings = Ajustes
menu-arrange = Mover los botones
menu-leave = Mantén pulsado para salir
remember = Recordar este teléfono
remember-done = Recordado
    .words = Entra sin código.
remember-asked = Pídelo en la pantalla grande
    .words = Alguien allí tiene que aceptar.
remember-refused = Esta vez no
    .words = Allí dijeron que no. Puedes pedirlo otra vez.
remember-words = Para que la próxima vez entre sin código.

## While the controls are moved

arrange-words = Arrastra un control para moverlo, o su esquina para cambiar su tamaño.
arrange-keys = Av Pág: elegir, flechas: mover, Mayús: tamaño
arrange-done = Listo
# Everything lies as the game has it.
arrange-reset = Restablecer
arrange-cancel = Cancelar

## In play

header-team = equipo { $points }
play-swipe = Desliza para mover
play-lean = Inclina para dirigir
turn = Te toca
count-go = ¡Ya!
cause-receiver-slow = Pantalla lenta
    .advice = Cierra otros programas en su ordenador
cause-wifi-congested = Wifi saturada
    .advice = Pausa las descargas o usa 5 GHz
cause-far-away = Wifi débil aquí
    .advice = Acércate al router
cause-in-background = La app estaba en segundo plano
    .advice = Mantenla a la vista mientras juegas
cause-unnamed = Conexión lenta
    .advice = Acércate al router o usa 5 GHz
cause-notice = { $what }. { $advice }.

## What is in the way

doctor-title = ¿Por qué no la veo?
doctor-looking = Comprobando…
doctor-trouble = Aquí hay algo que lo impide:
doctor-fine = En este teléfono nada lo impide. Mira la pantalla grande: `couchpad doctor` dice lo que encuentra.
doctor-again = Comprobar otra vez
doctor-share = Compartir el registro
doctor-good = Bien
doctor-note = Nota
doctor-bad = Lo impide
finding-busy = Este teléfono está demasiado ocupado para comprobarlo.
    .advice = Cierra otras apps y comprueba otra vez.
finding-addresses = { $name }: { $addresses }
finding-no-address = { $name } está conectado, pero la red no le dio dirección ({ $address } se la dio él mismo).
    .advice = Conéctalo a la wifi de los teléfonos o por cable al mismo router. Sin router basta la zona wifi de un teléfono: no hace falta internet.
finding-unplugged = { $name } tiene dirección, pero no conexión.
    .advice = Conéctalo a la wifi de los teléfonos o por cable al mismo router. Sin router basta la zona wifi de un teléfono: no hace falta internet.
finding-no-network = Este dispositivo no está en ninguna red donde pueda haber teléfonos.
    .advice = Conéctalo a la wifi de los teléfonos o por cable al mismo router. Sin router basta la zona wifi de un teléfono: no hace falta internet.
finding-several = Hay varias redes: { $names }.
    .advice = Los teléfonos tienen que estar en una de ellas. El enlace de partida lleva las direcciones de todas.
finding-vpn-whole = Una VPN ({ $name }) lleva el tráfico de este dispositivo. Puede dejar fuera la red local.
    .advice = Si no logras entrar, permite «red local» o «acceso LAN» en los ajustes de la VPN o páusala.
finding-vpn-beside = Hay una VPN ({ $name }) junto a la red local.
    .advice = Rara vez estorba. Si no logras entrar, páusala y vuelve a intentarlo.
finding-nobody-announces = Aquí no se anuncia ninguna pantalla grande.
    .advice = ¿Está Couchpad abierto en la pantalla grande, en esta misma red? Algunas redes retienen los anuncios: el código QR y la dirección escrita funcionan sin ellos.
finding-announcements = Llegan los anuncios de las pantallas grandes.
finding-deaf = No se oyen los anuncios de las pantallas grandes.
    .advice = Conéctate a la wifi de la pantalla grande y comprueba otra vez. El código QR y la dirección escrita funcionan sin ellos.
finding-answers = La pantalla grande responde en { $address }.
finding-update-here = La pantalla grande en { $address } habla otra versión.
    .advice = Actualiza Couchpad en este dispositivo.
finding-update-there = La pantalla grande en { $address } habla otra versión.
    .advice = Actualiza Couchpad en la pantalla grande.
finding-not-listening = El dispositivo { $address } responde, pero en el puerto { $port } no hay ningún Couchpad.
    .advice = Abre Couchpad allí y compara el puerto con el de la pantalla grande.
finding-stranger = Lo que responde en { $address } no es Couchpad, o está demasiado ocupado para saludar.
    .advice = Compara la dirección con la de la pantalla grande.
finding-silent-near = Sin respuesta de { $address }, aunque está en esta red.
    .advice = Lo más probable es un cortafuegos en ese dispositivo (ejecuta allí `couchpad doctor`) o una wifi que aísla sus dispositivos, como las de invitados.
finding-silent-far = Sin respuesta de { $address }, que está en otra red que este dispositivo.
    .advice = Conecta ambos a la misma wifi o router y escanea otra vez el código QR.

## The phone's own field for a line of text

field-address = Escribe la dirección
field-name = Tu nombre
field-name-hint = Como lo muestra la pantalla grande

## The window on a desktop

window-title = { $name } · Mando de Couchpad

## For who does not see the glass: names of what has no words on it

spoken-delete = Borrar lo último
spoken-back = Atrás
spoken-menu = Opciones de la partida
spoken-swipe = Zona para deslizar
spoken-stick = Palanca
spoken-tilt = Inclinar el teléfono
spoken-slider = Control deslizante
spoken-up = Arriba
spoken-down = Abajo
spoken-left = Izquierda
spoken-right = Derecha
spoken-answers = Respuestas
spoken-cross = Cruceta
# A board that a game shows this player alone; its rows follow.
spoken-board = Tablero de { $columns } columnas y { $rows } filas
# $pieces: what stands on it, each after the number of its column.
spoken-row = Fila { $row }: { $pieces }
spoken-board-empty = Está vacío
# A piece, or a part of a snake, of the player who listens.
spoken-piece-own = tuya
# $what matters now: the last move.
spoken-piece-new = { $what }, nueva
spoken-wall = muro
spoken-prize = premio
spoken-free = libre
# Pictures that say something to all players.
spoken-emote-yes = Pulgar arriba
spoken-emote-love = Corazón
spoken-emote-laugh = Risa
spoken-emote-wow = Sorpresa
spoken-emote-sad = Tristeza
# A control that can be moved now. $name: what it is.
spoken-move = { $name }: arrastra para mover

## Who plays: the first page of all, and later one of the settings

you-title = ¿Quién juega?
you-words = Así te muestra la pantalla grande.
you-tap = Toca para cambiarlo.
you-another = Otro nombre
you-colour = Tu color
you-taken = Ahora juega otra persona con ese color.
you-go = ¡A jugar!
you-done = Listo

## The settings

settings-title = Ajustes
settings-you = Tú
settings-who = Nombre y color
settings-hands = Manos
settings-hand = Pulsar con
settings-hand-left = Izquierda
settings-hand-right = Derecha
settings-steering = Al deslizar
settings-steering-relative = Seguir el gesto
settings-steering-absolute = Saltar al dedo
settings-sensitivity = Sensibilidad
settings-large = Botones grandes
    .words = Lo que pulsas ocupa más sitio.
settings-tilt = Inclinar para dirigir
    .words = En los juegos que tienen algo que inclinar.
settings-arranged = Devolver los controles a su sitio
    .words = Están donde tú los pusiste.
settings-senses = Ver y sentir
settings-haptics = Vibración
settings-off = No
settings-text = Tamaño del texto
settings-contrast = Contraste alto
    .words = Claro sobre oscuro, sin letras pálidas.
settings-motion = Movimiento
settings-motion-reduced = Menos
settings-motion-full = Todo
settings-language = Idioma
settings-like-phone = Como el teléfono
settings-device = Este teléfono
settings-forget = Olvidar todas las pantallas grandes
    .words =
        { $count ->
            [0] Ninguna conoce este teléfono.
            [one] Una conoce este teléfono y no pide código.
           *[other] { $count } conocen este teléfono y no piden código.
        }
settings-forget-all = Olvidarlo todo
    .words = Tu nombre, tus ajustes y todas las pantallas grandes.
settings-forget-later = Sal antes de la partida para olvidar algo.
settings-percent = { $share } %

## Whether to forget

forget-receivers = ¿Olvidar todas las pantallas grandes?
    .words = La próxima vez pedirán su código.
forget-everything = ¿Olvidarlo todo?
    .words = Nada tuyo queda en este teléfono, y entra como uno nuevo.
forget-yes = Mantén pulsado para olvidar
forget-no = Conservar
forget-failed = No se olvidó nada: este teléfono no deja cambiar lo que guarda. Desbloquéalo, comprueba que tiene espacio y vuelve a intentarlo.
settings-damaged = Tus ajustes estaban dañados. Elígelos otra vez.
settings-newer = Una versión más nueva de esta app guardó tus ajustes. Actualízala o elígelos otra vez.
settings-unkept = No se puede usar lo que guarda este teléfono. Desbloquéalo, comprueba que tiene espacio y que esta app está al día, y ábrela de nuevo. Hasta entonces no se recuerda nada.

## The mark of a seat: a colour and a shape

mark =
    { $shape ->
        [circle] círculo
        [triangle] triángulo
        [square] cuadrado
        [diamond] rombo
        [star] estrella
        [hexagon] hexágono
        [cross] cruz
       *[crescent] media luna
    } { $colour ->
        [orange] naranja
        [sky] celeste
        [green] verde
        [yellow] { $shape ->
                [star] amarilla
                [cross] amarilla
                [crescent] amarilla
               *[other] amarillo
            }
        [blue] azul
        [vermilion] { $shape ->
                [star] roja
                [cross] roja
                [crescent] roja
               *[other] rojo
            }
        [pink] rosa
       *[white] { $shape ->
                [star] blanca
                [cross] blanca
                [crescent] blanca
               *[other] blanco
            }
    }
mark-own =
    Eres { $shape ->
        [circle] el círculo
        [triangle] el triángulo
        [square] el cuadrado
        [diamond] el rombo
        [star] la estrella
        [hexagon] el hexágono
        [cross] la cruz
       *[crescent] la media luna
    } { $colour ->
        [orange] naranja
        [sky] celeste
        [green] verde
        [yellow] { $shape ->
                [star] amarilla
                [cross] amarilla
                [crescent] amarilla
               *[other] amarillo
            }
        [blue] azul
        [vermilion] { $shape ->
                [star] roja
                [cross] roja
                [crescent] roja
               *[other] rojo
            }
        [pink] rosa
       *[white] { $shape ->
                [star] blanca
                [cross] blanca
                [crescent] blanca
               *[other] blanco
            }
    }

## What the phone's own side says: the scanner, the field for a line of text, and what keeps it from searching

shell-done = OK
shell-cancel = Cancelar
shell-close = Cerrar
shell-scan = Apunta la cámara a la imagen de la pantalla grande
shell-scan-other = Esa no es la imagen de Couchpad. Usa la de la pantalla grande.
shell-camera-none = Aquí no hay ninguna cámara que Couchpad pueda usar. Escribe las seis cifras de la pantalla grande.
shell-camera-refused = Couchpad no puede usar la cámara. Permítelo en los ajustes del teléfono, o escribe las seis cifras de la pantalla grande.
shell-camera-kept = Quien administra este teléfono no deja la cámara a las apps. Escribe las seis cifras de la pantalla grande.
shell-camera-failed = La cámara no arranca. Cierra otras apps que la usen, o escribe las seis cifras de la pantalla grande.
shell-search-off = Este teléfono no puede buscar ahora. Activa la wifi, o escanea la imagen de la pantalla grande.
shell-search-refused = Este teléfono no deja a Couchpad entrar en la red local. Permítelo en los ajustes del teléfono, o escanea la imagen de la pantalla grande.
