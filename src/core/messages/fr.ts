import type { Catalogue } from './catalogue.ts';

/**
 * French: « vous », kind and short. A shot is a visuel, a proof an aperçu, an image service a service d’images, a deployment a déploiement;
 * mockup stays. A no-break space stands before : ; ? ! and inside « », and the apostrophe is ’, because ICU reads ' as a quote.
 */
export const fr: Catalogue = {
  'logo.empty': 'Ce fichier est vide. Renvoyez le logo en PNG, JPEG, WebP ou SVG, s’il vous plaît.',
  'logo.tooLarge': 'Ce fichier dépasse {limitMb} Mo. Envoyez le logo en PNG, JPEG ou WebP plus léger, s’il vous plaît.',
  'logo.tooManyPixels':
    'Cette image fait {megapixels} mégapixels ; le maximum est de {limitMegapixels}. Envoyez-la plus petite, par exemple sur 2048 pixels de large.',
  'logo.truncated':
    'Cette image est tronquée ou abîmée. Enregistrez le logo à nouveau en PNG et envoyez ce fichier, s’il vous plaît.',
  'logo.blank':
    'Cette image est entièrement transparente, on n’y voit donc aucun logo. Envoyez-en une où il est visible, s’il vous plaît.',
  'logo.heic': 'C’est une photo HEIC, un format qui n’est pas lu ici. Envoyez le logo en PNG ou JPEG, s’il vous plaît.',
  'logo.pdf': 'C’est un PDF. Exportez le logo en SVG, ou en PNG d’au moins 1000 pixels de large, s’il vous plaît.',
  'logo.postscript':
    'C’est un fichier EPS ou Illustrator. Exportez le logo en SVG, ou en PNG d’au moins 1000 pixels de large, s’il vous plaît.',
  'logo.psd': 'C’est un fichier Photoshop. Exportez le logo en PNG sur fond transparent, s’il vous plaît.',
  'logo.text': 'C’est un fichier texte, pas une image. Envoyez le logo en PNG, JPEG, WebP ou SVG, s’il vous plaît.',
  'logo.svgUnsafe':
    'Ce SVG fait appel à des éléments extérieurs. Exportez-le avec tout son contenu intégré, ou envoyez un PNG.',
  'logo.svgTooComplex': 'Ce SVG est trop long à dessiner ici. Envoyez le logo en PNG, s’il vous plaît.',
  'logo.svgText':
    'Le texte de ce SVG demande une police qui n’est pas disponible ici. Vectorisez-le, ou envoyez un PNG, s’il vous plaît.',
  'logo.archive':
    'C’est une archive ou un document, pas une image. Envoyez le logo lui-même en PNG, JPEG, WebP ou SVG, s’il vous plaît.',
  'logo.unknown':
    'Ce fichier n’est pas une image lisible ici. Envoyez le logo en PNG, JPEG, WebP, AVIF, GIF, TIFF ou SVG, s’il vous plaît.',
  'option.tooMany':
    'On peut demander jusqu’à {limit} mockups à la fois. Envoyez moins de logos, ou choisissez un plus petit nombre.',
  'mockup.sizeRefused':
    'Le déploiement {deployment} produit des tailles de {min} à {max}, pas {size}. Choisissez une autre taille, s’il vous plaît.',
  'option.prompt':
    'Un prompt compte de 1 à {limit} caractères. Écrivez-en un, ou laissez ce champ de côté, s’il vous plaît.',
  'option.color':
    '« {color} » n’est pas une couleur connue ici. Utilisez un nom anglais courant comme navy, ou un code comme #1b2a4a.',
  'option.deployment': 'Aucun déploiement ne s’appelle « {deployment} ». Il y a : {names}.',
  'option.product': '« {product} » n’est pas un produit connu ici. Il y a : {names}.',
  'option.size': 'La taille doit être l’une de celles-ci : {sizes}.',
  'option.count': 'Le nombre doit être un entier de 1 à {limit}.',
  'option.scale': 'L’échelle est un nombre entier de {min} à {max}, en pourcentage.',
  'option.offset': 'Un décalage est fait de deux nombres entiers jusqu’à {limit} séparés par une virgule, comme 10,-5.',
  'option.rotation': 'La rotation est un nombre entier de degrés de {min} à {max}.',
  'option.other': 'La valeur de l’option {option} ne convient pas.',
  'option.logo': 'Il faut un logo pour faire un mockup. Joignez une image, s’il vous plaît.',
  'store.stopped':
    'Impossible de continuer pour le moment, car l’enregistrement a échoué (référence {reference}). Un nouvel essai se fera tout seul.',
  'store.failed':
    'Rien ne peut être accepté pour le moment, car l’enregistrement a échoué (référence {reference}). Prévenez l’opérateur, s’il vous plaît.',
  'command.unknown': 'La commande {name} n’existe pas. Essayez help.',
  'command.mockup': 'Transformer un logo en visuels de produit',
  'command.mockup.logo': 'Le logo : PNG, JPEG, WebP, AVIF, GIF, TIFF ou SVG, jusqu’à 20 Mo',
  'command.mockup.prompt':
    'Ce qu’il faut montrer, avec vos mots (par défaut : une casquette noire seule dans le cadre)',
  'command.mockup.product': 'Un produit ; le prompt s’écrit pour vous',
  'command.mockup.color': 'Sa couleur : un nom anglais comme navy, ou un code comme #1b2a4a',
  'command.mockup.size': 'Côté du visuel carré, en pixels',
  'command.mockup.count': 'Combien de visuels différents pour chaque logo',
  'command.mockup.deployment': 'Quel déploiement produit les visuels',
  'command.mockup.view': 'D’où l’on voit le produit',
  'command.mockup.scene': 'Où il se trouve : studio, rien du tout (transparent) ou un bureau chaleureux',
  'command.mockup.background': 'Couleur du studio : un nom anglais comme white ou un code comme #f4f0e6',
  'command.mockup.technique': 'Comment le logo est posé',
  'command.mockup.placement': 'Où le logo se place sur le produit',
  'command.mockup.scale': 'Taille du logo en pourcentage de sa taille habituelle',
  'command.mockup.offset': 'Déplace le logo vers la droite et le bas, en pourcentage de la zone d’impression : 10,-5',
  'command.mockup.rotation': 'Tourne le logo dans le sens horaire, en degrés',
  'command.makeFromMessage': 'Créer un mockup',
  'command.help': 'Ce que vous pouvez demander, et comment',
  'help.text':
    'Envoyez un logo et, si vous voulez, un prompt ; des visuels de produit qui portent ce logo arrivent au même endroit. Sans prompt, c’est une casquette noire ; le produit et la couleur écrivent le prompt pour vous. Les tailles sont 512, 768 et 1024 pixels.',
  'help.templateRenders':
    'Aucun déploiement d’IA n’est configuré : les visuels sont donc rendus à partir de modèles intégrés.',
  'progress.received': 'récupération du logo',
  'progress.accepted': 'accepté',
  'progress.queued': 'en file d’attente',
  'progress.queuedBehind': 'en file d’attente, {ahead, plural, =0 {prochain à passer} one {# avant} other {# avant}}',
  'progress.queuedSeconds':
    'en file d’attente, {ahead, plural, =0 {prochain à passer} one {# avant} other {# avant}}, environ {range} secondes',
  'progress.queuedMinutes':
    'en file d’attente, {ahead, plural, =0 {prochain à passer} one {# avant} other {# avant}}, environ {range} minutes',
  'progress.working': 'rendu en cours',
  'progress.rendering': 'rendu en cours, {percent} %',
  'progress.collecting': 'récupération des visuels',
  'progress.done': 'terminé',
  'progress.doneLate': 'terminé, en retard',
  'progress.failed': 'échec',
  'progress.cancelled': 'annulé',
  'progress.undecided': 'en suspens',
  'progress.unanswered': 'le service d’images ne répond pas, nouvel essai en cours',
  'progress.logoUnanswered': 'impossible de récupérer le logo pour l’instant, nouvel essai en cours',
  'progress.several': '{done} sur {count} terminés',
  'button.again': 'Refaire',
  'button.tryAgain': 'Réessayer',
  'button.edit': 'Modifier le prompt',
  'button.size': 'Autre taille',
  'button.files': 'Fichiers originaux',
  'button.delete': 'Supprimer',
  'button.cancel': 'Annuler',
  'button.fetch': 'Récupérer le résultat',
  'button.look': 'Chercher encore',
  'button.remake': 'Refaire (coût peut-être doublé)',
  'button.drop': 'Abandonner',
  'button.newer': 'Plus récents',
  'button.older': 'Plus anciens',
  'button.forget': 'Tout supprimer',
  'button.back': 'Retour',
  'button.make': 'Créer',
  'button.product': 'Produit',
  'button.color': 'Couleur',
  'button.language': 'Langue',
  'button.writePrompt': 'Écrire un prompt',
  'button.discard': 'Abandonner',
  'modal.make': 'Créer un mockup',
  'modal.edit': 'Un autre prompt',
  'modal.prompt': 'Prompt',
  'modal.promptHint': 'Si vide : une casquette noire',
  'modal.product': 'Produit',
  'modal.size': 'Taille en pixels',
  'chat.proof': 'Un aperçu tiré d’un modèle, en attendant les visuels.',
  'chat.expected': 'Prévu {low} – {high}',
  'chat.line': '{number}. {logo} : {progress}',
  'chat.caption': '{prompt} · {size} px · graine {seed} · {took}',
  'chat.captionNoTime': '{prompt} · {size} px · graine {seed}',
  'chat.captionOwn': 'graine {seed} · {took}',
  'chat.seconds': '{seconds} s',
  'chat.minutes': '{minutes} min {seconds} s',
  'chat.more': '… et {count, plural, one {un autre} other {# autres}}',
  'chat.ready': '{who} {count, plural, one {Votre mockup est prêt.} other {Vos mockups sont prêts.}}',
  'chat.fetchHere':
    'Je ne peux pas écrire ici de moi-même : si cela prend plus d’un quart d’heure, appuyez sur « Récupérer le résultat ».',
  'chat.shrunk':
    'Affiché en plus petit, car les fichiers de cette taille ne passent pas ici. « Fichiers originaux » donne ce qui peut être envoyé.',
  'chat.notYours': 'Seule la personne qui l’a demandé peut le faire. « Refaire » en crée un rien que pour vous.',
  'chat.gone': 'Cela a été gardé un temps et n’est plus là. Renvoyez le logo, s’il vous plaît.',
  'chat.oldButton':
    'Ce bouton vient d’une autre version et ne sert plus à rien. Refaites une demande, s’il vous plaît.',
  'chat.notAllowed':
    'Ce bot n’est pas ouvert à tout le monde ici. Adressez-vous à ceux qui le gèrent, s’il vous plaît.',
  'chat.cannotPost':
    'Je n’ai pas le droit de publier d’images ici. Utilisez-moi ailleurs, ou faites-moi donner le droit d’envoyer des messages et de joindre des fichiers.',
  'chat.noPicture': 'Il n’y a pas d’image dans ce message. Choisissez-en un qui contient le logo, s’il vous plaît.',
  'chat.tooLate': 'C’était il y a trop longtemps. Recommencez, s’il vous plaît.',
  'chat.notReady': 'Ce n’est pas encore prêt ; cela apparaîtra ici.',
  'chat.deleteRefused': 'Je n’ai pas pu retirer le message. Supprimez-le vous-même, s’il vous plaît.',
  'chat.originalsTooLarge':
    '{count, plural, one {Un fichier dépasse} other {# fichiers dépassent}} la taille qui peut être envoyée ici et {count, plural, one {reste donc sur le serveur qui le garde} other {restent donc sur le serveur qui les garde}}.',
  'chat.originalsLeft':
    '{count, plural, one {Un autre fichier n’a pas pu être envoyé} other {# autres fichiers n’ont pas pu être envoyés}} : ici, une réponse ne peut compter que quelques messages.',
  'chat.originalsFailed':
    '{count, plural, one {Un fichier n’a pas pu être envoyé} other {# fichiers n’ont pas pu être envoyés}} pour le moment. Réessayez dans un instant, s’il vous plaît.',
  'chat.unavailable': 'Cela n’a pas marché pour le moment. Réessayez dans un instant, s’il vous plaît.',
  'forget.confirm':
    'Toutes vos demandes seront supprimées avec leurs logos et leurs visuels, partout où vous avez utilisé ce bot. C’est définitif.',

  'card.choose':
    '{count, plural, one {Un logo} other {# logos}}. Choisissez ce qu’il faut créer, puis appuyez sur « Créer » : rien n’est fait avant.',
  'card.proof': 'L’image est une épreuve gratuite sur un modèle ({product}).',
  'card.notYours': 'Seule la personne qui a envoyé le logo peut modifier cette carte.',
  'card.over': 'Cette carte a déjà servi. Renvoyez le logo pour en avoir une autre.',
  'card.discarded': 'Abandonné : rien n’a été fait.',
  'chat.moved': '{who} La réponse n’a pas pu être apportée là où vous aviez demandé : la voici donc ici.',
  'chat.photoHint':
    'Un conseil pour la prochaine fois : envoyé comme fichier et non comme photo, un logo garde sa transparence et ses contours nets.',
  'chat.sendPicture': 'Je n’ouvre pas les liens. Envoyez l’image elle-même, s’il vous plaît.',
  'chat.stillPicture': 'Une image animée ne peut pas servir de logo. Envoyez une image fixe en PNG, JPEG, WebP ou SVG.',
  'chat.mockupHow': '/mockup s’écrit en légende d’une image, ou en réponse à une image.',
  'chat.albumPart':
    'Je ne vois ici qu’une image de cet album. Pour les avoir toutes, envoyez-moi l’album directement ou nommez-moi admin de ce groupe.',
  'chat.askPrompt': 'Répondez à ce message avec le prompt. Pour l’instant : {prompt}',
  'chat.promptHint': 'Ce que l’on doit voir',
  'chat.removed': 'Supprimé.',
  'chat.adminsOnly': 'Seuls les admins peuvent faire cela ici.',
  'chat.othersButton': 'Seule la personne qui l’a demandé peut le faire.',
  'chat.albumForgotten':
    'Les autres images de cet album ne sont plus connues ici. Pour les avoir toutes, veuillez renvoyer l’album.',
  'start.text':
    'Bonjour ! Envoyez-moi un logo, de préférence comme fichier, et je réponds avec des photos de produits qui le portent. Dans un groupe, écrivez /mockup sous une image ou en réponse à une image. /help en dit plus.',
  'settings.title': 'Réglages de cette discussion, pour tout ce qui y est demandé sans autre précision.',
  'settings.size': 'Taille : {size} px',
  'settings.product': 'Produit : {product}',
  'settings.color': 'Couleur : {color}',
  'settings.language': 'Langue : {name}',
  'settings.ownLanguage': 'celle de chaque personne',
  'settings.askYes': 'Demander avant de créer : oui',
  'settings.askNo': 'Demander avant de créer : non',
  'settings.notAdmin': 'Seuls les admins de ce groupe peuvent changer ses réglages.',
  'limit.waiting':
    'Vous en avez {waiting} en attente, et le maximum est de {limit} à la fois. Réessayez quand certains seront faits, ou demandez-en moins.',
  'limit.personDay':
    'Chaque personne peut demander {limit} mockups par jour. Réessayez dans {hours, plural, =0 {moins d’une heure} one {environ une heure} other {environ # heures}}, s’il vous plaît.',
  'limit.allDay':
    'Le nombre de mockups prévu ici pour la journée est atteint. Réessayez dans {hours, plural, =0 {moins d’une heure} one {environ une heure} other {environ # heures}}, s’il vous plaît.',
  'limit.atOnce': 'On peut demander jusqu’à {limit} mockups par jour. Demandez-en moins à la fois, s’il vous plaît.',
  'command.again': 'Refaire quelque chose que vous avez déjà demandé',
  'command.again.prompt': 'Un autre prompt à la place de l’ancien',
  'command.again.size': 'Une autre taille à la place de l’ancienne',
  'command.again.id': 'Lequel, par son id dans votre historique (par défaut : le plus récent)',
  'command.cancel': 'Arrêter ce qui est en cours pour vous',
  'command.cancel.id': 'Lequel, par son id ; avec -2 à la fin, son deuxième mockup (par défaut : le plus récent)',
  'command.status': 'Où en sont vos mockups',
  'command.status.of': 'Vos propres mockups, ou la file de tout le monde',
  'command.history': 'Ce que vous avez déjà demandé, et ses visuels à nouveau',
  'command.history.id': 'Celui dont vous voulez revoir les visuels',
  'command.history.page': 'Quelle page, le plus récent d’abord',
  'command.forget': 'Supprimer tout ce qui est gardé ici à votre sujet',
  'command.start': 'Dit bonjour et explique comment ça marche',
  'command.settings': 'Ce que fait le bot dans ce chat si vous ne dites rien d’autre',
  'again.sameSeed':
    'Le déploiement {deployment} n’accepte pas de graine aléatoire, le résultat sera donc peut-être le même.',
  'again.noLogo': 'Son logo n’est plus ici. Renvoyez-le, s’il vous plaît.',
  'again.noDeployment': 'Son déploiement, {deployment}, n’est plus configuré. Choisissez-en un autre, s’il vous plaît.',
  'cancel.nothing': 'Rien n’est en cours pour vous, il n’y a donc rien à annuler.',
  'cancel.cancelled': '{count, plural, one {Le mockup a été annulé} other {# mockups ont été annulés}}.',
  'cancel.finished':
    '{count, plural, one {Un était déjà terminé : son visuel est livré} other {# étaient déjà terminés : leurs visuels sont livrés}}.',
  'cancel.requested':
    'L’annulation {count, plural, one {d’un mockup} other {de # mockups}} est transmise. On saura dans un instant ce qu’il en est.',
  'status.nothing': 'Rien n’est en cours pour vous en ce moment.',
  'status.line': '{id} {logo} : {progress}',
  'status.left': 'Laissé par une commande précédente, à reprendre par la prochaine commande mockup : {id}',
  'status.queue':
    '{active, plural, =0 {Aucune exécution n’est} one {Une exécution est} other {# exécutions sont}} en cours, et {waiting, plural, =0 {personne n’attend} one {un mockup attend} other {# mockups attendent}}.',
  'history.empty': 'Vous n’avez encore rien demandé ici.',
  'history.unknown': 'Rien de vous ne porte cet id ici. La commande history montre ce qu’il y a.',
  'history.line': '{id} {when}, {made} sur {count} faits : {prompt}',
  'history.page': 'Page {page} sur {pages}.',
  'history.noPage':
    'Il n’y a que {pages, plural, one {# page} other {# pages}}. Demandez l’une d’elles, s’il vous plaît.',
  'history.noShots': 'Aucun visuel n’en a été fait, il n’y a donc rien à renvoyer.',
  'history.notSent': 'Les visuels n’ont pas pu être envoyés pour le moment. Réessayez plus tard, s’il vous plaît.',
  'forget.done':
    '{count, plural, =0 {Il n’y avait rien de vous ici} one {Une de vos demandes a été supprimée avec son logo et ses visuels} other {# de vos demandes ont été supprimées avec leurs logos et leurs visuels}}.',
  'forget.stopping':
    '{count, plural, =0 {Aucune n’est} one {Une est} other {# sont}} encore en cours d’arrêt, puis supprimée dès que c’est fait.',
  'forget.elsewhere':
    '{count, plural, one {Une dépend} other {# dépendent}} d’une commande encore en cours, à qui il a été demandé de s’arrêter. Relancez forget quand elle aura fini, s’il vous plaît.',
  'forget.limits':
    'Hors de portée d’ici : les fichiers chez ComfyDeploy, et les messages et fichiers qui vous ont déjà été envoyés. Le nombre de mockups demandés aujourd’hui reste compté, sans nom, jusqu’à demain.',
  'mockup.undeliverable':
    'La réponse n’a pas pu être apportée ici, elle est gardée. Pour l’obtenir, demandez history avec l’id {id}.',
  'option.id': 'Un id ressemble à ceux de votre historique. Copiez-en un de là, s’il vous plaît.',
  'option.page': 'Une page est un nombre entier à partir de 1.',
  'option.of': 'Il faut l’une de ces valeurs : {names}.',
  'terminal.optionHelp': 'Afficher cette aide',
  'terminal.optionOut': 'Dossier des visuels ; créé s’il n’existe pas, et rien n’y est jamais écrasé',
  'terminal.optionJson': 'Écrire un objet JSON par mockup sur la sortie standard, et rien d’autre',
  'terminal.optionQuiet': 'Pas de progression ; seulement les chemins et les erreurs',
  'terminal.optionCheck': 'Ne rien produire ; dire seulement si le logo est prêt à être imprimé',
  'terminal.optionRepair':
    'Corriger d’abord le logo : son fond, ses marges, ses couleurs sombres, ou tout ce que le contrôle propose ; plusieurs, séparés par des virgules',
  'terminal.noRepair': 'Il n’y a pas de correction appelée « {name} ». Il y a : {names}.',
  'terminal.repairedLogo': 'Le logo corrigé : {path}',
  'terminal.mend.removeFlatBackground': 'Ajoutez {option} pour enlever ce cadre.',
  'terminal.mend.trim': 'Ajoutez {option} pour rogner ses marges.',
  'terminal.mend.lightVersion': 'Ajoutez {option} pour rendre blanc ce qui est sombre.',
  'terminal.noFile': 'Il n’y a pas de fichier {path}.',
  'terminal.folder': '{path} est un dossier. Indiquez l’image qu’il contient, s’il vous plaît.',
  'terminal.noPermission': 'Le fichier {path} ne peut pas être lu : accès refusé.',
  'terminal.unreadable': 'Le fichier {path} ne peut pas être lu ({code}).',
  'terminal.stdinGone': 'Le logo venait de l’entrée standard et n’est plus là. Renvoyez-le, s’il vous plaît.',
  'terminal.outUnwritable':
    'Rien ne peut être écrit dans {path} ({code}). Indiquez un autre dossier avec --out, s’il vous plaît.',
  'terminal.cancelling': 'Annulation en cours. Appuyez encore sur Ctrl-C pour quitter tout de suite.',
  'terminal.cancelled':
    'Annulé : {count, plural, one {l’exécution a été arrêtée} other {# exécutions ont été arrêtées}}.',
  'terminal.left': 'Laissé tel quel ; la prochaine commande mockup lancée ici le reprendra.',
  'terminal.cancelUnconfirmed':
    'Le service d’images n’a pas encore confirmé. La prochaine commande mockup lancée ici le suivra jusqu’au bout.',
  'terminal.unreachable': 'Le service d’images est inutilisable : {reason}',
  'terminal.store': 'Rien ne peut être enregistré, donc rien n’est lancé : {reason}',
  'terminal.bug': 'Quelque chose s’est mal passé de notre côté (référence {reference}). Les détails sont dans {file}.',
  'terminal.proof': 'Un aperçu tiré d’un modèle, pendant que le visuel se prépare : {path}',
  'terminal.undecided':
    'Pour le refaire : npm run mockup -- again {id}. Pour l’abandonner : npm run mockup -- cancel {id}. D’ici là, les prochaines commandes chercheront encore l’exécution.',
  'terminal.tooMany': '{count} commandes mockup tournent déjà. Attendez que l’une d’elles se termine, s’il vous plaît.',
  'terminal.silence':
    'Le service d’images ne répond plus depuis {seconds} secondes. L’exécution continue peut-être ; la prochaine commande mockup lancée ici la reprendra.',
  'terminal.resumed':
    'Termine aussi {count, plural, one {un mockup laissé} other {# mockups laissés}} par une commande précédente.',
  'terminal.noSheet': 'La planche contact n’a pas pu être faite. Les visuels, eux, sont là.',
  'terminal.resumedShot': 'd’une commande précédente : {path}',
  'mockup.cancelled': 'Annulé.',
  'mockup.undecided':
    'La réponse à la commande s’est perdue, et impossible de savoir si une exécution a été lancée. La refaire peut coûter deux fois.',
  'mockup.neverDecided':
    'Au bout d’un jour, impossible de savoir si une exécution a été lancée, et personne n’a choisi de la refaire. Demandez-le à nouveau, s’il vous plaît.',
  'mockup.expired': 'Les visuels ont été gardés un temps et ne sont plus là. Refaites-les, s’il vous plaît.',
  'mockup.otherBackend':
    'C’était demandé à un autre compte ou serveur ComfyDeploy que celui réglé à présent, donc rien n’a été fait. Demandez-le à nouveau, s’il vous plaît.',
  'mockup.misconfigured':
    'Le déploiement est inutilisable tel qu’il est configuré. L’opérateur en saura plus avec la référence {reference}.',
  'mockup.bug':
    'Quelque chose s’est mal passé de notre côté. Si cela se reproduit, donnez la référence {reference} à l’opérateur.',
  'run.failed': 'Le service d’images n’a pas pu le faire : {reason}',
  'run.failedSilently':
    'Le service d’images n’a pas pu le faire et n’a pas dit pourquoi. Réessayez, peut-être avec un autre prompt.',
  'run.timedOut': 'Le service d’images n’a pas fini dans le temps imparti. Réessayez, s’il vous plaît.',
  'run.noPictures': 'Le service d’images a fini sans produire d’image. Réessayez, s’il vous plaît.',
  'run.unreadablePictures':
    'Le service d’images a répondu par quelque chose qui n’est pas une image. Réessayez, s’il vous plaît.',
  'run.cancelledElsewhere': 'Le service d’images a arrêté cette exécution avant la fin. Réessayez, s’il vous plaît.',
  'run.vanished': 'Le service d’images ne connaît plus cette exécution. Réessayez, s’il vous plaît.',
  'run.unanswered': 'Le service d’images ne répond plus depuis longtemps. Réessayez plus tard, s’il vous plaît.',
  'service.noCredit': 'Le compte du service d’images n’a plus de crédit. Prévenez l’opérateur, s’il vous plaît.',
  'service.badToken': 'Le service d’images refuse le jeton configuré ici. Prévenez l’opérateur, s’il vous plaît.',
  'service.notFound':
    'Le service d’images ne connaît pas le déploiement {deployment}. Prévenez l’opérateur, s’il vous plaît.',
  'service.refused':
    'Le service d’images a refusé cette demande (statut {status}). Prévenez l’opérateur, s’il vous plaît.',
  'service.unreachable': 'Le service d’images est injoignable. Réessayez plus tard, s’il vous plaît.',
  'platform.unavailable':
    '{platform} ne transmet pas le logo depuis longtemps. Renvoyez-le plus tard, s’il vous plaît.',
  'platform.gone': '{platform} n’a plus le logo. Renvoyez-le, s’il vous plaît.',
  'platform.forbidden':
    '{platform} ne laisse pas les bots lire le logo là où il a été envoyé. Envoyez-le ailleurs, ou prévenez l’opérateur.',
  'platform.tooBig':
    '{platform} ne transmet pas aux bots de fichiers de cette taille. Envoyez le logo dans un fichier plus petit.',
  'platform.refused': '{platform} n’a pas transmis le logo. Renvoyez-le, s’il vous plaît.',
  'note.noPromptInput': 'Le déploiement {deployment} n’accepte pas de prompt, celui-ci est donc sans effet.',
  'note.noSizeInput': 'Le déploiement {deployment} n’accepte pas de taille, celle-ci est donc sans effet.',
  'note.noDetailInput': 'Le déploiement {deployment} n’accepte pas {names}, seul le prompt peut donc le demander.',
  'note.noSuchChoice': 'Ce produit n’existe pas ici avec « {choices} », il est donc présenté comme d’habitude.',
  'note.unknownProduct': 'Le prompt ne cite aucun produit connu ici, le logo est donc présenté sur une casquette.',
  'note.timedOutWithPictures': 'L’exécution a été coupée par sa limite de temps ; voici ce qu’elle avait produit.',
  'note.late': 'Pardon pour le retard : c’était fait depuis un moment avant de pouvoir être apporté ici.',
  'note.finishedBeforeCancel': 'C’était déjà terminé quand l’annulation est arrivée : le voici.',
  'note.repair.removeFlatBackground': 'Le cadre derrière le logo a été enlevé.',
  'note.repair.trim': 'L’espace vide autour du logo a été rogné.',
  'note.repair.lightVersion': 'Ce qui était sombre dans le logo est devenu blanc.',
  'note.repair.none': 'Il n’y avait rien à corriger dans le logo.',
  'preflight.ink': 'On n’y voit presque rien. Envoyez un logo plus marqué, s’il vous plaît.',
  'preflight.resolution.vector': 'C’est un dessin (SVG), donc net à toutes les tailles.',
  'preflight.resolution.crisp': 'Il a largement assez de pixels : {dpi} DPI imprimé sur {width} mm de large.',
  'preflight.resolution.enough':
    'Il a assez de pixels : {dpi} DPI imprimé sur {width} mm de large. À 300, il serait parfaitement net.',
  'preflight.resolution.soft':
    'Il a peu de pixels, les contours fins seront donc flous : {dpi} DPI imprimé sur {width} mm de large. Envoyez plutôt un SVG, ou une image d’au moins {pixels} pixels de large.',
  'preflight.resolution.blurred':
    'Il a trop peu de pixels et sera flou : {dpi} DPI imprimé sur {width} mm de large. Envoyez un SVG, ou une image d’au moins {pixels} pixels de large, s’il vous plaît.',
  'preflight.resolution.elsewhere':
    'Il n’est pas assez net partout : {cap} DPI sur le devant d’une casquette, {chest} sur le cœur, {full} sur tout le devant. À partir de 150, c’est bon.',
  'preflight.transparency.none':
    'Il remplit tout son rectangle, et tout sera imprimé. Si ce n’est pas voulu, envoyez-le sur fond transparent.',
  'preflight.transparency.good': 'Son fond est transparent.',
  'preflight.transparency.soft':
    'Il a des parties translucides, ombres ou dégradés, qui s’impriment en points fins et ne se brodent pas. Les couleurs pleines rendent le mieux.',
  'preflight.background.paper':
    'Il est posé sur un cadre {color} qui serait imprimé aussi. Retirez ce cadre, ou envoyez le logo sur fond transparent.',
  'preflight.background.colored':
    'Il est posé sur un cadre {color}. Si ce cadre ne fait pas partie du logo, retirez-le, ou envoyez le logo sur fond transparent.',
  'preflight.photo.print':
    'On dirait une photo, qui s’imprime tout entière. Un logo dessiné sur fond transparent rend mieux.',
  'preflight.photo.embroidery':
    'On dirait une photo, qui ne peut pas être brodée. Envoyez un logo dessiné en quelques couleurs pleines, s’il vous plaît.',
  'preflight.margins.good': 'Il remplit bien son image.',
  'preflight.margins.wide':
    'Le vide autour le rend {percent} % plus petit qu’il ne pourrait l’être. Rognez-le pour l’agrandir.',
  'preflight.margins.offCenter':
    'Il n’est pas au milieu de son image : {left} % de vide à gauche et {right} % à droite, {top} % en haut et {bottom} % en bas. Rognez-le pour le centrer.',
  'preflight.contrast.good': 'Il ressort bien sur un produit de cette couleur.',
  'preflight.contrast.goneInDark':
    'Il disparaîtrait sur un produit de cette couleur. Prenez une version claire du logo, ou un produit plus clair.',
  'preflight.contrast.goneInLight':
    'Il disparaîtrait sur un produit de cette couleur. Prenez une version foncée du logo, ou un produit plus foncé.',
  'preflight.contrast.vanishesInDark':
    'Des parties ({percent} %, en {color}) disparaîtraient sur un produit de cette couleur. Prenez une version claire du logo, ou un produit plus clair.',
  'preflight.contrast.vanishesInLight':
    'Des parties ({percent} %, en {color}) disparaîtraient sur un produit de cette couleur. Prenez une version foncée du logo, ou un produit plus foncé.',
  'preflight.contrast.faint':
    'On le distingue mal : {color} est proche de la couleur du produit. Une autre couleur de produit le montrera mieux.',
  'preflight.contrast.inside':
    'Des parties intérieures ({percent} %) ont la couleur du produit et auront l’air de trous. Si ce n’est pas voulu, prenez une autre couleur.',
  'preflight.hairlines.good': 'Ses traits sont assez épais.',
  'preflight.hairlines.print':
    'Il a des traits ou des points de moins de 0,3 mm ({percent} % du logo), qui peuvent se perdre à l’impression. Épaississez-les, ou simplifiez le logo.',
  'preflight.hairlines.embroidery':
    'Il a des traits ou des points de moins de 1 mm ({percent} % du logo), trop fins pour être brodés. Épaississez-les, ou simplifiez le logo.',
  'alt.shot': 'Visuel de produit avec le logo {logo} : {prompt}',
  'alt.proof': 'Aperçu tiré d’un modèle, avec le logo {logo} : {prompt}',
  'alt.sheet': 'Planche contact : {captions}',
  'option.logo.name': 'logo',
  'option.prompt.name': 'prompt',
  'option.product.name': 'produit',
  'option.color.name': 'couleur',
  'option.size.name': 'taille',
  'option.count.name': 'nombre',
  'option.deployment.name': 'déploiement',
  'option.id.name': 'id',
  'option.of.name': 'vue',
  'option.page.name': 'page',
  'option.view.name': 'vue',
  'option.scene.name': 'décor',
  'option.background.name': 'fond',
  'option.technique.name': 'procédé',
  'option.placement.name': 'emplacement',
  'option.scale.name': 'échelle',
  'option.offset.name': 'décalage',
  'option.rotation.name': 'pivotement',
  'choice.view.front': 'De face',
  'choice.view.three-quarter': 'De trois quarts',
  'choice.scene.studio': 'Studio uni',
  'choice.scene.transparent': 'Fond transparent',
  'choice.scene.desk': 'Bureau chaleureux',
  'choice.technique.print': 'Impression',
  'choice.technique.embroidery': 'Broderie',
  'choice.technique.engraving': 'Gravure',
  'choice.placement.front': 'Devant, en grand',
  'choice.placement.left-chest': 'Poitrine gauche',
  'choice.placement.back': 'Dos',
  'choice.of.mine': 'Mes propres mockups',
  'choice.of.queue': 'La file de tout le monde',
  'terminal.titleUsage': 'Utilisation :',
  'terminal.titleArguments': 'Arguments :',
  'terminal.titleOptions': 'Options :',
  'terminal.titleExamples': 'Exemples :',
  'terminal.usageOptions': '[options]',
  'terminal.optionDefault': '{description} (par défaut : {value})',
  'terminal.optionList': '{description} ; plusieurs, séparés par des virgules',
  'terminal.optionLogo': '{description} ; - lit l’entrée standard',
  'terminal.exitCodes':
    'Les chemins des visuels terminés vont sur la sortie standard, tout le reste sur l’erreur standard.\nCodes de sortie : 0 tout est fait, 1 quelque chose n’a pas pu l’être, 2 la ligne de commande n’avait pas\nde sens, 130 annulé avec Ctrl-C.',
  'terminal.noLogo': 'Indiquez un logo, s’il vous plaît : un fichier image, ou - pour l’entrée standard.',
  'terminal.noOption': 'L’option {option} n’existe pas. --help montre celles qui existent.',
  'terminal.noOptionSimilar': 'L’option {option} n’existe pas. Vouliez-vous dire {similar} ?',
  'terminal.noValue': 'L’option {option} demande une valeur.',
  'terminal.tooManyWords': 'Il y a plus de mots que la commande n’en prend. --help montre ce qu’elle fait.',
  'terminal.noAnswer': 'pas de réponse',
};
