# Français. On se tutoie. Le « big screen » est ici le « grand écran ».

## The list of big screens

find-title = Rejoindre une partie
find-nearby = Grands écrans à proximité
find-recent = Déjà joué
find-you = Toi
find-tune = Ton nom, ta couleur et les réglages
find-first = Voici les { $count } premiers trouvés. Si le tien n’y est pas, entre son adresse.
find-searching = Recherche… Ouvre Couchpad sur le grand écran, il apparaîtra ici.
find-nothing = Rien trouvé pour l’instant.
find-nothing-check = Couchpad est-il ouvert sur le grand écran ? Le téléphone est-il sur le même Wi-Fi ?
find-off = Recherche désactivée. Entre l’adresse que le grand écran affiche.
find-forbidden = Cette app n’a pas le droit d’explorer ton réseau. Autorise-la dans les réglages du téléphone (« Réseau local » ou « Appareils à proximité »), ou entre l’adresse.
find-failed = La recherche ne marche pas ici. Entre plutôt l’adresse.
find-why = Pourquoi je ne le vois pas ?
find-scan = Scanner l’image
find-address = Entrer l’adresse
find-settings = Ouvrir les réglages
find-again = Relancer la recherche

## A big screen in the list

row-update-here = Mets cette app à jour pour jouer
row-update-there = Mets Couchpad à jour là-bas pour jouer
row-paired = Associé
row-locked = Fermé aux nouveaux
row-nobody = Personne ne joue encore
row-players =
    { $players ->
        [one] { $players } joueur
       *[other] { $players } joueurs
    }
row-seats = { $players } places prises sur { $seats }
row-gone = Introuvable pour l’instant
row-gone-at = Introuvable pour l’instant · { $address }

## Ways on

back = ← Retour
way-again = Réessayer
way-code = Entrer le code
way-why = Qu’est-ce qui bloque ?
way-find = Retour à la liste

## The code

code-title = Entre le code
code-hint = Six chiffres, affichés sur le grand écran.
code-hint-on = Six chiffres, affichés sur « { $name } ».
code-joining = Connexion…
code-wrong = Ce n’est pas le bon code. Regarde encore le grand écran : il a peut-être changé.
code-forgotten = Le grand écran ne connaît plus ce téléphone. Son code te fera entrer à nouveau.
code-interrupted = La connexion a coupé pendant la vérification du code. Entre-le encore une fois.
code-locked-out = Trop de codes faux. Attends { $seconds } s, ou scanne l’image sur le grand écran.
code-open-again = Tu peux réessayer.
code-room-locked = Cette salle est fermée. Demande d’abord à quelqu’un devant le grand écran de l’ouvrir.

## The address

address-title = Entre l’adresse
address-hint = Elle est sur le grand écran, par exemple 192.168.0.5:4455.
address-joins = Rejoint { $addresses }.
address-or = { $first } ou { $second }
address-join = Rejoindre
address-keyboard = Saisir ou coller un lien
address-no-link = `{ $text }` n’est pas un lien pour jouer : il doit commencer par couchpad://, comme couchpad://192.168.0.5:4455 ; copie-le depuis le grand écran
address-no-page = `{ $text }` n’est pas un lien pour jouer : le bon ressemble à http://192.168.0.5:4455/j#... ; scanne-le ou copie-le depuis le grand écran
address-no-port = il manque le port dans le lien : mets-le après l’adresse, comme couchpad://192.168.0.5:4455
address-bad-port = le port du lien doit être un nombre de 1 à 65535, comme couchpad://192.168.0.5:4455
address-no-ip = `{ $text }` dans le lien n’est pas une adresse IP ; écris 192.168.0.5, ou [fd00::1] pour IPv6
address-damaged = le lien est abîmé : copie-le encore, jusqu’au bout, depuis le grand écran
address-too-long = le lien est trop long : copie-le encore depuis le grand écran

## On the way in, and on the way back

connecting = Connexion
connecting-first = Recherche du grand écran.
connecting-still = Toujours à la recherche du grand écran.
connecting-check = Vérifie que Couchpad est ouvert sur le grand écran et que les deux sont sur le même réseau.
connecting-try = Essai { $count }
lost = Connexion perdue
    .words = Reste à côté. Nouvelle tentative de joindre le grand écran.
