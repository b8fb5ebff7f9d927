import type { Catalogue } from './catalogue.ts';

/** German: „du“, kind and short. A shot is a Bild, a proof a Vorschau, an image service a Bilddienst; Mockup, Prompt and Deployment stay. */
export const de: Catalogue = {
  'logo.empty': 'Diese Datei ist leer. Bitte schick das Logo noch einmal als PNG, JPEG, WebP oder SVG.',
  'logo.tooLarge': 'Diese Datei ist größer als {limitMb} MB. Bitte schick das Logo als kleineres PNG, JPEG oder WebP.',
  'logo.tooManyPixels':
    'Dieses Bild hat {megapixels} Megapixel; bis zu {limitMegapixels} sind möglich. Bitte schick es kleiner, zum Beispiel 2048 Pixel breit.',
  'logo.truncated':
    'Dieses Bild ist abgeschnitten oder beschädigt. Bitte speichere das Logo noch einmal als PNG und schick dieses.',
  'logo.blank':
    'Dieses Bild ist vollständig durchsichtig, ein Logo ist also nicht zu sehen. Bitte schick eines, auf dem etwas zu sehen ist.',
  'logo.heic': 'Das ist ein HEIC-Foto, das hier nicht gelesen werden kann. Bitte schick das Logo als PNG oder JPEG.',
  'logo.pdf': 'Das ist ein PDF. Bitte exportiere das Logo als SVG oder als PNG mit mindestens 1000 Pixeln Breite.',
  'logo.postscript':
    'Das ist eine EPS- oder Illustrator-Datei. Bitte exportiere das Logo als SVG oder als PNG mit mindestens 1000 Pixeln Breite.',
  'logo.psd': 'Das ist eine Photoshop-Datei. Bitte exportiere das Logo als PNG mit durchsichtigem Hintergrund.',
  'logo.text': 'Das ist eine Textdatei und kein Bild. Bitte schick das Logo als PNG, JPEG, WebP oder SVG.',
  'logo.svgUnsafe':
    'Dieses SVG verweist auf Dinge außerhalb der Datei. Bitte exportiere es so, dass alles eingebettet ist, oder schick ein PNG.',
  'logo.svgTooComplex': 'Dieses SVG zu zeichnen dauert hier zu lange. Bitte schick das Logo als PNG.',
  'logo.svgText':
    'Der Text in diesem SVG braucht eine Schrift, die es hier nicht gibt. Bitte wandle ihn in Pfade um oder schick ein PNG.',
  'logo.archive':
    'Das ist ein Archiv oder ein Dokument und kein Bild. Bitte schick das Logo selbst als PNG, JPEG, WebP oder SVG.',
  'logo.unknown':
    'Diese Datei ist kein Bild, das hier gelesen werden kann. Bitte schick das Logo als PNG, JPEG, WebP, AVIF, GIF, TIFF oder SVG.',
  'option.tooMany':
    'Auf einmal sind bis zu {limit} Mockups möglich. Bitte schick weniger Logos oder wähle eine kleinere Anzahl.',
  'mockup.sizeRefused':
    'Das Deployment {deployment} macht Größen von {min} bis {max}, nicht {size}. Bitte wähle eine andere Größe.',
  'option.prompt': 'Ein Prompt hat 1 bis {limit} Zeichen. Bitte schreib einen oder lass ihn weg.',
  'option.color':
    '„{color}“ ist keine Farbe, die hier bekannt ist. Bitte nimm einen gängigen englischen Namen wie navy oder einen Code wie #1b2a4a.',
  'option.deployment': 'Es gibt kein Deployment namens „{deployment}“. Es gibt: {names}.',
  'option.product': '„{product}“ ist kein Produkt, das hier bekannt ist. Es gibt: {names}.',
  'option.size': 'Die Größe muss eine von diesen sein: {sizes}.',
  'option.count': 'Die Anzahl muss eine ganze Zahl von 1 bis {limit} sein.',
  'option.scale': 'Die Skalierung ist eine ganze Zahl von {min} bis {max}, in Prozent.',
  'option.offset': 'Ein Versatz sind zwei ganze Zahlen bis {limit} mit einem Komma dazwischen, wie 10,-5.',
  'option.rotation': 'Die Drehung ist eine ganze Zahl von Grad von {min} bis {max}.',
  'option.other': 'Die Option {option} hat einen Wert, der nicht passt.',
  'option.logo': 'Ein Mockup braucht ein Logo. Bitte schick ein Bild mit.',
  'store.stopped':
    'Das kann gerade nicht weitergehen, weil es sich nicht speichern ließ (Referenz {reference}). Es wird von selbst noch einmal versucht.',
  'store.failed':
    'Gerade kann nichts angenommen werden, weil es sich nicht speichern ließ (Referenz {reference}). Bitte sag dem Betreiber Bescheid.',
  'command.unknown': 'Den Befehl {name} gibt es nicht. Versuch es mit help.',
  'command.mockup': 'Macht aus einem Logo Produktbilder',
  'command.mockup.logo': 'Das Logo: PNG, JPEG, WebP, AVIF, GIF, TIFF oder SVG, bis 20 MB',
  'command.mockup.prompt':
    'Was zu sehen sein soll, in deinen Worten (sonst: eine schwarze Baseballkappe allein im Bild)',
  'command.mockup.product': 'Ein Produkt; schreibt den Prompt für dich',
  'command.mockup.color': 'Seine Farbe: ein englischer Name wie navy oder ein Code wie #1b2a4a',
  'command.mockup.size': 'Seitenlänge des quadratischen Bildes in Pixeln',
  'command.mockup.count': 'Wie viele verschiedene Bilder von jedem Logo',
  'command.mockup.deployment': 'Welches Deployment die Bilder macht',
  'command.mockup.view': 'Von wo das Produkt zu sehen ist',
  'command.mockup.scene': 'Wo es steht: Studio, gar nichts (transparent) oder ein warmer Schreibtisch',
  'command.mockup.background': 'Farbe des Studios: ein englischer Name wie white oder ein Code wie #f4f0e6',
  'command.mockup.technique': 'Wie das Logo aufgebracht wird',
  'command.mockup.placement': 'Wo auf dem Produkt das Logo sitzt',
  'command.mockup.scale': 'Größe des Logos in Prozent seiner üblichen',
  'command.mockup.offset': 'Schiebt das Logo nach rechts und unten, in Prozent der Druckfläche: 10,-5',
  'command.mockup.rotation': 'Dreht das Logo im Uhrzeigersinn, in Grad',
  'command.makeFromMessage': 'Mockup machen',
  'command.help': 'Was du hier machen lassen kannst, und wie',
  'help.text':
    'Schick ein Logo und, wenn du magst, einen Prompt; Produktbilder mit deinem Logo kommen an dieselbe Stelle zurück. Ohne Prompt wird es eine schwarze Baseballkappe; Produkt und Farbe schreiben den Prompt für dich. Die Größen sind 512, 768 und 1024 Pixel.',
  'help.templateRenders':
    'Es ist kein KI-Deployment eingerichtet, deshalb werden die Bilder aus eingebauten Vorlagen gerendert.',
  'progress.received': 'Logo wird geholt',
  'progress.accepted': 'angenommen',
  'progress.queued': 'in der Warteschlange',
  'progress.queuedBehind':
    'in der Warteschlange, {ahead, plural, =0 {als Nächstes dran} one {# davor} other {# davor}}',
  'progress.queuedSeconds':
    'in der Warteschlange, {ahead, plural, =0 {als Nächstes dran} one {# davor} other {# davor}}, etwa {range} Sekunden',
  'progress.queuedMinutes':
    'in der Warteschlange, {ahead, plural, =0 {als Nächstes dran} one {# davor} other {# davor}}, etwa {range} Minuten',
  'progress.working': 'wird gerendert',
  'progress.rendering': 'wird gerendert, {percent} %',
  'progress.collecting': 'Bilder werden geholt',
  'progress.done': 'fertig',
  'progress.doneLate': 'fertig, verspätet',
  'progress.failed': 'hat nicht geklappt',
  'progress.cancelled': 'abgebrochen',
  'progress.undecided': 'ungeklärt',
  'progress.unanswered': 'der Bilddienst antwortet nicht, wird weiter versucht',
  'progress.logoUnanswered': 'das Logo lässt sich noch nicht holen, wird weiter versucht',
  'progress.several': '{done} von {count} fertig',
  'button.again': 'Noch einmal',
  'button.tryAgain': 'Erneut versuchen',
  'button.edit': 'Prompt ändern',
  'button.size': 'Andere Größe',
  'button.files': 'Originaldateien',
  'button.delete': 'Löschen',
  'button.cancel': 'Abbrechen',
  'button.fetch': 'Ergebnis holen',
  'button.look': 'Noch einmal suchen',
  'button.remake': 'Neu machen (kostet evtl. doppelt)',
  'button.drop': 'Fallen lassen',
  'button.newer': 'Neuere',
  'button.older': 'Ältere',
  'button.forget': 'Alles löschen',
  'button.back': 'Zurück',
  'button.make': 'Herstellen',
  'button.product': 'Produkt',
  'button.color': 'Farbe',
  'button.language': 'Sprache',
  'button.writePrompt': 'Prompt schreiben',
  'button.discard': 'Verwerfen',
  'modal.make': 'Mockup machen',
  'modal.edit': 'Ein anderer Prompt',
  'modal.prompt': 'Prompt',
  'modal.promptHint': 'Leer: eine schwarze Baseballkappe',
  'modal.product': 'Produkt',
  'modal.size': 'Größe in Pixeln',
  'chat.proof': 'Eine Vorschau aus einer Vorlage, bis die Bilder da sind.',
  'chat.expected': 'Erwartet {low} – {high}',
  'chat.line': '{number}. {logo}: {progress}',
  'chat.caption': '{prompt} · {size} px · Seed {seed} · {took}',
  'chat.captionNoTime': '{prompt} · {size} px · Seed {seed}',
  'chat.captionOwn': 'Seed {seed} · {took}',
  'chat.seconds': '{seconds} s',
  'chat.minutes': '{minutes} min {seconds} s',
  'chat.more': '… und {count, plural, one {eines mehr} other {# mehr}}',
  'chat.ready': '{who} {count, plural, one {Dein Mockup ist fertig.} other {Deine Mockups sind fertig.}}',
  'chat.fetchHere':
    'Ich kann hier nicht von selbst schreiben: Wenn es länger als eine Viertelstunde dauert, drück auf „Ergebnis holen“.',
  'chat.shrunk':
    'Kleiner gezeigt, weil hier keine Dateien dieser Größe angenommen werden. Unter „Originaldateien“ bekommst du, was sich schicken lässt.',
  'chat.notYours': 'Das kann nur, wer darum gebeten hat. „Noch einmal“ macht dir ein eigenes.',
  'chat.gone': 'Das war eine Weile gespeichert und ist jetzt weg. Bitte schick das Logo noch einmal.',
  'chat.oldButton': 'Dieser Knopf stammt aus einer anderen Version und hat keine Wirkung mehr. Bitte fang neu an.',
  'chat.notAllowed': 'Dieser Bot ist hier nicht für alle offen. Bitte frag die Leute, die ihn betreiben.',
  'chat.cannotPost':
    'Ich darf hier keine Bilder schicken. Bitte nutze mich woanders oder lass mir die Rechte geben, Nachrichten zu senden und Dateien anzuhängen.',
  'chat.noPicture': 'In dieser Nachricht ist kein Bild. Bitte wähle eine, die das Logo enthält.',
  'chat.tooLate': 'Das ist zu lange her. Bitte fang von vorn an.',
  'chat.notReady': 'Es ist noch nicht fertig; es erscheint dann hier.',
  'chat.deleteRefused': 'Ich konnte die Nachricht nicht entfernen. Bitte lösche sie selbst.',
  'chat.originalsTooLarge':
    '{count, plural, one {Eine Datei ist} other {# Dateien sind}} größer als das, was hier geschickt werden kann, und {count, plural, one {bleibt} other {bleiben}} deshalb auf dem Server, der sie aufbewahrt.',
  'chat.originalsLeft':
    '{count, plural, one {Eine weitere Datei konnte} other {# weitere Dateien konnten}} nicht geschickt werden: Eine Antwort kann hier nur wenige Nachrichten haben.',
  'chat.originalsFailed':
    '{count, plural, one {Eine Datei konnte} other {# Dateien konnten}} gerade nicht geschickt werden. Bitte versuch es gleich noch einmal.',
  'chat.unavailable': 'Das hat gerade nicht geklappt. Bitte versuch es gleich noch einmal.',
  'forget.confirm':
    'Das löscht alle deine Aufträge samt Logos und Bildern, überall, wo du diesen Bot benutzt hast. Es lässt sich nicht rückgängig machen.',

  'card.choose':
    '{count, plural, one {Ein Logo} other {# Logos}}. Wähle aus, was entstehen soll, und drücke „Herstellen“: Bis dahin wird nichts gemacht.',
  'card.proof': 'Das Bild ist ein kostenloser Entwurf auf einer Vorlage ({product}).',
  'card.notYours': 'Nur wer das Logo geschickt hat, kann diese Karte ändern.',
  'card.over': 'Diese Karte ist schon benutzt. Bitte schicke das Logo für eine neue noch einmal.',
  'card.discarded': 'Verworfen: Es wurde nichts gemacht.',
  'chat.moved': '{who} Die Antwort konnte nicht dorthin gebracht werden, wo du gefragt hast; deshalb ist sie hier.',
  'chat.photoHint':
    'Ein Tipp für das nächste Mal: Als Datei statt als Foto geschickt, behält ein Logo seine Transparenz und scharfe Kanten.',
  'chat.sendPicture': 'Ich öffne keine Links. Bitte schicke das Bild selbst.',
  'chat.stillPicture':
    'Bewegte Bilder können kein Logo sein. Bitte schicke ein stehendes als PNG, JPEG, WebP oder SVG.',
  'chat.mockupHow': '/mockup gehört als Text unter ein Bild oder in eine Antwort auf ein Bild.',
  'chat.albumPart':
    'Ich sehe hier nur ein Bild dieses Albums. Damit alle gemacht werden, schicke mir das Album direkt oder mache mich in dieser Gruppe zum Admin.',
  'chat.askPrompt': 'Antworte auf diese Nachricht mit dem Prompt. Jetzt lautet er: {prompt}',
  'chat.promptHint': 'Was zu sehen sein soll',
  'chat.removed': 'Entfernt.',
  'chat.adminsOnly': 'Das können hier nur Admins.',
  'chat.othersButton': 'Das kann nur, wer darum gebeten hat.',
  'chat.albumForgotten':
    'Die anderen Bilder dieses Albums sind hier nicht mehr bekannt. Damit alle gemacht werden, sende das Album bitte noch einmal.',
  'start.text':
    'Hallo! Schicke mir ein Logo, am besten als Datei, und ich antworte mit Produktfotos, die es tragen. In einer Gruppe schreibst du /mockup unter ein Bild oder in die Antwort auf eins. /help sagt mehr.',
  'settings.title': 'Einstellungen dieses Chats, für alles, was hier ohne andere Angabe gefragt wird.',
  'settings.size': 'Größe: {size} px',
  'settings.product': 'Produkt: {product}',
  'settings.color': 'Farbe: {color}',
  'settings.language': 'Sprache: {name}',
  'settings.ownLanguage': 'die der jeweiligen Person',
  'settings.askYes': 'Vor dem Herstellen fragen: ja',
  'settings.askNo': 'Vor dem Herstellen fragen: nein',
  'settings.notAdmin': 'Nur Admins dieser Gruppe können ihre Einstellungen ändern.',
  'limit.waiting':
    'Von dir warten schon {waiting}, und bis zu {limit} dürfen gleichzeitig warten. Bitte versuch es noch einmal, wenn einige davon fertig sind, oder wünsch dir weniger.',
  'limit.personDay':
    'Jede Person kann pro Tag {limit} Mockups machen lassen. Bitte versuch es in {hours, plural, =0 {weniger als einer Stunde} one {etwa einer Stunde} other {etwa # Stunden}} noch einmal.',
  'limit.allDay':
    'Für heute sind hier so viele Mockups gemacht worden, wie bezahlt werden. Bitte versuch es in {hours, plural, =0 {weniger als einer Stunde} one {etwa einer Stunde} other {etwa # Stunden}} noch einmal.',
  'limit.atOnce': 'Pro Tag sind bis zu {limit} Mockups möglich. Bitte wünsch dir weniger auf einmal.',
  'command.again': 'Macht etwas von früher noch einmal',
  'command.again.prompt': 'Ein anderer Prompt statt des alten',
  'command.again.size': 'Eine andere Größe statt der alten',
  'command.again.id': 'Welches, mit der ID aus deinem Verlauf (sonst: das neueste)',
  'command.cancel': 'Bricht ab, was gerade für dich gemacht wird',
  'command.cancel.id': 'Welches, mit seiner ID; mit -2 am Ende das zweite Mockup davon (sonst: das neueste)',
  'command.status': 'Wie weit deine Mockups sind',
  'command.status.of': 'Deine eigenen Mockups oder die Warteschlange aller',
  'command.history': 'Was du schon hast machen lassen, und die Bilder davon noch einmal',
  'command.history.id': 'Das, von dem du die Bilder noch einmal willst',
  'command.history.page': 'Welche Seite, das Neueste zuerst',
  'command.forget': 'Löscht alles, was hier von dir gespeichert ist',
  'command.start': 'Sagt Hallo und erklärt, wie es geht',
  'command.settings': 'Was der Bot in diesem Chat tut, wenn du nichts anderes sagst',
  'again.sameSeed': 'Das Deployment {deployment} nimmt keinen Seed, das Ergebnis kann also dasselbe sein.',
  'again.noLogo': 'Das Logo davon ist nicht mehr hier. Bitte schick es noch einmal.',
  'again.noDeployment': 'Das Deployment {deployment} davon ist nicht mehr eingerichtet. Bitte wähle ein anderes.',
  'cancel.nothing': 'Für dich wird gerade nichts gemacht, es gibt also nichts abzubrechen.',
  'cancel.cancelled': '{count, plural, one {Das Mockup wurde abgebrochen} other {# Mockups wurden abgebrochen}}.',
  'cancel.finished':
    '{count, plural, one {Eines war schon fertig: sein Bild wird geliefert} other {# waren schon fertig: ihre Bilder werden geliefert}}.',
  'cancel.requested':
    'Der Abbruch von {count, plural, one {einem Mockup} other {# Mockups}} ist weitergegeben. Gleich ist klar, was daraus geworden ist.',
  'status.nothing': 'Für dich wird gerade nichts gemacht.',
  'status.line': '{id} {logo}: {progress}',
  'status.left': 'Von einem früheren Befehl liegen geblieben; der nächste mockup-Befehl macht damit weiter: {id}',
  'status.queue':
    '{active, plural, =0 {Gerade läuft kein Auftrag} one {Gerade läuft ein Auftrag} other {Gerade laufen # Aufträge}}, und {waiting, plural, =0 {niemand wartet} one {ein Mockup wartet} other {# Mockups warten}}.',
  'history.empty': 'Du hast hier noch nichts machen lassen.',
  'history.unknown': 'Unter dieser ID gibt es hier nichts von dir. In history siehst du, was es gibt.',
  'history.line': '{id} {when}, {made} von {count} gemacht: {prompt}',
  'history.page': 'Seite {page} von {pages}.',
  'history.noPage': 'Es gibt nur {pages, plural, one {# Seite} other {# Seiten}}. Bitte wähle eine davon.',
  'history.noShots': 'Davon wurden keine Bilder gemacht, es gibt also nichts noch einmal zu schicken.',
  'history.notSent': 'Die Bilder konnten gerade nicht geschickt werden. Bitte versuch es später noch einmal.',
  'forget.done':
    '{count, plural, =0 {Hier war nichts von dir} one {Ein Auftrag von dir wurde samt Logo und Bildern gelöscht} other {# Aufträge von dir wurden samt Logos und Bildern gelöscht}}.',
  'forget.stopping':
    '{count, plural, one {Einer wird} other {# werden}} noch angehalten und gelöscht, sobald das erledigt ist.',
  'forget.elsewhere':
    '{count, plural, one {Einer gehört} other {# gehören}} zu einem Befehl, der noch läuft und jetzt aufhören soll. Bitte ruf forget noch einmal auf, wenn er zu Ende ist.',
  'forget.limits':
    'Von hier aus nicht erreichbar: Dateien bei ComfyDeploy sowie Nachrichten und Dateien, die du schon bekommen hast. Wie viele Mockups es heute waren, wird ohne Namen bis morgen weitergezählt.',
  'mockup.undeliverable':
    'Die Antwort konnte nicht hierher gebracht werden und ist aufgehoben. Mit history und der ID {id} bekommst du sie.',
  'option.id': 'Eine ID sieht aus wie die in deinem Verlauf. Bitte kopiere eine von dort.',
  'option.page': 'Eine Seite ist eine ganze Zahl ab 1.',
  'option.of': 'Es muss eines von diesen sein: {names}.',
  'terminal.optionHelp': 'Zeigt das hier',
  'terminal.optionOut':
    'Ordner für die Bilder; wird angelegt, wenn es ihn nicht gibt, und nichts darin wird je überschrieben',
  'terminal.optionJson': 'Gibt je Mockup ein JSON-Objekt auf der Standardausgabe aus und dort sonst nichts',
  'terminal.optionQuiet': 'Kein Fortschritt; nur Pfade und Fehler',
  'terminal.optionCheck': 'Macht nichts; sagt nur, ob das Logo zum Drucken taugt',
  'terminal.optionRepair':
    'Bessert das Logo vorher aus: Hintergrund, Rand, dunkle Farben oder alles, was die Prüfung vorschlägt; mehrere mit Kommas dazwischen',
  'terminal.noRepair': 'Eine Ausbesserung namens „{name}“ gibt es nicht. Es gibt: {names}.',
  'terminal.repairedLogo': 'Das ausgebesserte Logo: {path}',
  'terminal.mend.removeFlatBackground': 'Mit {option} wird der Kasten entfernt.',
  'terminal.mend.trim': 'Mit {option} wird der leere Rand abgeschnitten.',
  'terminal.mend.lightVersion': 'Mit {option} wird weiß, was daran dunkel ist.',
  'terminal.noFile': 'Es gibt keine Datei {path}.',
  'terminal.folder': '{path} ist ein Ordner. Bitte nenne das Bild darin.',
  'terminal.noPermission': 'Die Datei {path} lässt sich nicht lesen: keine Berechtigung.',
  'terminal.unreadable': 'Die Datei {path} lässt sich nicht lesen ({code}).',
  'terminal.stdinGone': 'Das Logo kam von der Standardeingabe und ist weg. Bitte schick es noch einmal.',
  'terminal.outUnwritable':
    'Nach {path} kann nichts geschrieben werden ({code}). Bitte nenne mit --out einen anderen Ordner.',
  'terminal.cancelling': 'Wird abgebrochen. Drück noch einmal Strg-C, um sofort zu gehen.',
  'terminal.cancelled':
    'Abgebrochen: {count, plural, one {der Auftrag wurde gestoppt} other {# Aufträge wurden gestoppt}}.',
  'terminal.left': 'Bleibt, wie es ist; der nächste mockup-Befehl hier macht damit weiter.',
  'terminal.cancelUnconfirmed':
    'Der Bilddienst hat das noch nicht bestätigt. Der nächste mockup-Befehl hier verfolgt es bis zum Ende.',
  'terminal.unreachable': 'Der Bilddienst ist nicht zu gebrauchen: {reason}',
  'terminal.store': 'Es lässt sich nichts speichern, deshalb wird nichts begonnen: {reason}',
  'terminal.bug': 'Bei uns ist etwas schiefgegangen (Referenz {reference}). Was passiert ist, steht in {file}.',
  'terminal.proof': 'Eine Vorschau aus einer Vorlage, solange das Bild gemacht wird: {path}',
  'terminal.undecided':
    'Noch einmal machen: npm run mockup -- again {id}. Fallen lassen: npm run mockup -- cancel {id}. Bis dahin suchen spätere Befehle noch einmal nach dem Auftrag.',
  'terminal.tooMany': 'Es laufen schon {count} mockup-Befehle. Bitte warte, bis einer davon zu Ende ist.',
  'terminal.silence':
    'Der Bilddienst hat seit {seconds} Sekunden nicht geantwortet. Der Auftrag läuft vielleicht weiter; der nächste mockup-Befehl hier macht damit weiter.',
  'terminal.resumed':
    'Außerdem {count, plural, one {wird ein Mockup fertig gemacht, das} other {werden # Mockups fertig gemacht, die}} ein früherer Befehl hinterlassen hat.',
  'terminal.noSheet': 'Das Übersichtsbild konnte nicht gemacht werden. Die Bilder selbst sind da.',
  'terminal.resumedShot': 'von einem früheren Befehl: {path}',
  'mockup.cancelled': 'Abgebrochen.',
  'mockup.undecided':
    'Die Antwort auf den Auftrag ging verloren, und es lässt sich nicht herausfinden, ob er begonnen wurde. Ihn noch einmal zu geben kann doppelt kosten.',
  'mockup.neverDecided':
    'Einen Tag lang war nicht herauszufinden, ob der Auftrag begonnen wurde, und niemand wollte ihn noch einmal geben. Bitte wünsch es dir neu.',
  'mockup.expired': 'Die Bilder waren eine Weile gespeichert und sind jetzt weg. Bitte lass sie noch einmal machen.',
  'mockup.otherBackend':
    'Das war für ein anderes ComfyDeploy-Konto oder einen anderen Server gedacht als jetzt eingestellt, deshalb wurde es nicht gemacht. Bitte wünsch es dir neu.',
  'mockup.misconfigured':
    'Das Deployment ist so, wie es eingerichtet ist, nicht zu gebrauchen. Mehr findet der Betreiber unter der Referenz {reference}.',
  'mockup.bug':
    'Bei uns ist etwas schiefgegangen. Wenn es wieder passiert, nenne dem Betreiber bitte die Referenz {reference}.',
  'run.failed': 'Der Bilddienst konnte es nicht machen: {reason}',
  'run.failedSilently':
    'Der Bilddienst konnte es nicht machen und hat nicht gesagt, warum. Bitte versuch es noch einmal, vielleicht mit einem anderen Prompt.',
  'run.timedOut': 'Der Bilddienst ist in seiner Zeit nicht fertig geworden. Bitte versuch es noch einmal.',
  'run.noPictures': 'Der Bilddienst wurde fertig, aber ohne Bild. Bitte versuch es noch einmal.',
  'run.unreadablePictures':
    'Der Bilddienst hat mit etwas geantwortet, das kein Bild ist. Bitte versuch es noch einmal.',
  'run.cancelledElsewhere':
    'Der Bilddienst hat diesen Auftrag beendet, bevor er fertig war. Bitte versuch es noch einmal.',
  'run.vanished': 'Der Bilddienst kennt diesen Auftrag nicht mehr. Bitte versuch es noch einmal.',
  'run.unanswered': 'Der Bilddienst hat lange nicht geantwortet. Bitte versuch es später noch einmal.',
  'service.noCredit': 'Das Konto beim Bilddienst ist leer. Bitte sag dem Betreiber Bescheid.',
  'service.badToken':
    'Der Bilddienst nimmt das Token nicht an, das hier eingestellt ist. Bitte sag dem Betreiber Bescheid.',
  'service.notFound': 'Der Bilddienst kennt das Deployment {deployment} nicht. Bitte sag dem Betreiber Bescheid.',
  'service.refused': 'Der Bilddienst hat das abgelehnt (Status {status}). Bitte sag dem Betreiber Bescheid.',
  'service.unreachable': 'Der Bilddienst ist nicht zu erreichen. Bitte versuch es später noch einmal.',
  'platform.unavailable': '{platform} hat das Logo lange nicht herausgegeben. Bitte schick es später noch einmal.',
  'platform.gone': '{platform} hat das Logo nicht mehr. Bitte schick es noch einmal.',
  'platform.forbidden':
    '{platform} lässt Bots das Logo dort nicht lesen, wo es geschickt wurde. Bitte schick es woanders oder sag dem Betreiber Bescheid.',
  'platform.tooBig':
    '{platform} gibt Dateien dieser Größe nicht an Bots heraus. Bitte schick das Logo als kleinere Datei.',
  'platform.refused': '{platform} hat das Logo nicht herausgegeben. Bitte schick es noch einmal.',
  'note.noPromptInput': 'Das Deployment {deployment} nimmt keinen Prompt, er hat also keine Wirkung.',
  'note.noSizeInput': 'Das Deployment {deployment} nimmt keine Größe, sie hat also keine Wirkung.',
  'note.noDetailInput': 'Das Deployment {deployment} nimmt {names} nicht entgegen, das kann also nur der Prompt sagen.',
  'note.noSuchChoice': 'Dieses Produkt gibt es hier nicht mit „{choices}“, deshalb ist es wie sonst zu sehen.',
  'note.unknownProduct':
    'Der Prompt nennt kein Produkt, das hier bekannt ist, deshalb ist es auf einer Baseballkappe zu sehen.',
  'note.timedOutWithPictures': 'Der Auftrag wurde vom Zeitlimit beendet; das hier war bis dahin fertig.',
  'note.late':
    'Entschuldige, dass das spät kommt: Es war schon eine Weile fertig, bevor es hierher gebracht werden konnte.',
  'note.finishedBeforeCancel': 'Es war schon fertig, als der Abbruch kam: hier ist es.',
  'note.repair.removeFlatBackground': 'Der Kasten hinter dem Logo wurde entfernt.',
  'note.repair.trim': 'Der leere Rand um das Logo wurde abgeschnitten.',
  'note.repair.lightVersion': 'Was am Logo dunkel war, wurde weiß gemacht.',
  'note.repair.none': 'Am Logo gab es nichts auszubessern.',
  'preflight.ink': 'Darauf ist kaum etwas zu sehen. Bitte schicke ein Logo, das kräftiger ist.',
  'preflight.resolution.vector': 'Es ist eine Zeichnung (SVG) und darum in jeder Größe scharf.',
  'preflight.resolution.crisp': 'Es hat reichlich Pixel: {dpi} DPI bei {width} mm Druckbreite.',
  'preflight.resolution.enough':
    'Es hat genug Pixel: {dpi} DPI bei {width} mm Druckbreite. Gestochen scharf wären 300.',
  'preflight.resolution.soft':
    'Es hat wenig Pixel, feine Kanten werden also weich: {dpi} DPI bei {width} mm Druckbreite. Schicke besser ein SVG oder ein Bild mit mindestens {pixels} Pixeln Breite.',
  'preflight.resolution.blurred':
    'Es hat zu wenig Pixel und wird unscharf: {dpi} DPI bei {width} mm Druckbreite. Bitte schicke ein SVG oder ein Bild mit mindestens {pixels} Pixeln Breite.',
  'preflight.resolution.elsewhere':
    'Es ist nicht für jede Stelle scharf genug: {cap} DPI vorn auf einer Kappe, {chest} auf der linken Brust, {full} auf der ganzen Vorderseite. Ab 150 ist es gut.',
  'preflight.transparency.none':
    'Es füllt sein ganzes Rechteck, und das wird alles gedruckt. Wenn das nicht so gedacht ist, schicke es mit durchsichtigem Hintergrund.',
  'preflight.transparency.good': 'Sein Hintergrund ist durchsichtig.',
  'preflight.transparency.soft':
    'Es hat halb durchsichtige Teile wie Schatten oder Verläufe; sie werden zu feinen Punkten gedruckt und lassen sich nicht sticken. Am besten kommen volle Farben heraus.',
  'preflight.background.paper':
    'Es liegt auf einem Kasten in {color}, der mitgedruckt würde. Entferne den Kasten, oder schicke das Logo mit durchsichtigem Hintergrund.',
  'preflight.background.colored':
    'Es liegt auf einem Kasten in {color}. Wenn der Kasten nicht zum Logo gehört, entferne ihn, oder schicke das Logo mit durchsichtigem Hintergrund.',
  'preflight.photo.print':
    'Es sieht nach einem Foto aus, und alles davon wird gedruckt. Ein gezeichnetes Logo auf durchsichtigem Hintergrund kommt besser heraus.',
  'preflight.photo.embroidery':
    'Es sieht nach einem Foto aus, und das lässt sich nicht sticken. Bitte schicke ein gezeichnetes Logo mit wenigen vollen Farben.',
  'preflight.margins.good': 'Es füllt sein Bild gut aus.',
  'preflight.margins.wide':
    'Leerer Raum ringsum macht es {percent} % kleiner, als es sein könnte. Schneide ihn weg, dann wird es größer.',
  'preflight.margins.offCenter':
    'Es sitzt nicht in der Mitte seines Bildes: links sind {left} % leer und rechts {right} %, oben {top} % und unten {bottom} %. Schneide den Rand weg, dann sitzt es mittig.',
  'preflight.contrast.good': 'Es hebt sich von einem Produkt in dieser Farbe gut ab.',
  'preflight.contrast.goneInDark':
    'Es würde auf einem Produkt in dieser Farbe verschwinden. Nimm eine helle Fassung des Logos oder ein helleres Produkt.',
  'preflight.contrast.goneInLight':
    'Es würde auf einem Produkt in dieser Farbe verschwinden. Nimm eine dunkle Fassung des Logos oder ein dunkleres Produkt.',
  'preflight.contrast.vanishesInDark':
    'Teile davon ({percent} %, in {color}) würden auf einem Produkt in dieser Farbe verschwinden. Nimm eine helle Fassung des Logos oder ein helleres Produkt.',
  'preflight.contrast.vanishesInLight':
    'Teile davon ({percent} %, in {color}) würden auf einem Produkt in dieser Farbe verschwinden. Nimm eine dunkle Fassung des Logos oder ein dunkleres Produkt.',
  'preflight.contrast.faint':
    'Es ist schwer zu erkennen: {color} ist der Farbe des Produkts sehr ähnlich. Eine andere Produktfarbe zeigt es besser.',
  'preflight.contrast.inside':
    'Teile in seinem Inneren ({percent} %) haben die Farbe des Produkts und sehen wie Löcher aus. Wenn sie das nicht sollen, nimm eine andere Farbe.',
  'preflight.hairlines.good': 'Seine Linien sind dick genug.',
  'preflight.hairlines.print':
    'Es hat Linien oder Punkte unter 0,3 mm ({percent} % davon), die im Druck verloren gehen können. Mach sie dicker oder das Logo einfacher.',
  'preflight.hairlines.embroidery':
    'Es hat Linien oder Punkte unter 1 mm ({percent} % davon), die zum Sticken zu fein sind. Mach sie dicker oder das Logo einfacher.',
  'alt.shot': 'Produktbild mit dem Logo {logo}: {prompt}',
  'alt.proof': 'Vorschau aus einer Vorlage, mit dem Logo {logo}: {prompt}',
  'alt.sheet': 'Übersichtsbild: {captions}',
  'option.logo.name': 'logo',
  'option.prompt.name': 'prompt',
  'option.product.name': 'produkt',
  'option.color.name': 'farbe',
  'option.size.name': 'größe',
  'option.count.name': 'anzahl',
  'option.deployment.name': 'deployment',
  'option.id.name': 'id',
  'option.of.name': 'wessen',
  'option.page.name': 'seite',
  'option.view.name': 'ansicht',
  'option.scene.name': 'szene',
  'option.background.name': 'hintergrund',
  'option.technique.name': 'technik',
  'option.placement.name': 'position',
  'option.scale.name': 'skalierung',
  'option.offset.name': 'versatz',
  'option.rotation.name': 'drehung',
  'choice.view.front': 'Vorne',
  'choice.view.three-quarter': 'Schräg von vorne',
  'choice.scene.studio': 'Schlichtes Studio',
  'choice.scene.transparent': 'Durchsichtig',
  'choice.scene.desk': 'Warmer Schreibtisch',
  'choice.technique.print': 'Druck',
  'choice.technique.embroidery': 'Stickerei',
  'choice.technique.engraving': 'Gravur',
  'choice.placement.front': 'Vorne, groß',
  'choice.placement.left-chest': 'Linke Brust',
  'choice.placement.back': 'Rücken',
  'choice.of.mine': 'Meine eigenen Mockups',
  'choice.of.queue': 'Die Warteschlange aller',
  'terminal.titleUsage': 'Aufruf:',
  'terminal.titleArguments': 'Argumente:',
  'terminal.titleOptions': 'Optionen:',
  'terminal.titleExamples': 'Beispiele:',
  'terminal.usageOptions': '[Optionen]',
  'terminal.optionDefault': '{description} (sonst: {value})',
  'terminal.optionList': '{description}; mehrere mit Kommas dazwischen',
  'terminal.optionLogo': '{description}; - liest die Standardeingabe',
  'terminal.exitCodes':
    'Die Pfade fertiger Bilder gehen auf die Standardausgabe, alles andere auf die Standardfehlerausgabe.\nRückgabewerte: 0 alles gemacht, 1 etwas konnte nicht gemacht werden, 2 der Aufruf ergab keinen Sinn,\n130 mit Strg-C abgebrochen.',
  'terminal.noLogo': 'Bitte nenne ein Logo: eine Bilddatei, oder - für die Standardeingabe.',
  'terminal.noOption': 'Die Option {option} gibt es nicht. Mit --help siehst du, was es gibt.',
  'terminal.noOptionSimilar': 'Die Option {option} gibt es nicht. Meinst du {similar}?',
  'terminal.noValue': 'Die Option {option} braucht einen Wert.',
  'terminal.tooManyWords': 'Das sind mehr Wörter, als der Befehl nimmt. Mit --help siehst du, was er macht.',
  'terminal.noAnswer': 'keine Antwort',
};
