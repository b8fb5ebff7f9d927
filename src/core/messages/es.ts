import type { Catalogue } from './catalogue.ts';

/**
 * Spanish, in words used on both sides of the Atlantic: «tú», kind and short. A shot is an imagen, a proof a vista previa, an image service
 * a servicio de imágenes, a deployment a despliegue; mockup stays.
 */
export const es: Catalogue = {
  'logo.empty': 'Este archivo está vacío. Envía el logo otra vez como PNG, JPEG, WebP o SVG, por favor.',
  'logo.tooLarge':
    'Este archivo pesa más de {limitMb} MB. Envía el logo como un PNG, JPEG o WebP más pequeño, por favor.',
  'logo.tooManyPixels':
    'Esta imagen tiene {megapixels} megapíxeles; se admiten hasta {limitMegapixels}. Envíala más pequeña, por ejemplo de 2048 píxeles de ancho.',
  'logo.truncated':
    'Esta imagen está cortada o dañada. Guarda el logo de nuevo como PNG y envía ese archivo, por favor.',
  'logo.blank':
    'Esta imagen es totalmente transparente, así que no se ve ningún logo. Envía una en la que se vea, por favor.',
  'logo.heic': 'Esta es una foto HEIC, que aquí no se puede leer. Envía el logo como PNG o JPEG, por favor.',
  'logo.pdf': 'Esto es un PDF. Exporta el logo como SVG, o como PNG de al menos 1000 píxeles de ancho, por favor.',
  'logo.postscript':
    'Este es un archivo EPS o de Illustrator. Exporta el logo como SVG, o como PNG de al menos 1000 píxeles de ancho, por favor.',
  'logo.psd': 'Este es un archivo de Photoshop. Exporta el logo como PNG con fondo transparente, por favor.',
  'logo.text': 'Este es un archivo de texto, no una imagen. Envía el logo como PNG, JPEG, WebP o SVG, por favor.',
  'logo.svgUnsafe':
    'Este SVG hace referencia a cosas fuera del archivo. Expórtalo con todo incrustado o envía un PNG, por favor.',
  'logo.svgTooComplex': 'Dibujar este SVG lleva aquí demasiado tiempo. Envía el logo como PNG, por favor.',
  'logo.svgText':
    'El texto de este SVG necesita una fuente que aquí no está. Conviértelo en trazados o envía un PNG, por favor.',
  'logo.archive':
    'Esto es un archivo comprimido o un documento, no una imagen. Envía el logo mismo como PNG, JPEG, WebP o SVG, por favor.',
  'logo.unknown':
    'Este archivo no es una imagen que se pueda leer aquí. Envía el logo como PNG, JPEG, WebP, AVIF, GIF, TIFF o SVG, por favor.',
  'option.tooMany': 'Se pueden pedir hasta {limit} mockups a la vez. Envía menos logos o elige una cantidad menor.',
  'mockup.sizeRefused':
    'El despliegue {deployment} hace tamaños de {min} a {max}, no de {size}. Elige otro tamaño, por favor.',
  'option.prompt': 'Un prompt tiene de 1 a {limit} caracteres. Escribe uno o déjalo vacío, por favor.',
  'option.color':
    '«{color}» no es un color conocido aquí. Usa un nombre común en inglés, como navy, o un código como #1b2a4a.',
  'option.deployment': 'No hay ningún despliegue llamado «{deployment}». Hay: {names}.',
  'option.product': '«{product}» no es un producto conocido aquí. Hay: {names}.',
  'option.size': 'El tamaño tiene que ser uno de estos: {sizes}.',
  'option.count': 'La cantidad tiene que ser un número entero de 1 a {limit}.',
  'option.scale': 'La escala es un número entero de {min} a {max}, en porcentaje.',
  'option.offset': 'Un desplazamiento son dos números enteros hasta {limit} con una coma entre ellos, como 10,-5.',
  'option.rotation': 'La rotación es un número entero de grados de {min} a {max}.',
  'option.other': 'La opción {option} tiene un valor que no sirve.',
  'option.logo': 'Un mockup necesita un logo. Adjunta una imagen, por favor.',
  'store.stopped':
    'Esto no puede seguir ahora mismo porque no se pudo guardar (referencia {reference}). Se volverá a intentar solo.',
  'store.failed':
    'Ahora mismo no se puede aceptar nada porque no se pudo guardar (referencia {reference}). Avisa a quien administra el bot, por favor.',
  'command.unknown': 'No existe el comando {name}. Prueba con help.',
  'command.mockup': 'Convierte un logo en imágenes de producto',
  'command.mockup.logo': 'El logo: PNG, JPEG, WebP, AVIF, GIF, TIFF o SVG, hasta 20 MB',
  'command.mockup.prompt': 'Qué mostrar, con tus palabras (si no: una gorra de béisbol negra, sola en el encuadre)',
  'command.mockup.product': 'Un producto; escribe el prompt por ti',
  'command.mockup.color': 'Su color: un nombre en inglés como navy o un código como #1b2a4a',
  'command.mockup.size': 'Lado de la imagen cuadrada en píxeles',
  'command.mockup.count': 'Cuántas imágenes distintas de cada logo',
  'command.mockup.deployment': 'Qué despliegue hace las imágenes',
  'command.mockup.view': 'Desde dónde se ve el producto',
  'command.mockup.scene': 'Dónde está: estudio, nada (transparente) o un escritorio cálido',
  'command.mockup.background': 'Color del estudio: un nombre en inglés como white o un código como #f4f0e6',
  'command.mockup.technique': 'Cómo se aplica el logotipo',
  'command.mockup.placement': 'En qué parte del producto va el logotipo',
  'command.mockup.scale': 'Tamaño del logotipo en porcentaje del habitual',
  'command.mockup.offset': 'Mueve el logotipo a la derecha y abajo, en porcentaje del área de impresión: 10,-5',
  'command.mockup.rotation': 'Gira el logotipo en sentido horario, en grados',
  'command.makeFromMessage': 'Hacer un mockup',
  'command.help': 'Qué se puede pedir y cómo',
  'help.text':
    'Envía un logo y, si quieres, un prompt; las imágenes de producto con tu logo llegan al mismo lugar. Sin prompt será una gorra de béisbol negra; el producto y el color escriben el prompt por ti. Los tamaños son 512, 768 y 1024 píxeles.',
  'help.templateRenders':
    'No hay ningún despliegue de IA configurado, así que las imágenes se hacen con plantillas incluidas.',
  'progress.received': 'obteniendo el logo',
  'progress.accepted': 'aceptado',
  'progress.queued': 'en cola',
  'progress.queuedBehind': 'en cola, {ahead, plural, =0 {es el siguiente} one {# por delante} other {# por delante}}',
  'progress.queuedSeconds':
    'en cola, {ahead, plural, =0 {es el siguiente} one {# por delante} other {# por delante}}, unos {range} segundos',
  'progress.queuedMinutes':
    'en cola, {ahead, plural, =0 {es el siguiente} one {# por delante} other {# por delante}}, unos {range} minutos',
  'progress.working': 'renderizando',
  'progress.rendering': 'renderizando, {percent} %',
  'progress.collecting': 'obteniendo las imágenes',
  'progress.done': 'listo',
  'progress.doneLate': 'listo, con retraso',
  'progress.failed': 'no se pudo hacer',
  'progress.cancelled': 'cancelado',
  'progress.undecided': 'sin aclarar',
  'progress.unanswered': 'el servicio de imágenes no responde, se sigue intentando',
  'progress.logoUnanswered': 'todavía no se puede obtener el logo, se sigue intentando',
  'progress.several': '{done} de {count} listos',
  'button.again': 'Otra vez',
  'button.tryAgain': 'Reintentar',
  'button.edit': 'Editar el prompt',
  'button.size': 'Otro tamaño',
  'button.files': 'Archivos originales',
  'button.delete': 'Eliminar',
  'button.cancel': 'Cancelar',
  'button.fetch': 'Traer el resultado',
  'button.look': 'Buscarlo otra vez',
  'button.remake': 'Rehacerlo (puede costar el doble)',
  'button.drop': 'Descartarlo',
  'button.newer': 'Más recientes',
  'button.older': 'Más antiguos',
  'button.forget': 'Eliminar todo',
  'button.back': 'Atrás',
  'button.make': 'Crear',
  'button.product': 'Producto',
  'button.color': 'Color',
  'button.language': 'Idioma',
  'button.writePrompt': 'Escribir un prompt',
  'button.discard': 'Descartar',
  'modal.make': 'Hacer un mockup',
  'modal.edit': 'Otro prompt',
  'modal.prompt': 'Prompt',
  'modal.promptHint': 'Vacío: una gorra de béisbol negra',
  'modal.product': 'Producto',
  'modal.size': 'Tamaño en píxeles',
  'chat.proof': 'Una vista previa hecha con una plantilla, hasta que lleguen las imágenes.',
  'chat.expected': 'Previsto {low} – {high}',
  'chat.line': '{number}. {logo}: {progress}',
  'chat.caption': '{prompt} · {size} px · semilla {seed} · {took}',
  'chat.captionNoTime': '{prompt} · {size} px · semilla {seed}',
  'chat.captionOwn': 'semilla {seed} · {took}',
  'chat.seconds': '{seconds} s',
  'chat.minutes': '{minutes} min {seconds} s',
  'chat.more': '… y {count, plural, one {uno más} other {# más}}',
  'chat.ready': '{who} {count, plural, one {Tu mockup está listo.} other {Tus mockups están listos.}}',
  'chat.fetchHere':
    'No puedo escribir aquí por mi cuenta: si tarda más de un cuarto de hora, pulsa «Traer el resultado».',
  'chat.shrunk':
    'Se muestra más pequeña porque aquí no se aceptan archivos de este tamaño. Con «Archivos originales» recibes lo que se puede enviar.',
  'chat.notYours': 'Solo puede hacerlo quien lo pidió. Con «Otra vez» haces uno tuyo.',
  'chat.gone': 'Esto se guardó un tiempo y ya no está. Envía el logo otra vez, por favor.',
  'chat.oldButton': 'Este botón es de otra versión y ya no sirve. Pídelo de nuevo, por favor.',
  'chat.notAllowed': 'Este bot no está abierto a todos aquí. Pregunta a quienes lo administran, por favor.',
  'chat.cannotPost':
    'No tengo permiso para publicar imágenes aquí. Úsame en otro lugar, o haz que me den permiso para enviar mensajes y adjuntar archivos.',
  'chat.noPicture': 'En este mensaje no hay ninguna imagen. Elige uno que tenga el logo, por favor.',
  'chat.tooLate': 'Eso fue hace demasiado tiempo. Empieza de nuevo, por favor.',
  'chat.notReady': 'Todavía no está listo; aparecerá aquí.',
  'chat.deleteRefused': 'No pude quitar el mensaje. Elimínalo tú, por favor.',
  'chat.originalsTooLarge':
    '{count, plural, one {Un archivo es más grande} other {# archivos son más grandes}} de lo que se puede enviar aquí, así que {count, plural, one {se queda} other {se quedan}} en el servidor donde se guarda todo.',
  'chat.originalsLeft':
    '{count, plural, one {No se pudo enviar un archivo más} other {No se pudieron enviar # archivos más}}: aquí una respuesta solo puede tener unos pocos mensajes.',
  'chat.originalsFailed':
    '{count, plural, one {Un archivo no se pudo enviar} other {# archivos no se pudieron enviar}} ahora mismo. Inténtalo de nuevo en un momento, por favor.',
  'chat.unavailable': 'Eso no funcionó ahora mismo. Inténtalo de nuevo en un momento, por favor.',
  'forget.confirm':
    'Esto elimina todas tus peticiones con sus logos e imágenes, en todos los lugares donde usaste este bot. No se puede deshacer.',

  'card.choose':
    '{count, plural, one {Un logotipo} other {# logotipos}}. Elige qué crear y pulsa «Crear»: hasta entonces no se hace nada.',
  'card.proof': 'La imagen es una prueba gratuita sobre una plantilla ({product}).',
  'card.notYours': 'Solo quien envió el logotipo puede cambiar esta tarjeta.',
  'card.over': 'Esta tarjeta ya se usó. Envía el logotipo otra vez para tener otra.',
  'card.discarded': 'Descartado: no se hizo nada.',
  'chat.moved': '{who} La respuesta no se pudo llevar a donde la pediste, así que está aquí.',
  'chat.photoHint':
    'Un consejo para la próxima vez: enviado como archivo en vez de foto, un logotipo conserva su transparencia y sus bordes nítidos.',
  'chat.sendPicture': 'No abro enlaces. Envía la imagen misma, por favor.',
  'chat.stillPicture': 'Una imagen en movimiento no puede ser un logotipo. Envía una fija en PNG, JPEG, WebP o SVG.',
  'chat.mockupHow': '/mockup va como texto de una imagen o en respuesta a una imagen.',
  'chat.albumPart':
    'Aquí solo veo una imagen de este álbum. Para que se hagan todas, envíame el álbum directamente o hazme administrador de este grupo.',
  'chat.askPrompt': 'Responde a este mensaje con el prompt. Ahora es: {prompt}',
  'chat.promptHint': 'Qué se debe ver',
  'chat.removed': 'Eliminado.',
  'chat.adminsOnly': 'Aquí solo pueden hacerlo los administradores.',
  'chat.othersButton': 'Solo puede hacerlo quien lo pidió.',
  'chat.albumForgotten':
    'Las demás imágenes de este álbum ya no se conocen aquí. Para tenerlas todas, envía el álbum otra vez.',
  'start.text':
    '¡Hola! Envíame un logotipo, mejor como archivo, y respondo con fotos de productos que lo llevan. En un grupo, escribe /mockup bajo una imagen o en respuesta a una. /help explica más.',
  'settings.title': 'Ajustes de este chat, para todo lo que se pida aquí sin indicar otra cosa.',
  'settings.size': 'Tamaño: {size} px',
  'settings.product': 'Producto: {product}',
  'settings.color': 'Color: {color}',
  'settings.language': 'Idioma: {name}',
  'settings.ownLanguage': 'el de cada persona',
  'settings.askYes': 'Preguntar antes de crear: sí',
  'settings.askNo': 'Preguntar antes de crear: no',
  'settings.notAdmin': 'Solo los administradores de este grupo pueden cambiar sus ajustes.',
  'limit.waiting':
    'Tienes {waiting} en espera y pueden esperar hasta {limit} a la vez. Inténtalo de nuevo cuando algunos estén listos, o pide menos.',
  'limit.personDay':
    'Cada persona puede pedir {limit} mockups al día. Inténtalo de nuevo en {hours, plural, =0 {menos de una hora} one {una hora más o menos} other {unas # horas}}, por favor.',
  'limit.allDay':
    'Hoy ya se hicieron aquí todos los mockups que se pagan al día. Inténtalo de nuevo en {hours, plural, =0 {menos de una hora} one {una hora más o menos} other {unas # horas}}, por favor.',
  'limit.atOnce': 'Se pueden pedir hasta {limit} mockups al día. Pide menos de una vez, por favor.',
  'command.again': 'Hace otra vez algo que ya pediste',
  'command.again.prompt': 'Otro prompt en lugar del anterior',
  'command.again.size': 'Otro tamaño en lugar del anterior',
  'command.again.id': 'Cuál, por su id en tu historial (si no: el más reciente)',
  'command.cancel': 'Detiene lo que se está haciendo para ti',
  'command.cancel.id': 'Cuál, por su id; con -2 al final, su segundo mockup (si no: el más reciente)',
  'command.status': 'Cómo van tus mockups',
  'command.status.of': 'Tus propios mockups o la cola de todos',
  'command.history': 'Lo que ya pediste, y sus imágenes otra vez',
  'command.history.id': 'De cuál quieres las imágenes otra vez',
  'command.history.page': 'Qué página, lo más reciente primero',
  'command.forget': 'Elimina todo lo tuyo que se guarda aquí',
  'command.start': 'Saluda y explica cómo funciona',
  'command.settings': 'Lo que hace el bot en este chat si no dices otra cosa',
  'again.sameSeed': 'El despliegue {deployment} no admite semilla, así que el resultado puede ser el mismo.',
  'again.noLogo': 'Su logo ya no está aquí. Envíalo otra vez, por favor.',
  'again.noDeployment': 'Su despliegue, {deployment}, ya no está configurado. Elige otro, por favor.',
  'cancel.nothing': 'No se está haciendo nada para ti, así que no hay nada que cancelar.',
  'cancel.cancelled': '{count, plural, one {El mockup se canceló} other {# mockups se cancelaron}}.',
  'cancel.finished':
    '{count, plural, one {Uno ya había terminado: su imagen se entrega} other {# ya habían terminado: sus imágenes se entregan}}.',
  'cancel.requested':
    'La cancelación de {count, plural, one {un mockup} other {# mockups}} ya se transmitió. En un momento se sabrá qué pasó.',
  'status.nothing': 'Ahora mismo no se está haciendo nada para ti.',
  'status.line': '{id} {logo}: {progress}',
  'status.left': 'Quedó de un comando anterior; el próximo comando mockup lo retomará: {id}',
  'status.queue':
    '{active, plural, =0 {No hay ninguna ejecución} one {Hay una ejecución} other {Hay # ejecuciones}} en marcha y {waiting, plural, =0 {nadie espera} one {un mockup espera} other {# mockups esperan}}.',
  'history.empty': 'Todavía no has pedido nada aquí.',
  'history.unknown': 'Aquí no hay nada tuyo con ese id. Con history puedes ver lo que hay.',
  'history.line': '{id} {when}, {made} de {count} hechos: {prompt}',
  'history.page': 'Página {page} de {pages}.',
  'history.noPage': 'Solo hay {pages, plural, one {# página} other {# páginas}}. Pide una de ellas, por favor.',
  'history.noShots': 'De eso no se hizo ninguna imagen, así que no hay nada que enviar otra vez.',
  'history.notSent': 'Ahora mismo no se pudieron enviar las imágenes. Inténtalo más tarde, por favor.',
  'forget.done':
    '{count, plural, =0 {Aquí no había nada tuyo} one {Se eliminó una petición tuya con su logo y sus imágenes} other {Se eliminaron # peticiones tuyas con sus logos e imágenes}}.',
  'forget.stopping':
    '{count, plural, one {Una todavía se está deteniendo y se elimina} other {# todavía se están deteniendo y se eliminan}} en cuanto termine.',
  'forget.elsewhere':
    '{count, plural, one {Una pertenece} other {# pertenecen}} a un comando que sigue en marcha y al que se le pidió parar. Usa forget otra vez cuando termine, por favor.',
  'forget.limits':
    'Fuera de alcance desde aquí: los archivos en ComfyDeploy y los mensajes y archivos que ya recibiste. Cuántos mockups se pidieron hoy se sigue contando sin nombre hasta mañana.',
  'mockup.undeliverable':
    'La respuesta no se pudo traer aquí y está guardada. Para recibirla, usa history con el id {id}.',
  'option.id': 'Un id es como los de tu historial. Copia uno de ahí, por favor.',
  'option.page': 'Una página es un número entero a partir de 1.',
  'option.of': 'Tiene que ser uno de estos: {names}.',
  'terminal.optionHelp': 'Muestra esta ayuda',
  'terminal.optionOut': 'Carpeta para las imágenes; se crea si no existe y nunca se sobrescribe nada en ella',
  'terminal.optionJson': 'Escribe un objeto JSON por mockup en la salida estándar y nada más ahí',
  'terminal.optionQuiet': 'Sin progreso; solo rutas y errores',
  'terminal.optionCheck': 'No hace nada; solo dice si el logo sirve para imprimir',
  'terminal.optionRepair':
    'Arregla antes el logo: su fondo, sus márgenes, sus colores oscuros o todo lo que propone la revisión; varios, separados por comas',
  'terminal.noRepair': 'No hay ningún arreglo llamado «{name}». Hay: {names}.',
  'terminal.repairedLogo': 'El logo arreglado: {path}',
  'terminal.mend.removeFlatBackground': 'Añade {option} para quitar el recuadro.',
  'terminal.mend.trim': 'Añade {option} para recortar el espacio vacío.',
  'terminal.mend.lightVersion': 'Añade {option} para volver blanco lo que es oscuro.',
  'terminal.noFile': 'No existe el archivo {path}.',
  'terminal.folder': '{path} es una carpeta. Indica la imagen que está dentro, por favor.',
  'terminal.noPermission': 'El archivo {path} no se puede leer: permiso denegado.',
  'terminal.unreadable': 'El archivo {path} no se puede leer ({code}).',
  'terminal.stdinGone': 'El logo llegó por la entrada estándar y ya no está. Envíalo otra vez, por favor.',
  'terminal.outUnwritable': 'No se puede escribir en {path} ({code}). Indica otra carpeta con --out, por favor.',
  'terminal.cancelling': 'Cancelando. Pulsa Ctrl-C otra vez para salir enseguida.',
  'terminal.cancelled': 'Cancelado: {count, plural, one {se detuvo la ejecución} other {se detuvieron # ejecuciones}}.',
  'terminal.left': 'Queda como está; el próximo comando mockup lo retomará aquí.',
  'terminal.cancelUnconfirmed':
    'El servicio de imágenes todavía no lo confirma. El próximo comando mockup lo seguirá aquí hasta el final.',
  'terminal.unreachable': 'No se puede usar el servicio de imágenes: {reason}',
  'terminal.store': 'No se puede guardar nada, así que no se empieza nada: {reason}',
  'terminal.bug': 'Algo salió mal de nuestro lado (referencia {reference}). Lo que pasó está escrito en {file}.',
  'terminal.proof': 'Una vista previa hecha con una plantilla mientras se hace la imagen: {path}',
  'terminal.undecided':
    'Para hacerlo otra vez: npm run mockup -- again {id}. Para descartarlo: npm run mockup -- cancel {id}. Hasta entonces, los próximos comandos volverán a buscar la ejecución.',
  'terminal.tooMany': 'Ya hay {count} comandos mockup en marcha. Espera a que termine uno de ellos, por favor.',
  'terminal.silence':
    'El servicio de imágenes lleva {seconds} segundos sin responder. La ejecución quizá sigue; el próximo comando mockup la retomará aquí.',
  'terminal.resumed':
    'También se {count, plural, one {termina un mockup que dejó} other {terminan # mockups que dejó}} un comando anterior.',
  'terminal.noSheet': 'No se pudo hacer la hoja de contactos. Las imágenes sueltas sí están.',
  'terminal.resumedShot': 'de un comando anterior: {path}',
  'mockup.cancelled': 'Cancelado.',
  'mockup.undecided':
    'Se perdió la respuesta al pedido y no se puede averiguar si la ejecución empezó. Hacerlo otra vez puede costar el doble.',
  'mockup.neverDecided':
    'En un día no se pudo averiguar si la ejecución empezó y nadie eligió hacerla otra vez. Pídelo de nuevo, por favor.',
  'mockup.expired': 'Las imágenes se guardaron un tiempo y ya no están. Hazlas otra vez, por favor.',
  'mockup.otherBackend':
    'Esto se pidió a otra cuenta o servidor de ComfyDeploy que no es el configurado ahora, así que no se hizo. Pídelo de nuevo, por favor.',
  'mockup.misconfigured':
    'El despliegue no se puede usar tal como está configurado. Quien administra el bot verá más con la referencia {reference}.',
  'mockup.bug':
    'Algo salió mal de nuestro lado. Si vuelve a pasar, dale la referencia {reference} a quien administra el bot, por favor.',
  'run.failed': 'El servicio de imágenes no pudo hacerlo: {reason}',
  'run.failedSilently':
    'El servicio de imágenes no pudo hacerlo y no dijo por qué. Inténtalo de nuevo, quizá con otro prompt.',
  'run.timedOut': 'El servicio de imágenes no terminó en el tiempo que tiene. Inténtalo de nuevo, por favor.',
  'run.noPictures': 'El servicio de imágenes terminó sin ninguna imagen. Inténtalo de nuevo, por favor.',
  'run.unreadablePictures':
    'El servicio de imágenes respondió con algo que no es una imagen. Inténtalo de nuevo, por favor.',
  'run.cancelledElsewhere':
    'El servicio de imágenes detuvo esta ejecución antes de que terminara. Inténtalo de nuevo, por favor.',
  'run.vanished': 'El servicio de imágenes ya no conoce esta ejecución. Inténtalo de nuevo, por favor.',
  'run.unanswered': 'El servicio de imágenes lleva mucho tiempo sin responder. Inténtalo más tarde, por favor.',
  'service.noCredit':
    'La cuenta del servicio de imágenes se quedó sin crédito. Avisa a quien administra el bot, por favor.',
  'service.badToken':
    'El servicio de imágenes no acepta el token configurado aquí. Avisa a quien administra el bot, por favor.',
  'service.notFound':
    'El servicio de imágenes no conoce el despliegue {deployment}. Avisa a quien administra el bot, por favor.',
  'service.refused':
    'El servicio de imágenes rechazó esto (estado {status}). Avisa a quien administra el bot, por favor.',
  'service.unreachable': 'No se puede contactar con el servicio de imágenes. Inténtalo más tarde, por favor.',
  'platform.unavailable': '{platform} lleva mucho tiempo sin entregar el logo. Envíalo otra vez más tarde, por favor.',
  'platform.gone': '{platform} ya no tiene el logo. Envíalo otra vez, por favor.',
  'platform.forbidden':
    '{platform} no deja que los bots lean el logo donde se envió. Envíalo en otro lugar o avisa a quien administra el bot.',
  'platform.tooBig':
    '{platform} no entrega a los bots archivos de este tamaño. Envía el logo en un archivo más pequeño, por favor.',
  'platform.refused': '{platform} no entregó el logo. Envíalo otra vez, por favor.',
  'note.noPromptInput': 'El despliegue {deployment} no admite prompt, así que no tiene efecto.',
  'note.noSizeInput': 'El despliegue {deployment} no admite tamaño, así que no tiene efecto.',
  'note.noDetailInput': 'El despliegue {deployment} no admite {names}, así que solo el prompt puede pedirlo.',
  'note.noSuchChoice': 'Este producto no está disponible aquí con «{choices}», así que se muestra como de costumbre.',
  'note.unknownProduct':
    'El prompt no nombra ningún producto conocido aquí, así que se muestra en una gorra de béisbol.',
  'note.timedOutWithPictures': 'El límite de tiempo cortó la ejecución; esto es lo que había hecho.',
  'note.late': 'Perdón por la demora: estaba hecho desde hacía un rato, pero no se pudo traer aquí antes.',
  'note.finishedBeforeCancel': 'Ya había terminado cuando llegó la cancelación: aquí está.',
  'note.repair.removeFlatBackground': 'Se quitó el recuadro detrás del logo.',
  'note.repair.trim': 'Se recortó el espacio vacío alrededor del logo.',
  'note.repair.lightVersion': 'Lo oscuro del logo se volvió blanco.',
  'note.repair.none': 'No había nada que arreglar en el logo.',
  'preflight.ink': 'Apenas se ve nada. Envía un logo más marcado, por favor.',
  'preflight.resolution.vector': 'Es un dibujo (SVG), así que es nítido a cualquier tamaño.',
  'preflight.resolution.crisp': 'Tiene píxeles de sobra: {dpi} DPI impreso a {width} mm de ancho.',
  'preflight.resolution.enough':
    'Tiene píxeles suficientes: {dpi} DPI impreso a {width} mm de ancho. Con 300 sería totalmente nítido.',
  'preflight.resolution.soft':
    'Tiene pocos píxeles y los bordes finos saldrán suaves: {dpi} DPI impreso a {width} mm de ancho. Mejor envía un SVG, o una imagen de al menos {pixels} píxeles de ancho.',
  'preflight.resolution.blurred':
    'Tiene muy pocos píxeles y saldrá borroso: {dpi} DPI impreso a {width} mm de ancho. Envía un SVG, o una imagen de al menos {pixels} píxeles de ancho, por favor.',
  'preflight.resolution.elsewhere':
    'No es bastante nítido para todas partes: {cap} DPI en el frente de una gorra, {chest} en el lado izquierdo del pecho, {full} en todo el frente. Desde 150 está bien.',
  'preflight.transparency.none':
    'Llena todo su rectángulo, y todo se imprime. Si no es la intención, envíalo con fondo transparente.',
  'preflight.transparency.good': 'Su fondo es transparente.',
  'preflight.transparency.soft':
    'Tiene partes translúcidas, como sombras o degradados, que se imprimen en puntos finos y no se pueden bordar. Los colores lisos quedan mejor.',
  'preflight.background.paper':
    'Está sobre un recuadro {color} que también se imprimiría. Quita el recuadro, o envía el logo con fondo transparente.',
  'preflight.background.colored':
    'Está sobre un recuadro {color}. Si no forma parte del logo, quítalo, o envía el logo con fondo transparente.',
  'preflight.photo.print':
    'Parece una foto, y se imprime toda entera. Un logo dibujado con fondo transparente queda mejor.',
  'preflight.photo.embroidery':
    'Parece una foto, que no se puede bordar. Envía un logo dibujado con pocos colores lisos, por favor.',
  'preflight.margins.good': 'Llena bien su imagen.',
  'preflight.margins.wide':
    'El espacio vacío alrededor lo hace un {percent} % más pequeño de lo que podría ser. Recórtalo para que sea más grande.',
  'preflight.margins.offCenter':
    'No está en el centro de su imagen: hay un {left} % vacío a la izquierda y un {right} % a la derecha, un {top} % arriba y un {bottom} % abajo. Recórtalo para centrarlo.',
  'preflight.contrast.good': 'Destaca bien sobre un producto de este color.',
  'preflight.contrast.goneInDark':
    'Desaparecería sobre un producto de este color. Usa una versión clara del logo, o un producto más claro.',
  'preflight.contrast.goneInLight':
    'Desaparecería sobre un producto de este color. Usa una versión oscura del logo, o un producto más oscuro.',
  'preflight.contrast.vanishesInDark':
    'Algunas partes ({percent} %, en {color}) desaparecerían sobre un producto de este color. Usa una versión clara del logo, o un producto más claro.',
  'preflight.contrast.vanishesInLight':
    'Algunas partes ({percent} %, en {color}) desaparecerían sobre un producto de este color. Usa una versión oscura del logo, o un producto más oscuro.',
  'preflight.contrast.faint':
    'Se distingue mal: {color} se parece mucho al color del producto. Otro color del producto lo muestra mejor.',
  'preflight.contrast.inside':
    'Algunas partes interiores ({percent} %) tienen el color del producto y parecerán agujeros. Si no es la intención, usa otro color.',
  'preflight.hairlines.good': 'Sus líneas son bastante gruesas.',
  'preflight.hairlines.print':
    'Tiene líneas o puntos de menos de 0,3 mm (el {percent} %), que se pueden perder al imprimir. Hazlos más gruesos, o simplifica el logo.',
  'preflight.hairlines.embroidery':
    'Tiene líneas o puntos de menos de 1 mm (el {percent} %), demasiado finos para bordar. Hazlos más gruesos, o simplifica el logo.',
  'alt.shot': 'Imagen de producto con el logo {logo}: {prompt}',
  'alt.proof': 'Vista previa hecha con una plantilla, con el logo {logo}: {prompt}',
  'alt.sheet': 'Hoja de contactos: {captions}',
  'option.logo.name': 'logo',
  'option.prompt.name': 'prompt',
  'option.product.name': 'producto',
  'option.color.name': 'color',
  'option.size.name': 'tamaño',
  'option.count.name': 'cantidad',
  'option.deployment.name': 'despliegue',
  'option.id.name': 'id',
  'option.of.name': 'vista',
  'option.page.name': 'página',
  'option.view.name': 'vista',
  'option.scene.name': 'escena',
  'option.background.name': 'fondo',
  'option.technique.name': 'técnica',
  'option.placement.name': 'posición',
  'option.scale.name': 'escala',
  'option.offset.name': 'desplazamiento',
  'option.rotation.name': 'rotación',
  'choice.view.front': 'De frente',
  'choice.view.three-quarter': 'Tres cuartos',
  'choice.scene.studio': 'Estudio liso',
  'choice.scene.transparent': 'Transparente',
  'choice.scene.desk': 'Escritorio cálido',
  'choice.technique.print': 'Impresión',
  'choice.technique.embroidery': 'Bordado',
  'choice.technique.engraving': 'Grabado',
  'choice.placement.front': 'Delante, grande',
  'choice.placement.left-chest': 'Pecho izquierdo',
  'choice.placement.back': 'Espalda',
  'choice.of.mine': 'Mis propios mockups',
  'choice.of.queue': 'La cola de todos',
  'terminal.titleUsage': 'Uso:',
  'terminal.titleArguments': 'Argumentos:',
  'terminal.titleOptions': 'Opciones:',
  'terminal.titleExamples': 'Ejemplos:',
  'terminal.usageOptions': '[opciones]',
  'terminal.optionDefault': '{description} (si no: {value})',
  'terminal.optionList': '{description}; varios, separados por comas',
  'terminal.optionLogo': '{description}; - lee la entrada estándar',
  'terminal.exitCodes':
    'Las rutas de las imágenes listas van a la salida estándar, todo lo demás a la salida de error.\nCódigos de salida: 0 todo se hizo, 1 algo no se pudo hacer, 2 la línea de comandos no tenía sentido,\n130 cancelado con Ctrl-C.',
  'terminal.noLogo': 'Indica un logo, por favor: un archivo de imagen, o - para la entrada estándar.',
  'terminal.noOption': 'No existe la opción {option}. Con --help puedes ver las que hay.',
  'terminal.noOptionSimilar': 'No existe la opción {option}. ¿Quisiste decir {similar}?',
  'terminal.noValue': 'La opción {option} necesita un valor.',
  'terminal.tooManyWords': 'Son más palabras de las que admite el comando. Con --help puedes ver lo que hace.',
  'terminal.noAnswer': 'sin respuesta',
};