lost-long = Connexion perdue
    .words = Les tentatives continuent. Vérifie que Couchpad est ouvert sur le grand écran et que les deux sont sur le même réseau.
lost-closed = Couchpad a été fermé
    .words = Rouvre-le sur le grand écran. Cette manette revient toute seule.
lost-slept = Te revoilà
    .words = L’app était en arrière-plan. Nouvelle tentative de joindre le grand écran.

## In, and nothing to press yet

live-in = Tu es dans la partie
    .words = Regarde le grand écran.
live-look = Regarde le grand écran
    .words = Tes commandes arrivent toutes seules.
live-connected = Connexion établie
    .words = On te cherche une place.
line-next = C’est bientôt ton tour
line-place = Tu es { $place }e dans la file
line-words = Toutes les places sont prises. Tu joues dès qu’une se libère.

## It did not work

fault-impostor = Ce n’est pas l’écran que tu connais
    .words = Un autre répond à son adresse. Regarde le grand écran de cette pièce et entre son code.
fault-no-connection = Ce téléphone ne peut pas se connecter
    .words = Ferme d’autres apps, puis réessaie.
fault-update-here = Mets cette app à jour
    .words = Elle est plus ancienne que celle du grand écran. Mets-la à jour, puis réessaie.
fault-update-there = Mets le grand écran à jour
    .words = Cette app est plus récente. Mets Couchpad à jour là-bas, puis réessaie.
fault-full = Le grand écran est complet
    .words = Demande à quelqu’un de partir, puis réessaie.
fault-mode = Pas de cette façon
    .words = Entre le code que le grand écran affiche.
fault-closing = Couchpad est en train de se fermer
    .words = Relance-le sur le grand écran, puis réessaie.
fault-malformed = Ils ne se comprennent pas
    .words = Mets Couchpad à jour ici et sur le grand écran, puis réessaie.
fault-wrong-code = Ce n’est pas le bon code
    .words = Regarde encore le grand écran : le code a peut-être changé.
fault-locked-out = Trop de codes faux
    .words = Attends { $seconds } s, ou scanne l’image sur le grand écran.
fault-room-locked = La salle est fermée
    .words = Demande à quelqu’un devant le grand écran de l’ouvrir, puis réessaie.
fault-not-paired = Le grand écran ne connaît pas ce téléphone
    .words = Entre le code qu’il affiche.
fault-wrong-link = Ce lien n’est plus valable
    .words = Prends le nouveau sur le grand écran, ou entre son code.
fault-busy = Beaucoup de monde arrive
    .words = Réessaie dans un instant.
fault-left = Tu as quitté la partie
    .words = Retrouve-la pour revenir.
fault-kicked = Tu ne fais plus partie du jeu
    .words = Demande devant le grand écran, puis rejoins à nouveau.
fault-replaced = Tu joues maintenant sur une autre manette
    .words = Ferme celle-ci, ou reprends-y la partie.
fault-interrupted = La connexion a coupé pendant la vérification du code
    .words = Entre encore le code du grand écran.

## It does not answer, and is tried again

unreached-refused = Couchpad n’y est pas ouvert
    .words = Lance-le sur le grand écran. Cette manette le rejoint toute seule.
unreached-timed-out = Le grand écran ne répond pas
    .words = Vérifie que les deux sont sur le même Wi-Fi. Les essais continuent tout seuls.
unreached-no-route = Aucun chemin vers le grand écran
    .words = Connecte ce téléphone au Wi-Fi du grand écran. Les essais continuent tout seuls.
unreached-forbidden = Cette app n’a pas accès au réseau
    .words = Autorise « Réseau local » dans les réglages du téléphone. Les essais continuent tout seuls.
unreached-no-datagrams = Quelque chose retient le jeu
    .words = Un pare-feu bloque : `couchpad doctor` sur le grand écran dit lequel. Les essais continuent tout seuls.
unreached-hung-up = Le grand écran a raccroché
    .words = Trop de monde arrive peut-être à la fois. Les essais continuent tout seuls ; si ça dure, vérifie l’adresse.
