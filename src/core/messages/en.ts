/**
 * Every sentence a person reads, in English. ICU MessageFormat: `{name}` is filled in, plurals are
 * `{count, plural, one {# shot} other {# shots}}`. Another language is another file with the same keys.
 */
export const en = {
  // A logo that cannot be used: one sentence, ending in what to send instead.
  'logo.empty': 'This file is empty. Please send the logo again as a PNG, JPEG, WebP or SVG.',
  'logo.tooLarge': 'This file is larger than {limitMb} MB. Please send the logo as a smaller PNG, JPEG or WebP.',
  'logo.tooManyPixels':
    'This picture has {megapixels} megapixels; up to {limitMegapixels} are fine. Please send it smaller, for example 2048 pixels wide.',
  'logo.truncated': 'This picture is cut off or damaged. Please save the logo again as a PNG and send that.',
  'logo.blank': 'This picture is completely transparent, so there is no logo to see. Please send one with visible ink.',
  'logo.heic': 'This is a HEIC photo, which cannot be read here. Please send the logo as a PNG or JPEG.',
  'logo.pdf': 'This is a PDF. Please export the logo as an SVG, or as a PNG at least 1000 pixels wide.',
  'logo.postscript':
    'This is an EPS or Illustrator file. Please export the logo as an SVG, or as a PNG at least 1000 pixels wide.',
  'logo.psd': 'This is a Photoshop file. Please export the logo as a PNG with a transparent background.',
  'logo.text': 'This is a text file, not a picture. Please send the logo as a PNG, JPEG, WebP or SVG.',
  'logo.svgUnsafe':
    'This SVG refers to things outside itself. Please export it with everything embedded, or send a PNG.',
  'logo.svgTooComplex': 'This SVG takes too long to draw here. Please send the logo as a PNG.',
  'logo.svgText':
    'The words in this SVG need a font that is not here. Please convert the text to outlines, or send a PNG.',
  'logo.archive':
    'This is an archive or a document, not a picture. Please send the logo itself as a PNG, JPEG, WebP or SVG.',
  'logo.unknown':
    'This file is not a picture that can be read here. Please send the logo as a PNG, JPEG, WebP, AVIF, GIF, TIFF or SVG.',

  // A request that cannot be made as it is: one sentence, ending in what to do.
  'option.tooMany': 'One message can ask for up to {limit} mockups. Please send fewer logos, or a smaller count.',
  'mockup.sizeRefused':
    'The deployment {deployment} makes sizes from {min} to {max}, not {size}. Please choose another size.',
  'option.prompt': 'A prompt has 1 to {limit} characters. Please write one, or leave it out.',
  'option.color': '“{color}” is no color known here. Please use a common name like navy, or a code like #1b2a4a.',
  'option.deployment': 'There is no deployment called “{deployment}”. There is: {names}.',
  'option.product': '“{product}” is no product known here. There is: {names}.',
  'option.size': 'The size must be one of {sizes}.',
  'option.count': 'The count must be a whole number from 1 to {limit}.',
  'option.scale': 'The scale is a whole number from {min} to {max}, in percent.',
  'option.offset': 'An offset is two whole numbers up to {limit} with a comma between them, like 10,-5.',
  'option.rotation': 'The rotation is a whole number of degrees from {min} to {max}.',
  'option.other': 'The option {option} has a value that does not fit.',
  'option.logo': 'A mockup needs a logo. Please send a picture along.',

  'store.stopped':
    'This cannot go on right now, because it could not be written down (reference {reference}). It is tried again by itself.',
  'store.failed':
    'Nothing can be accepted right now, because it could not be written down (reference {reference}). Please tell the operator.',

  // What can be asked for.
  'command.unknown': 'There is no command {name}. Try help.',
  'command.mockup': 'Turn a logo into product shots',
  'command.mockup.logo': 'The logo: PNG, JPEG, WebP, AVIF, GIF, TIFF or SVG, up to 20 MB',
  'command.mockup.prompt': 'What to show, in your own words (default: a black baseball cap alone in the frame)',
  'command.mockup.product': 'A product; writes the prompt for you',
  'command.mockup.color': 'Its color: a name like navy, or a code like #1b2a4a',
  'command.mockup.size': 'Side of the square shot in pixels',
  'command.mockup.count': 'How many different shots of each logo',
  'command.mockup.deployment': 'Which deployment makes the shots',
  'command.mockup.view': 'From where the product is seen',
  'command.mockup.scene': 'Where it stands: studio, nothing at all (transparent), or a warm desk',
  'command.mockup.background': 'Color of the studio: a name like white, or a code like #f4f0e6',
  'command.mockup.technique': 'How the logo is put on',
  'command.mockup.placement': 'Where on the product the logo goes',
  'command.mockup.scale': 'Size of the logo in percent of its usual size',
  'command.mockup.offset': 'Moves the logo right and down, in percent of the print area: 10,-5',
  'command.mockup.rotation': 'Turns the logo clockwise, in degrees',
  'command.makeFromMessage': 'Make a mockup',
  'command.help': 'What can be asked for, and how',
  'help.text':
    'Send a logo and, if you like, a prompt; product shots that carry the logo come back to the same place. Without a prompt it is a black baseball cap; product and color write the prompt for you. Sizes are 512, 768 and 1024 pixels.',
  'help.templateRenders': 'No AI deployment is set up, so the shots are rendered from built-in templates.',

  // How far a mockup is, in a few words.
  'progress.received': 'fetching the logo',
  'progress.accepted': 'accepted',
  'progress.queued': 'queued',
  'progress.queuedBehind': 'queued, {ahead, plural, =0 {next} one {# before it} other {# before it}}',
  'progress.queuedSeconds':
    'queued, {ahead, plural, =0 {next} one {# before it} other {# before it}}, about {range} seconds',
  'progress.queuedMinutes':
    'queued, {ahead, plural, =0 {next} one {# before it} other {# before it}}, about {range} minutes',
  'progress.working': 'rendering',
  'progress.rendering': 'rendering {percent} %',
  'progress.collecting': 'fetching the shots',
  'progress.done': 'done',
  'progress.doneLate': 'done, late',
  'progress.failed': 'failed',
  'progress.cancelled': 'cancelled',
  'progress.undecided': 'undecided',
  'progress.unanswered': 'the image service does not answer, still trying',
  'progress.logoUnanswered': 'the logo cannot be fetched yet, still trying',
  'progress.several': '{done} of {count} done',

  // Buttons under an answer. At most 38 characters: more are not visible.
  'button.again': 'Again',
  'button.tryAgain': 'Try again',
  'button.edit': 'Edit prompt',
  'button.size': 'Another size',
  'button.files': 'Original files',
  'button.delete': 'Delete',
  'button.cancel': 'Cancel',
  'button.fetch': 'Fetch result',
  'button.look': 'Look for it again',
  'button.remake': 'Make it again (may cost twice)',
  'button.drop': 'Drop it',
  'button.newer': 'Newer',
  'button.older': 'Older',
  'button.forget': 'Remove everything',
  'button.back': 'Back',
  'button.make': 'Make it',
  'button.product': 'Product',
  'button.color': 'Color',
  'button.language': 'Language',
  'button.writePrompt': 'Write a prompt',
  'button.discard': 'Discard',

  // Windows that ask for more. At most 45 characters.
  'modal.make': 'Make a mockup',
  'modal.edit': 'Another prompt',
  'modal.prompt': 'Prompt',
  'modal.promptHint': 'Left empty: a black baseball cap',
  'modal.product': 'Product',
  'modal.size': 'Size in pixels',

  // An answer in a chat.
  'chat.proof': 'A proof from a template, until the shots are here.',
  'chat.expected': 'Expected {low} – {high}',
  'chat.line': '{number}. {logo}: {progress}',
  'chat.caption': '{prompt} · {size} px · seed {seed} · {took}',
  'chat.captionNoTime': '{prompt} · {size} px · seed {seed}',
  'chat.captionOwn': 'seed {seed} · {took}',
  'chat.seconds': '{seconds} s',
  'chat.minutes': '{minutes} min {seconds} s',
  'chat.more': '… and {count, plural, one {one more} other {# more}}',
  'chat.ready': '{who} {count, plural, one {Your mockup is ready.} other {Your mockups are ready.}}',
  'chat.fetchHere':
    'I cannot post here by myself: if this takes longer than a quarter of an hour, press “Fetch result”.',
  'chat.shrunk': 'Shown smaller, because files of this size are not taken here. “Original files” has what can be sent.',
  'chat.notYours': 'Only the person who asked for this can do that. “Again” makes one of your own.',
  'chat.gone': 'This was kept for a while and is gone now. Please send the logo again.',
  'chat.oldButton': 'This button is from another version and has no use any more. Please ask anew.',
  'chat.notAllowed': 'This bot is not open to everyone here. Please ask the people who run it.',
  'chat.cannotPost':
    'I may not post pictures here. Please use me somewhere else, or have me given the permissions to send messages and attach files.',
  'chat.noPicture': 'There is no picture in this message. Please choose one that has the logo in it.',
  'chat.tooLate': 'That was too long ago. Please start over.',
  'chat.notReady': 'It is not ready yet; it will show up here.',
  'chat.deleteRefused': 'I could not take the message away. Please delete it yourself.',
  'chat.originalsTooLarge':
    '{count, plural, one {One file is} other {# files are}} larger than what can be sent here, so {count, plural, one {it stays} other {they stay}} on the server that keeps them.',
  'chat.originalsLeft':
    '{count, plural, one {One more file} other {# more files}} could not be sent: one answer here takes only so many messages.',
  'chat.originalsFailed':
    '{count, plural, one {One file} other {# files}} could not be sent right now. Please try again in a moment.',
  'chat.unavailable': 'That did not work right now. Please try again in a moment.',
  'forget.confirm':
    'This removes every request of yours with its logos and shots, from everywhere you have used this bot. It cannot be undone.',

  // A card to choose from before anything is made, and what else is said on Telegram.
  'card.choose':
    '{count, plural, one {One logo} other {# logos}}. Choose what to make and press “Make it”: until then nothing is made.',
  'card.proof': 'The picture is a proof on a template ({product}), free of charge.',
  'card.notYours': 'Only the person who sent the logo can change this card.',
  'card.over': 'This card was used already. Please send the logo again for another one.',
  'card.discarded': 'Discarded: nothing was made.',
  'chat.moved': '{who} The answer could not be brought to where you asked, so it is here.',
  'chat.photoHint':
    'A tip for next time: sent as a file instead of a photo, a logo keeps its transparency and its sharp edges.',
  'chat.sendPicture': 'I do not open links. Please send the picture itself.',
  'chat.stillPicture': 'Moving pictures cannot be a logo. Please send a still one as a PNG, JPEG, WebP or SVG.',
  'chat.mockupHow': 'Write /mockup under a picture as its caption, or in a reply to a picture.',
  'chat.albumPart':
    'I can only see one picture of this album here. To have all of them made, send me the album directly, or make me an admin of this group.',
  'chat.askPrompt': 'Reply to this message with the prompt. It is now: {prompt}',
  'chat.promptHint': 'What is to be seen',
  'chat.removed': 'Removed.',
  'chat.adminsOnly': 'Only admins can do that here.',
  'chat.othersButton': 'Only the person who asked for this can do that.',
  'chat.albumForgotten':
    'The other pictures of this album are no longer known here. To have all of them made, please send the album again.',
  'start.text':
    'Hello! Send me a logo, best as a file, and I answer with product shots that carry it. In a group, write /mockup under a picture or in a reply to one. /help says more.',
  'settings.title': 'Settings of this chat, for everything asked for here without saying otherwise.',
  'settings.size': 'Size: {size} px',
  'settings.product': 'Product: {product}',
  'settings.color': 'Color: {color}',
  'settings.language': 'Language: {name}',
  'settings.ownLanguage': 'each person’s own',
  'settings.askYes': 'Ask before making: yes',
  'settings.askNo': 'Ask before making: no',
  'settings.notAdmin': 'Only admins of this group can change its settings.',

  // Limits that are reached: one sentence on what it is, one on when to try again.
  'limit.waiting':
    'You have {waiting} waiting, and up to {limit} may wait at a time. Please try again when some of them are made, or ask for fewer.',
  'limit.personDay':
    'Everyone can ask for {limit} mockups a day. Please try again in {hours, plural, =0 {less than an hour} one {about an hour} other {about # hours}}.',
  'limit.allDay':
    'As many mockups were made today as this place pays for. Please try again in {hours, plural, =0 {less than an hour} one {about an hour} other {about # hours}}.',
  'limit.atOnce': 'Up to {limit} mockups can be asked for a day. Please ask for fewer at once.',

  // Looking back, and taking back.
  'command.again': 'Make something you asked for before once more',
  'command.again.prompt': 'Another prompt in place of the old one',
  'command.again.size': 'Another size in place of the old one',
  'command.again.id': 'Which one, by its id in your history (default: the newest)',
  'command.cancel': 'Stop what is being made for you',
  'command.cancel.id': 'Which one, by its id; with -2 at its end the second mockup of it (default: the newest)',
  'command.status': 'How far your mockups are',
  'command.status.of': 'Your own mockups, or the queue of all people',
  'command.history': 'What you asked for before, and its shots once more',
  'command.history.id': 'The one to get the shots of again',
  'command.history.page': 'Which page, the newest first',
  'command.forget': 'Remove everything of yours that is kept here',
  'command.start': 'Say hello, and how this works',
  'command.settings': 'What the bot does unless you say otherwise, in this chat',
  'again.sameSeed': 'The deployment {deployment} takes no seed, so the result may be the same.',
  'again.noLogo': 'The logo of that one is no longer here. Please send it again.',
  'again.noDeployment': 'The deployment {deployment} of that one is no longer set up. Please ask for another.',
  'cancel.nothing': 'Nothing is being made for you, so there is nothing to cancel.',
  'cancel.cancelled': '{count, plural, one {The mockup was cancelled} other {# mockups were cancelled}}.',
  'cancel.finished':
    '{count, plural, one {One had already finished: its shot is delivered} other {# had already finished: their shots are delivered}}.',
  'cancel.requested':
    'The cancel of {count, plural, one {one mockup} other {# mockups}} is passed on. It is known in a moment what became of it.',
  'status.nothing': 'Nothing is being made for you right now.',
  'status.line': '{id} {logo}: {progress}',
  'status.left': 'Left by an earlier command, which the next mockup command takes up: {id}',
  'status.queue':
    '{active, plural, =0 {No run is} one {One run is} other {# runs are}} under way, and {waiting, plural, =0 {nobody waits} one {one mockup waits} other {# mockups wait}}.',
  'history.empty': 'You have not asked for anything here yet.',
  'history.unknown': 'There is nothing of yours with this id here. See history for what there is.',
  'history.line': '{id} {when}, {made} of {count} made: {prompt}',
  'history.page': 'Page {page} of {pages}.',
  'history.noPage': 'There {pages, plural, one {is # page} other {are # pages}} only. Please ask for one of them.',
  'history.noShots': 'No shots were made of that one, so there is nothing to send again.',
  'history.notSent': 'The shots could not be sent right now. Please try again later.',
  'forget.done':
    '{count, plural, =0 {There was nothing of yours here} one {One request of yours was removed with its logo and shots} other {# requests of yours were removed with their logos and shots}}.',
  'forget.stopping':
    '{count, plural, one {One is} other {# are}} still being stopped, and removed as soon as that is done.',
  'forget.elsewhere':
    '{count, plural, one {One belongs} other {# belong}} to a command that is still running and was told to stop. Please forget again when it has ended.',
  'forget.limits':
    'Out of reach from here: files at ComfyDeploy, and messages and files already sent to you. How many mockups were asked for today is counted on without a name until tomorrow.',
  'mockup.undeliverable':
    'The answer could not be brought here and is kept. To get it, ask for history with the id {id}.',
  'option.id': 'An id looks like the ones in your history. Please copy one from there.',
  'option.page': 'A page is a whole number from 1 on.',
  'option.of': 'It must be one of {names}.',

  // The command line.
  'terminal.optionHelp': 'Show this',
  'terminal.optionOut': 'Folder for the shots; made if it is not there, and nothing in it is ever overwritten',
  'terminal.optionJson': 'Print one JSON object per mockup on standard output, and nothing else there',
  'terminal.optionQuiet': 'No progress; only paths and mistakes',
  'terminal.optionCheck': 'Make nothing; only say whether the logo is fit to be printed',
  'terminal.optionRepair':
    'Mend the logo first: its background, the space around it, its dark colors, or all that the check proposes; several with commas between them',
  'terminal.noRepair': 'There is no repair called “{name}”. There is: {names}.',
  'terminal.repairedLogo': 'The repaired logo: {path}',
  'terminal.mend.removeFlatBackground': 'Add {option} to have the box taken away.',
  'terminal.mend.trim': 'Add {option} to have it trimmed.',
  'terminal.mend.lightVersion': 'Add {option} to have what is dark in it made white.',
  'terminal.noFile': 'There is no file {path}.',
  'terminal.folder': '{path} is a folder. Please name the picture in it.',
  'terminal.noPermission': 'The file {path} cannot be read: permission denied.',
  'terminal.unreadable': 'The file {path} cannot be read ({code}).',
  'terminal.stdinGone': 'The logo came from standard input and is gone. Please send it again.',
  'terminal.outUnwritable': 'Nothing can be written to {path} ({code}). Please name another folder with --out.',
  'terminal.cancelling': 'Cancelling. Press Ctrl-C again to leave at once.',
  'terminal.cancelled': 'Cancelled: {count, plural, one {the run was stopped} other {# runs were stopped}}.',
  'terminal.left': 'Left as it is; the next mockup command here takes it up again.',
  'terminal.cancelUnconfirmed':
    'The image service has not confirmed yet. The next mockup command here follows it to the end.',
  'terminal.unreachable': 'The image service cannot be used: {reason}',
  'terminal.store': 'Nothing can be kept, so nothing is started: {reason}',
  'terminal.bug': 'Something went wrong on our side (reference {reference}). What happened is written in {file}.',
  'terminal.proof': 'A proof, drawn from a template while the shot is being made: {path}',
  'terminal.undecided':
    'To make it again: npm run mockup -- again {id}. To drop it: npm run mockup -- cancel {id}. Until then, later commands look for the run once more.',
  'terminal.tooMany': '{count} mockup commands are running already. Please wait for one of them to end.',
  'terminal.silence':
    'The image service has not answered for {seconds} seconds. The run may still go on; the next mockup command here takes it up again.',
  'terminal.resumed': 'Also finishing {count, plural, one {a mockup} other {# mockups}} that an earlier command left.',
  'terminal.noSheet': 'The contact sheet could not be made. The shots themselves are there.',
  'terminal.resumedShot': 'from an earlier command: {path}',

  // How a mockup ended, when it did not end as hoped.
  'mockup.cancelled': 'Cancelled.',
  'mockup.undecided':
    'The answer to the order was lost, and it cannot be found out whether a run was started. Making it again may cost twice.',
  'mockup.neverDecided':
    'It could not be found out within a day whether a run was started, and nobody chose to make it again. Please ask again.',
  'mockup.expired': 'The shots were kept for a while and are gone now. Please make them again.',
  'mockup.otherBackend':
    'This was asked of another ComfyDeploy account or server than the one set now, so it was not made. Please ask again.',
  'mockup.misconfigured':
    'The deployment cannot be used as it is set up. The operator finds out more under reference {reference}.',
  'mockup.bug':
    'Something went wrong on our side. If it happens again, please tell the operator reference {reference}.',
  'run.failed': 'The image service could not make it: {reason}',
  'run.failedSilently':
    'The image service could not make it and did not say why. Please try again, perhaps with another prompt.',
  'run.timedOut': 'The image service did not finish in the time it has. Please try again.',
  'run.noPictures': 'The image service finished without a picture. Please try again.',
  'run.unreadablePictures': 'The image service answered with something that is no picture. Please try again.',
  'run.cancelledElsewhere': 'The image service stopped this run before it was done. Please try again.',
  'run.vanished': 'The image service no longer knows this run. Please try again.',
  'run.unanswered': 'The image service has not answered for a long time. Please try again later.',
  'service.noCredit': 'The account at the image service has no credit left. Please tell the operator.',
  'service.badToken': 'The image service does not accept the token that is set here. Please tell the operator.',
  'service.notFound': 'The image service does not know the deployment {deployment}. Please tell the operator.',
  'service.refused': 'The image service refused this (status {status}). Please tell the operator.',
  'service.unreachable': 'The image service cannot be reached. Please try again later.',

  // A chat platform that does not hand over the logo.
  'platform.unavailable': '{platform} has not handed over the logo for a long time. Please send it again later.',
  'platform.gone': '{platform} no longer has the logo. Please send it again.',
  'platform.forbidden':
    '{platform} does not let bots read the logo where it was sent. Please send it somewhere else, or tell the operator.',
  'platform.tooBig': '{platform} does not hand files of this size over to bots. Please send the logo as a smaller one.',
  'platform.refused': '{platform} did not hand over the logo. Please send it again.',

  // Things to know about a mockup that did work.
  'note.noPromptInput': 'The deployment {deployment} takes no prompt, so the prompt has no effect.',
  'note.noSizeInput': 'The deployment {deployment} takes no size, so the size has no effect.',
  'note.noDetailInput': 'The deployment {deployment} does not take {names}, so only the prompt can ask for it.',
  'note.noSuchChoice': 'This product is not available with “{choices}” here, so it is shown as usual.',
  'note.unknownProduct': 'The prompt names no product known here, so it is shown on a baseball cap.',
  'note.timedOutWithPictures': 'The run was cut off by its time limit; this is what it had made.',
  'note.late': 'Sorry that this came late: it was made a while before it could be brought here.',
  'note.finishedBeforeCancel': 'It had already finished when the cancel came: here it is.',
  'note.repair.removeFlatBackground': 'The box behind the logo was taken away.',
  'note.repair.trim': 'The empty space around the logo was trimmed off.',
  'note.repair.lightVersion': 'What was dark in the logo was made white.',
  'note.repair.none': 'There was nothing to repair in the logo.',

  // What there is to say about a logo before it is printed: one sentence on what it is, one on what to do.
  'preflight.ink': 'There is hardly anything to be seen in it. Please send a logo with stronger ink.',
  'preflight.resolution.vector': 'It is a drawing (SVG), so it is sharp at any size.',
  'preflight.resolution.crisp': 'It has plenty of pixels: {dpi} DPI when printed {width} mm wide.',
  'preflight.resolution.enough': 'It has enough pixels: {dpi} DPI when printed {width} mm wide. 300 would be crisp.',
  'preflight.resolution.soft':
    'It has few pixels, so fine edges turn soft: {dpi} DPI when printed {width} mm wide. Better send an SVG, or a picture at least {pixels} pixels wide.',
  'preflight.resolution.blurred':
    'It has too few pixels and will look blurred: {dpi} DPI when printed {width} mm wide. Please send an SVG, or a picture at least {pixels} pixels wide.',
  'preflight.resolution.elsewhere':
    'It is not sharp enough for every place: {cap} DPI on the front of a cap, {chest} on the left chest, {full} on a full front. 150 or more is fine.',
  'preflight.transparency.none':
    'It fills its whole rectangle, and all of that is printed. If that is not meant so, send it with a transparent background.',
  'preflight.transparency.good': 'Its background is transparent.',
  'preflight.transparency.soft':
    'It has see-through parts such as shadows or gradients, which print as fine dots and cannot be stitched. Solid colors come out best.',
  'preflight.background.paper':
    'It lies on a box of {color}, which would be printed too. Remove the box, or send the logo with a transparent background.',
  'preflight.background.colored':
    'It lies on a box of {color}. If the box is no part of the logo, remove it, or send the logo with a transparent background.',
  'preflight.photo.print':
    'It looks like a photo, and all of it is printed. A drawn logo on a transparent background comes out better.',
  'preflight.photo.embroidery':
    'It looks like a photo, which cannot be stitched. Please send a drawn logo of a few solid colors.',
  'preflight.margins.good': 'It fills its picture well.',
  'preflight.margins.wide':
    'Empty space around it makes it {percent} % smaller than it could be. Trim it to have it larger.',
  'preflight.margins.offCenter':
    'It is not in the middle of its picture: {left} % is empty on the left and {right} % on the right, {top} % above and {bottom} % below. Trim it to have it centered.',
  'preflight.contrast.good': 'It stands out well from a product of this color.',
  'preflight.contrast.goneInDark':
    'It would vanish on a product of this color. Use a light version of the logo, or a lighter product.',
  'preflight.contrast.goneInLight':
    'It would vanish on a product of this color. Use a dark version of the logo, or a darker product.',
  'preflight.contrast.vanishesInDark':
    'Parts of it ({percent} %, in {color}) would vanish on a product of this color. Use a light version of the logo, or a lighter product.',
  'preflight.contrast.vanishesInLight':
    'Parts of it ({percent} %, in {color}) would vanish on a product of this color. Use a dark version of the logo, or a darker product.',
  'preflight.contrast.faint':
    'It is hard to make out: {color} is close to the color of the product. Another product color shows it better.',
  'preflight.contrast.inside':
    'Parts inside it ({percent} %) have the color of the product and will look like holes. If they should not, use another color.',
  'preflight.hairlines.good': 'Its lines are thick enough.',
  'preflight.hairlines.print':
    'It has lines or dots thinner than 0.3 mm ({percent} % of it), which may get lost in print. Make them thicker, or the logo simpler.',
  'preflight.hairlines.embroidery':
    'It has lines or dots thinner than 1 mm ({percent} % of it), which are too fine to be stitched. Make them thicker, or the logo simpler.',

  // What is to be seen, for those who cannot see it.
  'alt.shot': 'Product shot with the logo {logo}: {prompt}',
  'alt.proof': 'Proof drawn from a template, with the logo {logo}: {prompt}',
  'alt.sheet': 'Contact sheet: {captions}',

  // What people call an option, where a platform lets them read and write its name in their language: lower case, one word. In English it
  // is the option's own name.
  'option.logo.name': 'logo',
  'option.prompt.name': 'prompt',
  'option.product.name': 'product',
  'option.color.name': 'color',
  'option.size.name': 'size',
  'option.count.name': 'count',
  'option.deployment.name': 'deployment',
  'option.id.name': 'id',
  'option.of.name': 'of',
  'option.page.name': 'page',
  'option.view.name': 'view',
  'option.scene.name': 'scene',
  'option.background.name': 'background',
  'option.technique.name': 'technique',
  'option.placement.name': 'placement',
  'option.scale.name': 'scale',
  'option.offset.name': 'offset',
  'option.rotation.name': 'rotation',

  // What people read in a list of values.
  'choice.view.front': 'Front',
  'choice.view.three-quarter': 'Three-quarter',
  'choice.scene.studio': 'Plain studio',
  'choice.scene.transparent': 'Transparent',
  'choice.scene.desk': 'Warm desk',
  'choice.technique.print': 'Print',
  'choice.technique.embroidery': 'Embroidery',
  'choice.technique.engraving': 'Engraving',
  'choice.placement.front': 'Front, full',
  'choice.placement.left-chest': 'Left chest',
  'choice.placement.back': 'Back',
  'choice.of.mine': 'My own mockups',
  'choice.of.queue': 'The queue of all people',

  // The command line's own help.
  'terminal.titleUsage': 'Usage:',
  'terminal.titleArguments': 'Arguments:',
  'terminal.titleOptions': 'Options:',
  'terminal.titleExamples': 'Examples:',
  'terminal.usageOptions': '[options]',
  'terminal.optionDefault': '{description} (default: {value})',
  'terminal.optionList': '{description}; several with commas between them',
  'terminal.optionLogo': '{description}; - reads standard input',
  'terminal.exitCodes':
    'Paths of finished shots go to standard output, everything else to standard error. Exit codes: 0 all made,\n1 something could not be made, 2 the command line made no sense, 130 cancelled with Ctrl-C.',
  'terminal.noLogo': 'Please name a logo: a picture file, or - for standard input.',
  'terminal.noOption': 'There is no option {option}. See --help for what there is.',
  'terminal.noOptionSimilar': 'There is no option {option}. Did you mean {similar}?',
  'terminal.noValue': 'The option {option} needs a value.',
  'terminal.tooManyWords': 'These are more words than the command takes. See --help for what it does.',
  'terminal.noAnswer': 'no answer',
} as const;