unreached-other = Ce n’est pas Couchpad
    .words = Autre chose répond là : vérifie l’adresse sur le grand écran. Les essais continuent tout seuls.

## The sheet over the game

menu-more = Plus
menu-screen = Le grand écran
menu-back = Retour au jeu
menu-settings = Réglages
menu-arrange = Déplacer les boutons
menu-leave = Maintiens pour quitter la partie
remember = Retenir ce téléphone
remember-done = Retenu
    .words = Il entre sans code.
remember-asked = Demande devant le grand écran
    .words = Quelqu’un là-bas doit accepter.
remember-refused = Pas cette fois
    .words = C’était non là-bas. Tu peux redemander.
remember-words = Pour qu’il entre sans code la prochaine fois.

## While the controls are moved

arrange-words = Glisse une commande pour la déplacer, ou son coin pour changer sa taille.
arrange-keys = Page suiv. : choisir, flèches : bouger, Maj : taille
arrange-done = Terminé
# Everything lies as the game has it.
arrange-reset = Réinitialiser
arrange-cancel = Annuler

## In play

header-team = équipe { $points }
play-swipe = Glisse pour bouger
play-lean = Penche pour diriger
turn = À toi de jouer
count-go = Go !
cause-receiver-slow = Grand écran lent
    .advice = Ferme d’autres programmes sur son ordinateur
cause-wifi-congested = Wi-Fi encombré
    .advice = Mets les téléchargements en pause, ou passe en 5 GHz
cause-far-away = Wi-Fi faible ici
    .advice = Rapproche-toi de la box
cause-in-background = L’app était en arrière-plan
    .advice = Garde-la à l’écran pendant que tu joues
cause-unnamed = Connexion lente
    .advice = Rapproche-toi de la box, ou passe en 5 GHz
cause-notice = { $what }. { $advice }.

## What is in the way

doctor-title = Pourquoi je ne le vois pas ?
doctor-looking = Vérification…
doctor-trouble = Quelque chose bloque ici :
doctor-fine = Rien ne bloque sur ce téléphone. Regarde le grand écran : `couchpad doctor` dit ce qu’il trouve.
doctor-again = Vérifier encore
doctor-share = Partager le journal
doctor-good = Bon
doctor-note = Note
doctor-bad = Ça bloque
finding-busy = Ce téléphone est trop occupé pour vérifier.
    .advice = Ferme d’autres apps, puis vérifie encore.
finding-addresses = { $name } : { $addresses }
finding-no-address = { $name } est connecté, mais le réseau ne lui a pas donné d’adresse (il s’est donné { $address } lui-même).
    .advice = Connecte l’appareil au Wi-Fi des téléphones, ou par câble au même routeur. Sans routeur, le partage de connexion d’un téléphone suffit : pas besoin d’internet.
finding-unplugged = { $name } a une adresse, mais pas de connexion.
    .advice = Connecte l’appareil au Wi-Fi des téléphones, ou par câble au même routeur. Sans routeur, le partage de connexion d’un téléphone suffit : pas besoin d’internet.
finding-no-network = Cet appareil n’est sur aucun réseau où des téléphones pourraient être.
    .advice = Connecte l’appareil au Wi-Fi des téléphones, ou par câble au même routeur. Sans routeur, le partage de connexion d’un téléphone suffit : pas besoin d’internet.
finding-several = Il y a plusieurs réseaux : { $names }.
    .advice = Les téléphones doivent être sur l’un d’eux. Le lien pour jouer contient toutes leurs adresses.
finding-vpn-whole = Un VPN ({ $name }) fait passer tout le trafic de cet appareil. Il peut couper le réseau local.
    .advice = Si la connexion échoue, autorise « réseau local » ou « accès LAN » dans les réglages du VPN, ou mets-le en pause.
finding-vpn-beside = Un VPN ({ $name }) tourne à côté du réseau local.
    .advice = Il gêne rarement. Si la connexion échoue, mets-le en pause et réessaie.
finding-nobody-announces = Aucun grand écran ne s’annonce ici.
    .advice = Couchpad tourne-t-il sur le grand écran, sur ce même réseau ? Certains réseaux retiennent les annonces : le code QR et l’adresse saisie marchent sans elles.
finding-announcements = Les annonces des grands écrans arrivent.
finding-deaf = Impossible d’entendre les annonces des grands écrans.
    .advice = Connecte-toi au Wi-Fi du grand écran, puis vérifie encore. Le code QR et l’adresse saisie marchent sans elles.
finding-answers = Le grand écran répond à { $address }.
finding-update-here = Le grand écran à { $address } parle une autre version.
    .advice = Mets Couchpad à jour sur cet appareil.
finding-update-there = Le grand écran à { $address } parle une autre version.
    .advice = Mets Couchpad à jour sur le grand écran.
finding-not-listening = L’appareil { $address } répond, mais aucun Couchpad n’écoute sur le port { $port }.
    .advice = Lance Couchpad là-bas, et compare le port avec celui du grand écran.
finding-stranger = Ce qui répond à { $address } n’est pas Couchpad, ou est trop occupé pour saluer.
    .advice = Compare l’adresse avec celle du grand écran.
finding-silent-near = Pas de réponse de { $address }, pourtant sur ce réseau.
    .advice = Sans doute un pare-feu sur cet appareil (lances-y `couchpad doctor`), ou un Wi-Fi qui isole ses appareils, comme les réseaux invités.
finding-silent-far = Pas de réponse de { $address }, qui est sur un autre réseau que cet appareil.
    .advice = Connecte les deux au même Wi-Fi ou routeur, puis scanne encore le code QR.

## The phone's own field for a line of text

field-address = Entre l’adresse
field-name = Ton nom
field-name-hint = Tel que le grand écran l’affiche

## The window on a desktop

window-title = { $name } · Manette Couchpad

## For who does not see the glass: names of what has no words on it

spoken-delete = Effacer le dernier
spoken-back = Retour
spoken-menu = Options de la partie
spoken-swipe = Zone de glissement
spoken-stick = Stick
spoken-tilt = Incliner le téléphone
spoken-slider = Curseur
spoken-up = Haut
spoken-down = Bas
spoken-left = Gauche
spoken-right = Droite
spoken-answers = Réponses
spoken-cross = Croix directionnelle
# A board that a game shows this player alone; its rows follow.
spoken-board = Plateau de { $columns } colonnes et { $rows } rangées
# $pieces: what stands on it, each after the number of its column.
spoken-row = Rangée { $row } : { $pieces }
spoken-board-empty = Il est vide
# A piece, or a part of a snake, of the player who listens.
spoken-piece-own = à toi
# $what matters now: the last move.
spoken-piece-new = { $what }, nouveau
spoken-wall = mur
spoken-prize = prix
spoken-free = libre
# Pictures that say something to all players.
spoken-emote-yes = Pouce levé
spoken-emote-love = Cœur
spoken-emote-laugh = Mort de rire
spoken-emote-wow = Surpris
spoken-emote-sad = Triste
# A control that can be moved now. $name: what it is.
spoken-move = { $name } : glisse pour déplacer

## Who plays: the first page of all, and later one of the settings

you-title = Qui joue ?
you-words = C’est ainsi que le grand écran te montre.
you-tap = Touche pour changer.
you-another = Un autre nom
you-colour = Ta couleur
you-taken = Quelqu’un d’autre joue avec cette couleur.
you-go = C’est parti
you-done = Terminé

## The settings

settings-title = Réglages
settings-you = Toi
settings-who = Nom et couleur
settings-hands = Mains
settings-hand = Appuyer avec
settings-hand-left = Main gauche
settings-hand-right = Main droite
settings-steering = En glissant
settings-steering-relative = Suivre le geste
settings-steering-absolute = Aller sous le doigt
settings-sensitivity = Sensibilité
settings-large = Grands boutons
    .words = Ce que tu presses prend plus de place.
settings-tilt = Incliner pour diriger
    .words = Dans les jeux où il y a quelque chose à incliner.
settings-arranged = Remettre les commandes en place
    .words = Elles sont là où tu les as mises.
settings-senses = Voir et sentir
settings-haptics = Vibrations
settings-off = Non
settings-text = Taille du texte
settings-contrast = Contraste élevé
    .words = Clair sur sombre, sans texte pâle.
settings-motion = Animations
settings-motion-reduced = Moins
settings-motion-full = Toutes
settings-language = Langue
settings-like-phone = Comme le téléphone
settings-device = Ce téléphone
settings-forget = Oublier tous les grands écrans
    .words =
        { $count ->
            [0] Aucun ne connaît ce téléphone.
            [one] Un connaît ce téléphone et ne demande pas de code.
           *[other] { $count } connaissent ce téléphone et ne demandent pas de code.
        }
settings-forget-all = Tout oublier
    .words = Ton nom, tes choix et tous les grands écrans.
settings-forget-later = Quitte d’abord la partie pour oublier quelque chose.
settings-percent = { $share } %

## Whether to forget

forget-receivers = Oublier tous les grands écrans ?
    .words = Ils demanderont leur code la prochaine fois.
forget-everything = Tout oublier ?
    .words = Rien de toi ne reste sur ce téléphone, et il arrive comme un nouveau.
forget-yes = Maintiens pour oublier
forget-no = Garder
forget-failed = Rien n’a été oublié : ce téléphone ne laisse rien changer à ce qu’il garde. Déverrouille-le, vérifie qu’il a de la place, puis réessaie.
settings-damaged = Tes réglages étaient abîmés. Choisis-les à nouveau.
settings-newer = Une version plus récente de cette app a gardé tes réglages. Mets-la à jour, ou choisis-les à nouveau.
settings-unkept = Ce que ce téléphone garde est inutilisable. Déverrouille-le, vérifie qu’il a de la place et que cette app est à jour, puis relance-la. D’ici là, rien n’est retenu.

## The mark of a seat: a colour and a shape

mark =
    { $shape ->
        [circle] rond
        [triangle] triangle
        [square] carré
        [diamond] losange
        [star] étoile
        [hexagon] hexagone
        [cross] croix
       *[crescent] croissant
    } { $colour ->
        [orange] orange
        [sky] bleu ciel
        [green] { $shape ->
                [star] verte
                [cross] verte
               *[other] vert
            }
        [yellow] jaune
        [blue] { $shape ->
                [star] bleue
                [cross] bleue
               *[other] bleu
            }
        [vermilion] vermillon
        [pink] rose
       *[white] { $shape ->
                [star] blanche
                [cross] blanche
               *[other] blanc
            }
    }
mark-own =
    Tu es { $shape ->
        [circle] le rond
        [triangle] le triangle
        [square] le carré
        [diamond] le losange
        [star] l’étoile
        [hexagon] l’hexagone
        [cross] la croix
       *[crescent] le croissant
    } { $colour ->
        [orange] orange
        [sky] bleu ciel
        [green] { $shape ->
                [star] verte
                [cross] verte
               *[other] vert
            }
        [yellow] jaune
        [blue] { $shape ->
                [star] bleue
                [cross] bleue
               *[other] bleu
            }
        [vermilion] vermillon
        [pink] rose
       *[white] { $shape ->
                [star] blanche
                [cross] blanche
               *[other] blanc
            }
    }

## What the phone's own side says: the scanner, the field for a line of text, and what keeps it from searching

shell-done = OK
shell-cancel = Annuler
shell-close = Fermer
shell-scan = Vise l’image du grand écran avec l’appareil photo
shell-scan-other = Ce n’est pas l’image de Couchpad. Prends celle du grand écran.
shell-camera-none = Il n’y a pas ici d’appareil photo que Couchpad puisse utiliser. Tape plutôt les six chiffres du grand écran.
shell-camera-refused = Couchpad n’a pas le droit d’utiliser l’appareil photo. Autorise-le dans les réglages du téléphone, ou tape les six chiffres du grand écran.
shell-camera-kept = Qui gère ce téléphone interdit l’appareil photo aux apps. Tape plutôt les six chiffres du grand écran.
shell-camera-failed = L’appareil photo ne démarre pas. Ferme les autres apps qui l’utilisent, ou tape les six chiffres du grand écran.
shell-search-off = Ce téléphone ne peut pas chercher pour l’instant. Active le Wi-Fi, ou scanne l’image du grand écran.
shell-search-refused = Ce téléphone tient Couchpad à l’écart du réseau local. Autorise-le dans les réglages du téléphone, ou scanne l’image du grand écran.
